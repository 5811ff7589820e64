using System.Globalization;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>One run within a page: the data that its sections share.</summary>
/// <param name="Record">The run.</param>
/// <param name="Id">The prefix of its elements' ids, unique among the runs of the page.</param>
/// <param name="Level">The level of its sections' headings, 2 to 5.</param>
/// <param name="Limits">How much of the run is shown.</param>
internal sealed record RunPart(RunRecord Record, string Id, int Level, RunLimits Limits)
{
    /// <summary>The tag of its sections' headings.</summary>
    public string Heading => string.Create(CultureInfo.InvariantCulture, $"h{Level}");

    /// <summary>The tag of the headings within its sections.</summary>
    public string SubHeading => string.Create(CultureInfo.InvariantCulture, $"h{Level + 1}");

    /// <summary>Returns the id of a section, or of an element in it.</summary>
    public string IdOf(string name) => Id + name;

    /// <summary>The findings, grouped into those that are alike.</summary>
    public IReadOnlyList<AlikeFindings> Alike => field ??= AlikeFindings.Of(Record);

    /// <summary>The markup of the findings that are shown in full, keyed by their numbers in the record, from 0.</summary>
    public IReadOnlyDictionary<int, string> WholeFindings => field ??= FindingSection.Whole(this);
}

/// <summary>How much of a run is shown. Omitted parts are reported as counts, never dropped silently.</summary>
/// <param name="WholeFindings">The maximum number of findings that are shown in full.</param>
/// <param name="WholeBytes">The limit of their markup in bytes; at least one finding is shown.</param>
/// <param name="ListedBytes">The limit of the markup of the table of other findings, in bytes.</param>
/// <param name="HasAll">Whether maps, tables of CPUs and the like are shown, or only the key parts.</param>
internal sealed record RunLimits(int WholeFindings, int WholeBytes, int ListedBytes, bool HasAll)
{
    /// <summary>The limits of a page of one run, which stays under 5 MB.</summary>
    public static RunLimits Alone { get; } = new(50, 1_000_000, 2_800_000, HasAll: true);

    /// <summary>The limits of a run among few.</summary>
    public static RunLimits AmongFew { get; } = new(10, 150_000, 100_000, HasAll: true);

    /// <summary>The limits of a run among many.</summary>
    public static RunLimits AmongMany { get; } = new(1, 20_000, 10_000, HasAll: false);
}
