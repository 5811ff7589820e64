using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.Reports.Text;

/// <summary>The detection of each class of faults, as a table for a terminal of 80 columns.</summary>
internal static class SelfTestTable
{
    // The width beside the keys.
    private const int Width = 67;

    private static readonly string[] Headers = ["fault", "seen", "interval", "claim", "", "median", "worst"];

    /// <summary>Returns a row for each class, and below the rows of each subject the verdicts and what is missing.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<DetectionClass> classes)
    {
        if (classes.Count == 0)
        {
            yield break;
        }

        string[][] rows = [Headers, .. classes.Select(Cells)];
        int[] widths = [.. Headers.Select((_, column) => rows.Max(row => row[column].Length))];

        // Two spaces between columns if they fit; with counts of five digits they do not.
        int gap = widths.Sum() + (2 * (widths.Length - 1)) <= Width ? 2 : 1;
        yield return Columns.Row("", Row(Headers, widths, gap));
        foreach (IGrouping<string, (string[] Cells, DetectionClass Class)> subject in rows.Skip(1).Zip(classes).GroupBy(row => row.Second.Subject))
        {
            string key = subject.Key;
            foreach ((string[] cells, _) in subject)
            {
                yield return Columns.Row(key, Row(cells, widths, gap));
                key = "";
            }

            foreach (string line in Below([.. subject.Select(row => row.Class)]))
            {
                yield return line;
            }
        }
    }

    /// <summary>Formats a time as briefly as possible: 0.4 ms, 12 ms, 1.2 s.</summary>
    /// <param name="milliseconds">The time in milliseconds.</param>
    public static string Time(double milliseconds) => milliseconds switch
    {
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0} s"),
    };

    /// <summary>Returns the name of a class within its subject: <c>flip xmm</c>.</summary>
    public static string NameOf(DetectionClass entry) => entry.Area is { } area ? $"{EnumWord.Of(entry.Kind)} {area.Name}" : EnumWord.Of(entry.Kind);

    private static IEnumerable<string> Below(IReadOnlyList<DetectionClass> classes)
    {
        string[] verdicts =
        [
            .. classes.Where(entry => entry.Kind != FaultKind.None).SelectMany(entry => entry.Verdicts).GroupBy(count => count.Verdict, count => (long)count.Count)
                .Select(group => (Verdict: group.Key, Count: group.Sum())).OrderByDescending(count => count.Count)
                .Select(count => $"{EnumWord.Of(count.Verdict)} {Quantities.Count(count.Count)}"),
        ];
        return
        [
            .. verdicts.Length > 0 ? Columns.Rows("", $"seen as {string.Join(", ", verdicts)}") : [],
            .. classes.Where(entry => entry.Shortfall is not null)
                .SelectMany(entry => Columns.Rows("", $"{NameOf(entry)}: {Quantities.Count(entry.Injected)} injected, {entry.Shortfall}")),
        ];
    }

    private static string[] Cells(DetectionClass entry) =>
    [
        NameOf(entry),
        entry.Injected == 0 ? "not tried" : string.Create(CultureInfo.InvariantCulture, $"{entry.Seen} of {entry.Injected}"),
        entry.Interval is { } interval ? IntervalText(interval) : "-",
        ClaimOf(entry) is { } claim ? string.Create(CultureInfo.InvariantCulture, $"{100 * claim:0.#} %") : "-",
        KeptWord(entry),
        entry.MedianMilliseconds is { } median ? Time(median) : "-",
        entry.WorstMilliseconds is { } worst ? Time(worst) : "-",
    ];

    /// <summary>The claim for the control is that nothing is seen.</summary>
    private static double? ClaimOf(DetectionClass entry) => entry.Kind == FaultKind.None ? 0 : entry.Claim;

    private static string KeptWord(DetectionClass entry) => entry.Kind == FaultKind.None
        ? entry.Seen > 0 ? "ALARM" : entry.Injected > 0 ? "kept" : ""
        : entry.Kept switch
        {
            true => "kept",
            false => "MISSED",
            null => "",
        };

    // Rounded outwards, so that the interval never looks narrower than it is.
    private static string IntervalText(WilsonInterval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * interval.Low):0}-{Math.Ceiling(100 * interval.High):0} %");

    private static string Row(string[] cells, int[] widths, int gap) => string.Concat(cells.Select((cell, column) =>
        column == 0 ? cell.PadRight(widths[0]) : new string(' ', gap) + (column == 4 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))).TrimEnd();
}
