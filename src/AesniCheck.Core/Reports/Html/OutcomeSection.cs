using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using AesniCheck.Units;

namespace AesniCheck.Reports.Html;

/// <summary>The outcome: a word, a sentence, the facts that support it, and why it is not a pass.</summary>
internal static class OutcomeSection
{
    /// <summary>Writes the top of the page of one run.</summary>
    public static void WriteTop(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        using (html.In("header", ("class", "top " + PageWords.ClassOf(record.Outcome))))
        {
            html.Line("p", $"AesniCheck, one run on {record.Host.Name}", ("class", "kicker"));
            using (html.In("h1"))
            {
                html.Put("span", PageWords.SignOf(record.Outcome), ("aria-hidden", "true"));
                html.Text(" " + PageWords.Of(record.Outcome));
            }

            html.Line("p", PageWords.Sentence(record), ("class", "lead"));
            Facts(html, record);
        }

        Why(html, run);
    }

    /// <summary>Writes why the outcome is what it is: the findings, the reasons against a pass, and the parts that could not be tested.</summary>
    public static void Why(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        Sentences(html, run, "Why this is not a pass", record.Outcome is Outcome.Unsupported or Outcome.Fault ? [] : record.Reasons);
        FindingOverview(html, run);
        Sentences(
            html,
            run,
            "Next steps",
            record.Outcome is Outcome.Inconclusive or Outcome.Unsupported
                ? [OutcomeMeaning.NextStep(record.Outcome) + "."]
                : [.. record.CountedFindings.Select(finding => finding.Verdict).Distinct().Order().Select(verdict => $"{EnumWord.Of(verdict)}: {VerdictMeaning.PlainNextStep(verdict)}.")]);
        Sentences(html, run, "Also incomplete", record.Outcome == Outcome.Fault ? record.Reasons : []);
        Sentences(html, run, "Notes", record.Notes);
        Sentences(html, run, "Gate requirements", record.Gate is { } gate ? GateText.Parts(gate) : []);
    }

    private static void Facts(HtmlWriter html, RunRecord record)
    {
        using (html.In("dl", ("class", "facts")))
        {
            foreach ((string key, string value) in PropertiesOf(record))
            {
                using (html.In("div"))
                {
                    html.Put("dt", key);
                    html.Put("dd", value);
                }
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> PropertiesOf(RunRecord record)
    {
        Exposure exposure = record.Exposure;
        TimeSpan took = record.EndedAt - record.StartedAt;
        yield return ("Processor", record.Host.Cpu.Model);
        yield return ("Platform", record.Host.Hypervisor.Description);
        yield return ("Kernel", record.Host.Kernel.Release);
        yield return ("Started", PageWords.Seconds(record.StartedAt) + " UTC");
        yield return ("Duration", $"{Quantities.Time(took)} (planned {Quantities.Time(record.Plan.Duration)})");
        yield return ("Tested", string.Create(CultureInfo.InvariantCulture, $"{Quantities.Of(record.Plan.Cpus.Count, "CPU")} ({CpuRanges.Format(record.Plan.Cpus)}), {Quantities.Of(record.Plan.WorkersPerCpu, "worker")} on each"));
        if (exposure.Bytes > 0)
        {
            yield return ("Verified", $"{Quantities.Bytes(exposure.Bytes)}, {Quantities.Bytes(exposure.Bytes / Math.Max(took.TotalSeconds, 0.001))}/s");
        }

        Tally tally = Tally.Of(exposure);
        long count = tally.Count(exposure.Probes);
        if (record.FindingCount == 0 && count > 0)
        {
            yield return ("Fault rate", $"fewer than {Quantities.Scientific(Bound.AfterNoFault(count))} faults per {tally.Noun}, at 95 %");
        }
    }

    private static void Sentences(HtmlWriter html, RunPart run, string heading, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        html.Line(run.Heading, heading);
        using (html.In("ul"))
        {
            foreach (string sentence in sentences)
            {
                html.Line("li", sentence);
            }
        }
    }

    /// <summary>Writes the findings by verdict and probe.</summary>
    private static void FindingOverview(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        if (record.FindingCount == 0)
        {
            return;
        }

        html.Line(run.Heading, "Findings");
        HtmlTable.Write(
            html,
            "Findings by verdict and probe",
            [new Column("verdict"), Column.OfSentences("meaning"), Column.OfText("probe"), Column.OfLists("CPUs"), .. Column.OfNumbers("findings", "first, UTC", "last, UTC")],
            from finding in record.CountedFindings.Index()
            group finding by (finding.Item.Verdict, finding.Item.Probe) into kind
            let findings = kind.Select(finding => finding.Item)
            orderby findings.Total(finding => finding.Count) descending
            let number = kind.First().Index
            select new Row(
                [
                    EnumWord.Of(kind.Key.Verdict),
                    VerdictMeaning.Of(kind.Key.Verdict),
                    kind.Key.Probe,
                    PageWords.CpusCell(findings.Select(finding => finding.Cpu)),
                    Quantities.Count(findings.Total(finding => finding.Count)),
                    PageWords.Seconds(findings.Min(finding => finding.First)),
                    PageWords.Seconds(findings.Max(finding => finding.Last)),
                ],
                Target: run.WholeFindings.ContainsKey(number) ? FindingSection.IdOf(run, number) : run.IdOf(FindingSection.Name)));
    }
}
