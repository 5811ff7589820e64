using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The section of findings: the first of each group of alike ones in full, the rest in tables, and those that were only counted.</summary>
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
            IReadOnlyList<AlikeFindings> all = run.Alike;
            int[] whole = [.. all.Where(alike => run.WholeFindings.ContainsKey(alike.First)).SelectMany(alike => alike.Numbers)];
            int room = run.Limits.ListedBytes;
            foreach (AlikeFindings alike in all.Where(alike => run.WholeFindings.ContainsKey(alike.First)))
            {
                html.Markup(run.WholeFindings[alike.First]);
                if (alike.Numbers.Count > 1)
                {
                    room -= Listed(html, run, [.. alike.Numbers.Skip(1)], room, Alike(record, alike));
                }
            }

            int[] left = [.. Enumerable.Range(0, record.Findings.Count).Except(whole)];
            if (left.Length > 0)
            {
                html.Line(run.SubHeading, run.WholeFindings.Count > 0 ? "All other findings" : "All findings");
                Listed(html, run, left, room, $"{Quantities.Of(left.Length, "finding")} with their evidence in the JSON record");
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

    /// <summary>Chooses the findings that are shown in full, as far as there is room: the first of each group of alike ones, with each probe and verdict before a second of its kind.</summary>
    /// <returns>The markup of each, keyed by its number in the record, from 0.</returns>
    public static IReadOnlyDictionary<int, string> Whole(RunPart run)
    {
        IReadOnlyList<Finding> findings = run.Record.Findings;
        IReadOnlyList<AlikeFindings> all = run.Alike;
        IEnumerable<int> chosen = all.DistinctBy(alike => (findings[alike.First].Probe, findings[alike.First].Verdict)).Concat(all)
            .Select(alike => alike.First).Distinct().Take(run.Limits.WholeFindings);
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

    /// <summary>Returns how many findings are alike, when, and on which CPUs.</summary>
    private static string Alike(RunRecord record, AlikeFindings alike)
    {
        Finding first = record.Findings[alike.First];
        FoldedFindings[] kept = [.. alike.Numbers.Select(number => FoldedFindings.Of(record.Findings[number]))];

        // Of findings that were only counted the words are unknown: they belong here if all others of their kind do.
        bool isOnly = record.Findings.Count(finding => finding.Probe == first.Probe && finding.Verdict == first.Verdict) == kept.Length;
        FoldedFindings[] counted = isOnly ? [.. record.FoldedFindings.Where(folded => folded.Probe == first.Probe && folded.Verdict == first.Verdict)] : [];
        FoldedFindings[] all = [.. kept, .. counted];
        string onlyCounted = counted.Length > 0 ? $"{Quantities.Count(counted.Total(folded => folded.Count))} were only counted. " : "";
        return $"{Quantities.Count(all.Total(folded => folded.Count))} times alike: first {PageWords.Seconds(all.Min(folded => folded.First))}, last {PageWords.Seconds(all.Max(folded => folded.Last))} UTC, on {PageWords.Cpus(all.Select(folded => folded.Cpu))}. {onlyCounted}The others";
    }

    /// <summary>Writes findings as a folded table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="run">The run.</param>
    /// <param name="numbers">Their numbers in the record, from 0.</param>
    /// <param name="room">The limit of the rows, in bytes.</param>
    /// <param name="summary">The beginning of the line that stands for the table while it is folded.</param>
    /// <returns>The bytes of the rows.</returns>
    private static int Listed(HtmlWriter html, RunPart run, int[] numbers, int room, string summary)
    {
        int shown = 0;
        int start = html.ByteCount;
        if (room <= 0)
        {
            html.Line("p", summary + ".");
        }
        else
        {
            using (html.In("details"))
            {
                html.Line("summary", summary + ", a row each");
                HtmlTable.Write(
                    html,
                    "Findings, in order of arrival",
                    [new Column("number"), Column.OfText("time, UTC"), Column.OfText("CPU"), Column.OfText("probe"), Column.OfText("verdict"), Column.OfText("differing"), Column.OfSentences("words")],
                    numbers.TakeWhile(_ => html.ByteCount - start < room).Select(number =>
                    {
                        shown++;
                        return Listed(number, run.Record.Findings[number]);
                    }));
            }
        }

        if (shown < numbers.Length)
        {
            html.Line("p", $"{Quantities.Of(numbers.Length - shown, "finding")} more {(numbers.Length - shown == 1 ? "is" : "are")} only in the JSON record: there is no room for all of them here.");
        }

        return html.ByteCount - start;
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
