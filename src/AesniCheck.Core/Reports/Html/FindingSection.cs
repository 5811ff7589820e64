using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The section of findings: the first of each kind and some others in full, the rest in a table, and those that were only counted.</summary>
internal static class FindingSection
{
    public const string Name = "findings";

    private const int ListedWords = 240;

    public static void Write(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        if (record.FindingCount == 0)
        {
            return;
        }

        using (RunSections.Open(html, run, Name, $"Findings: {Quantities.Count(record.FindingCount)}"))
        {
            foreach (string markup in run.WholeFindings.OrderBy(finding => finding.Key).Select(finding => finding.Value))
            {
                html.Markup(markup);
            }

            int[] left = [.. Enumerable.Range(0, record.Findings.Count).Where(number => !run.WholeFindings.ContainsKey(number))];
            if (left.Length > 0)
            {
                Listed(html, run, left);
            }

            if (record.FoldedFindings.Count > 0)
            {
                Folded(html, record.FoldedFindings);
            }
        }
    }

    /// <summary>Returns the id of a finding that is shown in full.</summary>
    /// <param name="run">The run.</param>
    /// <param name="number">Its number in the record, from 0.</param>
    public static string IdOf(RunPart run, int number) => run.IdOf(string.Create(CultureInfo.InvariantCulture, $"finding-{number + 1}"));

    /// <summary>Chooses the findings that are shown in full, as far as there is room: the first of each probe and verdict, then the others in order.</summary>
    /// <returns>The markup of each, keyed by its number in the record, from 0.</returns>
    public static IReadOnlyDictionary<int, string> Whole(RunPart run)
    {
        IReadOnlyList<Finding> findings = run.Record.Findings;
        IEnumerable<int> chosen = findings.Index().DistinctBy(finding => (finding.Item.Probe, finding.Item.Verdict)).Select(finding => finding.Index)
            .Concat(Enumerable.Range(0, findings.Count)).Distinct().Take(run.Limits.WholeFindings);
        var whole = new Dictionary<int, string>();
        int bytes = 0;
        foreach (int number in chosen.TakeWhile(_ => bytes < run.Limits.WholeBytes))
        {
            var article = new HtmlWriter();
            FindingArticle.Write(article, run, number);
            bytes += article.ByteCount;
            whole[number] = article.ToString();
        }

        return whole;
    }

    private static void Listed(HtmlWriter html, RunPart run, int[] numbers)
    {
        int shown = 0;
        int start = html.ByteCount;
        html.Line(run.SubHeading, run.WholeFindings.Count > 0 ? "All other findings" : "All findings");
        using (html.In("details"))
        {
            html.Line("summary", $"{Quantities.Of(numbers.Length, "finding")}, a row each; their evidence is in the JSON record");
            HtmlTable.Write(
                html,
                "Findings, in order of arrival",
                [new Column("number"), Column.OfText("time, UTC"), Column.OfText("CPU"), Column.OfText("probe"), Column.OfText("verdict"), Column.OfText("differing"), Column.OfSentences("words")],
                numbers.TakeWhile(_ => html.ByteCount - start < run.Limits.ListedBytes).Select(number =>
                {
                    shown++;
                    return Listed(number, run.Record.Findings[number]);
                }));
        }

        if (shown < numbers.Length)
        {
            html.Line("p", $"{Quantities.Of(numbers.Length - shown, "finding")} more {(numbers.Length - shown == 1 ? "is" : "are")} only in the JSON record: there is no room for all of them here.");
        }
    }

    private static Row Listed(int number, Finding finding) => new(
    [
        PageWords.Number(number + 1),
        Times.Words(finding.Time),
        PageWords.CpuCell(finding.Cpu),
        finding.Probe,
        EnumWord.Of(finding.Verdict),
        finding.Syndrome is { } syndrome ? Quantities.Of(syndrome.HammingDistance, "bit") : "",
        PageWords.Cut(string.Join(' ', finding.Explanation), ListedWords),
    ]);

    private static void Folded(HtmlWriter html, IReadOnlyList<FoldedFindings> folded) => HtmlTable.Write(
        html,
        "Findings that were only counted, because many earlier ones had the same probe, CPU and verdict: their evidence was not kept",
        [new Column("verdict"), Column.OfText("probe"), Column.OfText("CPU"), .. Column.OfNumbers("findings", "first, UTC", "last, UTC")],
        folded.Select(findings => new Row(
        [
            EnumWord.Of(findings.Verdict),
            findings.Probe,
            PageWords.CpuCell(findings.Cpu),
            Quantities.Count(findings.Count),
            Times.Words(findings.First),
            Times.Words(findings.Last),
        ])));
}
