using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The wording of times, CPUs, outcomes and verdicts on a page.</summary>
internal static class PageWords
{
    /// <summary>Returns a time in UTC, to the second.</summary>
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Returns the name of a machine or of a part of it, for a cell.</summary>
    public static string Name(string name) => string.IsNullOrWhiteSpace(name) ? "unknown" : name;

    /// <summary>Returns a CPU for use within a sentence.</summary>
    public static string Cpu(int? cpu) => cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : "an unknown CPU";

    /// <summary>Returns a CPU for a table cell.</summary>
    public static string CpuCell(int? cpu) => cpu?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>Returns a set of CPUs for use within a sentence.</summary>
    public static string Cpus(IEnumerable<int?> cpus)
    {
        int?[] distinct = [.. cpus.Distinct()];
        return distinct.Length == 1 ? Cpu(distinct[0]) : distinct.OfType<int>().Any() ? "CPUs " + CpusCell(distinct) : Cpu(null);
    }

    /// <summary>Returns a set of CPUs for a table cell.</summary>
    public static string CpusCell(IEnumerable<int?> cpus)
    {
        int?[] distinct = [.. cpus.Distinct()];
        string known = CpuRanges.Format(distinct.OfType<int>()).Replace(",", ", ", StringComparison.Ordinal);
        return !distinct.Contains(null) ? known : known.Length == 0 ? "unknown" : known + " and unknown";
    }

    /// <summary>Returns a number without grouping.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns an outcome in capitals, as everywhere.</summary>
    public static string Of(Outcome outcome) => EnumWord.Of(outcome).ToUpperInvariant();

    /// <summary>Returns the CSS class that gives an outcome its colour.</summary>
    public static string ClassOf(Outcome outcome) => EnumWord.Of(outcome);

    /// <summary>Returns a sign that distinguishes outcomes without colours.</summary>
    public static string SignOf(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "✓",
        Outcome.Fault => "✗",
        Outcome.Inconclusive => "?",
        _ => "–",
    };

    /// <summary>Returns the outcome's sentence without its first word.</summary>
    public static string Sentence(RunRecord record)
    {
        string line = RunText.OutcomeLine(record);
        string sentence = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..] + (sentence[^1] == '.' ? "" : ".");
    }

    /// <summary>Shortens a text that is too long, and says how many more characters are in the record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The maximum number of characters shown.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..most]}… ({text.Length - most} more characters in the JSON record)");
}
