using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Probes;

namespace AesniCheck.Records;

/// <summary>The plan of a self-test.</summary>
public sealed record SelfTestPlan
{
    /// <summary>The default number of injections in each class.</summary>
    public const int DefaultCount = 10;

    /// <summary>The seed that determines threads, registers, bits and moments.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The number of injections in each class, which is a subject, a kind and an area.</summary>
    public required int Count { get; init; }

    /// <summary>Whether only claimed classes are tried, with as many injections as decide their claims; <see cref="Count"/> is then the number of controls.</summary>
    public bool Quick { get; init; }

    /// <summary>The subjects into which faults are injected, one after the other.</summary>
    public required IReadOnlyList<SelfTestSubject> Subjects { get; init; }

    /// <summary>The kinds of faults.</summary>
    public required IReadOnlyList<FaultKind> Kinds { get; init; }

    /// <summary>The register areas, all of which this machine has.</summary>
    public required IReadOnlyList<RegisterArea> Areas { get; init; }

    /// <summary>The probes, areas and stressors that were requested, or are the default, but are not available here.</summary>
    public required IReadOnlyList<SkippedPart> Skipped { get; init; }

    /// <summary>The classes of each subject: kinds that change one register, in each area, and kinds that change all registers or nothing.</summary>
    internal IReadOnlyList<(FaultKind Kind, RegisterArea? Area)> Classes =>
    [
        .. from kind in Kinds
           from area in kind is FaultKind.None or FaultKind.SwapThreads ? [null] : Areas.Cast<RegisterArea?>()
           select (kind, area),
    ];

    /// <summary>Describes the parts that are not available here, in a sentence each.</summary>
    /// <param name="requested">Whether to describe the parts that were requested by name, or all others.</param>
    internal IEnumerable<string> SkippedSentences(bool requested) =>
        from part in Skipped
        where part.Requested == requested
        select $"The {(requested ? "requested " : "")}{NounOf(part)} {part.Name} can't be tried here: {part.Reason}.";

    private static string NounOf(SkippedPart part) =>
        part.Name == SelfTestSubject.DefaultMix || ProbeList.All.Any(probe => probe.Name == part.Name) ? "probe"
        : RegisterAreas.All.Any(area => area.Name == part.Name) ? "register area"
        : "stressor";
}

/// <summary>A workload into which faults are injected.</summary>
/// <param name="Name"><see cref="DefaultMix"/>, or the name of the one probe that runs.</param>
/// <param name="Plan">The plan of its worker processes.</param>
public sealed record SelfTestSubject(string Name, RunPlan Plan)
{
    /// <summary>The name of the subject that is a run without options.</summary>
    public const string DefaultMix = "default";
}
