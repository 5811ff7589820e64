using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The section of known answers, which were checked at the start.</summary>
internal static class AnswerSection
{
    public const string Name = "answers";

    public static void Write(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        KnownAnswerSummary[] all = [.. record.KnownAnswers, .. record.ModeAnswers];
        if (!IsThere(record))
        {
            return;
        }

        using (RunSections.Open(html, run, Name, "Known-answer tests"))
        {
            if (record.CryptoLibrary is { } library)
            {
                html.Line("p", $"The crypto library: {library.Description}.");
            }

            if (all.Length > 0)
            {
                Write(html, "Published vectors, by engine", "engine", [.. Rows("", record.KnownAnswers), .. Rows(" in modes", record.ModeAnswers)]);
                Details(html, all);
            }

            string[] failures = [.. all.SelectMany(summary => summary.FirstFailures.Select(failure => $"{summary.Engine}: {failure}"))];
            if (failures.Length > 0)
            {
                html.Line("p", "The first wrong answers:");
                using (html.In("pre"))
                {
                    html.Markup(string.Join('\n', failures.Select(failure => HtmlText.Escape(PageWords.Cut(failure, 1_000)))));
                }
            }
        }
    }

    /// <summary>Whether the section has any content.</summary>
    public static bool IsThere(RunRecord record) => record.KnownAnswers.Count + record.ModeAnswers.Count > 0 || record.CryptoLibrary is not null;

    private static void Details(HtmlWriter html, KnownAnswerSummary[] all)
    {
        Row[] files =
        [
            .. from summary in all
               from file in summary.Files
               select Row($"{summary.Engine} {file.File}", file.Vectors, file.Failures),
        ];
        if (files.Length > 0)
        {
            using (html.In("details"))
            {
                html.Line("summary", $"By file: {Quantities.Of(files.Length, "row")}");
                Write(html, "Published vectors, by engine and file", "engine and file", files);
            }
        }
    }

    private static void Write(HtmlWriter html, string caption, string head, Row[] rows) =>
        HtmlTable.Write(html, caption, [new Column(head), .. Column.OfNumbers("vectors", "right", "wrong")], rows);

    private static IEnumerable<Row> Rows(string suffix, IReadOnlyList<KnownAnswerSummary> summaries) =>
        summaries.Select(summary => Row(summary.Engine + suffix, summary.Vectors, summary.Failures));

    private static Row Row(string name, int vectors, int failures) =>
        new([name, Quantities.Count(vectors), Quantities.Count(vectors - failures), failures == 0 ? "0" : $"✗ {Quantities.Count(failures)}"], failures == 0 ? null : "worse");
}
