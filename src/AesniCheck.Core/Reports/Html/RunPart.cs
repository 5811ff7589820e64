using System.Globalization;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>One run within a page: what its sections have in common.</summary>
/// <param name="Record">The run.</param>
/// <param name="Id">What the ids of its elements begin with; no other run's do.</param>
/// <param name="Level">The level of its sections' headings, 2 to 5.</param>
/// <param name="Limits">How much of it is shown.</param>
internal sealed record RunPart(RunRecord Record, string Id, int Level, RunLimits Limits)
{
    /// <summary>The tag of its sections' headings.</summary>
    public string Heading => string.Create(CultureInfo.InvariantCulture, $"h{Level}");

    /// <summary>The tag of the headings within its sections.</summary>
    public string SubHeading => string.Create(CultureInfo.InvariantCulture, $"h{Level + 1}");

    /// <summary>The id of a section, or of what is in it.</summary>
    public string IdOf(string name) => Id + name;

    /// <summary>The markup of the findings that are shown whole, by their numbers in the record, from 0.</summary>
    public IReadOnlyDictionary<int, string> WholeFindings => field ??= FindingSection.Whole(this);
}

/// <summary>How much of a run is shown. What is not is told in numbers, never dropped silently.</summary>
/// <param name="WholeFindings">The findings that are shown whole.</param>
/// <param name="WholeBytes">The markup that they may take; at least one is shown.</param>
/// <param name="ListedBytes">The markup that the table of the others may take.</param>
/// <param name="HasAll">Whether there are maps, tables of CPUs and the like, or key parts alone.</param>
internal sealed record RunLimits(int WholeFindings, int WholeBytes, int ListedBytes, bool HasAll)
{
    /// <summary>Those of a page of one run: it stays under 5 MB.</summary>
    public static RunLimits Alone { get; } = new(50, 1_000_000, 2_800_000, HasAll: true);

    /// <summary>Those of a run among few.</summary>
    public static RunLimits AmongFew { get; } = new(10, 150_000, 100_000, HasAll: true);

    /// <summary>Those of a run among many.</summary>
    public static RunLimits AmongMany { get; } = new(1, 20_000, 10_000, HasAll: false);
}
