using System.Globalization;
using AesniCheck.Planning;

namespace AesniCheck.Reports.Formats.Html;

/// <summary>The answer: a word, a sentence, the facts that it stands on, and why it is no other.</summary>
internal static class OutcomeSection
{
    /// <summary>Writes the top of the page of one run.</summary>
    public static void WriteTop(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        using (html.In("header", ("class", "top " + Wording.ClassOf(record.Outcome))))
        {
            html.Line("p", $"AesniCheck, one run on {record.Host.Name}", ("class", "kicker"));
            using (html.In("h1"))
            {
                html.Put("span", Wording.SignOf(record.Outcome), ("aria-hidden", "true"));
                html.Text(" " + Wording.Of(record.Outcome));
            }

            html.Line("p", Wording.Sentence(record), ("class", "lead"));
            Facts(html, record);
        }

        Why(html, run);
    }

    /// <summary>Writes why the outcome is what it is: what was found, what was missing, and what could not be tested.</summary>
    public static void Why(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        Sentences(html, run, "Why this is no pass", record.Outcome == Outcome.Unsupported ? [] : record.Reasons);
        Glance(html, run);
        Sentences(html, run, "Notes", record.Notes);
        Sentences(html, run, "What the gate demanded", Demands(record.Gate));
    }

    private static void Facts(HtmlWriter html, RunRecord record)
    {
        using (html.In("dl", ("class", "facts")))
        {
            foreach ((string key, string value) in FactsOf(record))
            {
                using (html.In("div"))
                {
                    html.Put("dt", key);
                    html.Put("dd", value);
                }
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> FactsOf(RunRecord record)
    {
        Exposure exposure = record.Exposure;
        TimeSpan took = record.EndedAt - record.StartedAt;
        yield return ("Processor", record.Host.Cpu.Model);
        yield return ("Platform", $"{record.Host.Hypervisor.Name}, {record.Host.Hypervisor.Cloud}");
        yield return ("Kernel", record.Host.Kernel.Release);
        yield return ("Began", Wording.Seconds(record.StartedAt) + " UTC");
        yield return ("Took", $"{Quantities.Time(took)} of {Quantities.Time(record.Plan.Duration)}");
        yield return ("Tested", string.Create(CultureInfo.InvariantCulture, $"{Quantities.Of(record.Plan.Cpus.Count, "CPU")} ({CpuRanges.Format(record.Plan.Cpus)}), {Quantities.Of(record.Plan.WorkersPerCpu, "worker")} on each"));
        if (exposure.Bytes > 0)
        {
            yield return ("Compared", $"{Quantities.Bytes(exposure.Bytes)}, {Quantities.Bytes(exposure.Bytes / Math.Max(took.TotalSeconds, 0.001))}/s");
        }

        Tally tally = Tally.Of(exposure);
        long count = tally.Count(exposure.Probes);
        if (record.FindingCount == 0 && count > 0)
        {
            yield return ("Bound", $"fewer than {Quantities.Scientific(Bound.OfNone(count))} faults per {tally.Noun}, at 95 %");
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

    /// <summary>What was found, by verdict and probe.</summary>
    private static void Glance(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        if (record.FindingCount == 0)
        {
            return;
        }

        var seen = record.Findings.Index().Select(finding => (finding.Item.Verdict, finding.Item.Probe, finding.Item.Cpu, Count: 1L, First: finding.Item.Time, Last: finding.Item.Time, Number: finding.Index))
            .Concat(record.FoldedFindings.Select(folded => (folded.Verdict, folded.Probe, folded.Cpu, folded.Count, folded.First, folded.Last, Number: int.MaxValue)));
        html.Line(run.Heading, "What was found");
        HtmlTable.Write(
            html,
            "Findings by verdict and probe",
            [new Column("verdict"), Column.OfWords("which means"), Column.OfText("probe"), Column.OfLists("CPUs"), .. Column.OfNumbers("findings", "first, UTC", "last, UTC")],
            from finding in seen
            group finding by (finding.Verdict, finding.Probe) into kind
            orderby kind.Sum(finding => finding.Count) descending
            let number = kind.Min(finding => finding.Number)
            select new Row(
                [
                    Word.Of(kind.Key.Verdict),
                    Wording.MeaningOf(kind.Key.Verdict),
                    kind.Key.Probe,
                    Cpus(kind.Select(finding => finding.Cpu)),
                    Quantities.Count(kind.Sum(finding => finding.Count)),
                    Wording.Seconds(kind.Min(finding => finding.First)),
                    Wording.Seconds(kind.Max(finding => finding.Last)),
                ],
                Target: run.WholeFindings.Contains(number) ? FindingSection.IdOf(run, number) : run.IdOf(FindingSection.Name)));
    }

    private static string Cpus(IEnumerable<int?> cpus)
    {
        int?[] distinct = [.. cpus.Distinct()];
        string known = CpuRanges.Format(distinct.OfType<int>()).Replace(",", ", ", StringComparison.Ordinal);
        return !distinct.Contains(null) ? known : known.Length == 0 ? "not known" : known + " and not known";
    }

    private static IReadOnlyList<string> Demands(GateDemands? gate) => gate is null ? [] :
    [
        .. gate.RequiredProbes.Count > 0 ? [$"These probes run on every CPU: {string.Join(", ", gate.RequiredProbes)}."] : Array.Empty<string>(),
        .. gate.MinimumBlocksPerCpu is { } blocks ? [$"{Quantities.Of(blocks, "block")} are verified on each CPU."] : Array.Empty<string>(),
        .. gate.MaximumFaultRatePerBlock is { } rate ? [$"The run shows that fewer than {Quantities.Scientific(rate)} blocks are faulty, at 95 %."] : Array.Empty<string>(),
        .. gate.MaximumFindings is { } most ? [$"The run ends at {Quantities.Of(most, "finding")}."] : Array.Empty<string>(),
    ];
}
