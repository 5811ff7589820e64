using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Probes;

namespace AesniCheck.Records;

/// <summary>What a self-test does.</summary>
public sealed record SelfTestPlan
{
    /// <summary>The injections in each class where nobody says how many.</summary>
    public const int DefaultCount = 10;

    /// <summary>The seed that threads, registers, bits and moments follow from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The injections in each class: each subject, kind and area.</summary>
    public required int Count { get; init; }

    /// <summary>What faults are put into, one after the other.</summary>
    public required IReadOnlyList<SelfTestSubject> Subjects { get; init; }

    /// <summary>The kinds of faults.</summary>
    public required IReadOnlyList<FaultKind> Kinds { get; init; }

    /// <summary>The areas of the registers, all of which this machine has.</summary>
    public required IReadOnlyList<RegisterArea> Areas { get; init; }

    /// <summary>The probes, areas and stressors that were asked for, or would be by default, and are not to be had here.</summary>
    public required IReadOnlyList<SkippedPart> Skipped { get; init; }

    /// <summary>The faults that are to be injected, the controls included.</summary>
    internal int PlannedFaults => Subjects.Count * Classes.Count * Count;

    /// <summary>The classes of each subject: kinds that change one register, in each area, and those that change all or nothing.</summary>
    internal IReadOnlyList<(FaultKind Kind, RegisterArea? Area)> Classes =>
    [
        .. from kind in Kinds
           from area in kind is FaultKind.None or FaultKind.SwapThreads ? [null] : Areas.Cast<RegisterArea?>()
           select (kind, area),
    ];

    /// <summary>What is not to be had here, a sentence each.</summary>
    /// <param name="requested">Whether what was asked for by name is meant, or all else.</param>
    internal IEnumerable<string> SkippedSentences(bool requested) =>
        from part in Skipped
        where part.Requested == requested
        select $"The {NounOf(part)} {part.Name} {(requested ? "was asked for and " : "")}can't be tried here: {part.Reason}.";

    private static string NounOf(SkippedPart part) =>
        part.Name == SelfTestSubject.DefaultMix || ProbeList.All.Any(probe => probe.Name == part.Name) ? "probe"
        : RegisterAreas.All.Any(area => area.Name == part.Name) ? "register area"
        : "stressor";
}

/// <summary>A way to run that faults are put into.</summary>
/// <param name="Name"><see cref="DefaultMix"/>, or the name of the one probe that runs.</param>
/// <param name="Plan">The plan of its worker processes.</param>
public sealed record SelfTestSubject(string Name, RunPlan Plan)
{
    /// <summary>The name of a run as it is without options.</summary>
    public const string DefaultMix = "default";
}
