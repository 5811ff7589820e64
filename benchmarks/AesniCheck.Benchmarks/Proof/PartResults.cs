using AesniCheck.Benchmarks.Fate;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>What a self-test saw.</summary>
internal sealed record RegistersResult
{
    public required Measurement Measurement { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The faults that each class was to have.</summary>
    public required int Count { get; init; }

    public required SelfTestResult Result { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The findings that no fault explains.</summary>
    public required int FalseAlarms { get; init; }

    public required IReadOnlyList<RegisterClass> Classes { get; init; }

    /// <summary>From a fault to the finding on the supervisor's side, in milliseconds, over all classes.</summary>
    public Spread? Milliseconds { get; init; }

    /// <summary>For how long threads stood still, in microseconds, over all classes.</summary>
    public Spread? StoppedMicroseconds { get; init; }
}

/// <summary>A class of a self-test, and for how long its threads stood still.</summary>
internal sealed record RegisterClass(DetectionClass Detection, Spread? StoppedMicroseconds);

/// <summary>What was found of the faults of doubles.</summary>
internal sealed record InsideResult(Measurement Measurement, IReadOnlyList<InsideFault> Faults);

/// <summary>The faults of one double.</summary>
internal sealed record InsideFault
{
    /// <summary>The name of the double.</summary>
    public required string Name { get; init; }

    /// <summary>The fault model.</summary>
    public required string Model { get; init; }

    /// <summary>What it does.</summary>
    public required string Fault { get; init; }

    public required int Runs { get; init; }

    /// <summary>The runs with a finding.</summary>
    public required int RunsWithFinding { get; init; }

    /// <summary>How often the fault struck, where the double tells.</summary>
    public int? Strikes { get; init; }

    /// <summary>How many of these strikes have a finding of their own.</summary>
    public int? StrikesFound { get; init; }

    /// <summary>From the start of the run to its first finding, in seconds.</summary>
    public Spread? SecondsFromStart { get; init; }

    /// <summary>From a strike to its finding, in milliseconds; from the first, where a double tells of that alone.</summary>
    public Spread? MillisecondsFromStrike { get; init; }

    public required IReadOnlyList<NamedCount> Verdicts { get; init; }
}

/// <summary>What became of faults anywhere in the process.</summary>
internal sealed record AnywhereResult
{
    public required Measurement Measurement { get; init; }

    public required ulong Seed { get; init; }

    public required int Injected { get; init; }

    /// <summary>Those of which the supervisor got to know.</summary>
    public required int Seen { get; init; }

    /// <summary>Those that were not seen, and of which it is proven that they had no effect.</summary>
    public required int WithoutEffect { get; init; }

    /// <summary>Those that were not seen, and that changed at most what a stressor computed, which nobody uses.</summary>
    public required int InStressors { get; init; }

    /// <summary>All others.</summary>
    public required int Lost { get; init; }

    /// <summary>Those that were seen though it is proven that they had no effect: each would show a mistake in the proof, or belongs to an earlier one.</summary>
    public required int Contradictions { get; init; }

    /// <summary>Those that another thread saw than the one that had them.</summary>
    public required int SeenByAnother { get; init; }

    /// <summary>What came too late for any fault: it belongs to one that was counted as lost, or is seen again.</summary>
    public required int LateSightings { get; init; }

    /// <summary>The worker processes that were ended since findings did not cease.</summary>
    public required int Replaced { get; init; }

    /// <summary>By what was to be hit.</summary>
    public required IReadOnlyList<AnywhereGroup> Targets { get; init; }

    /// <summary>By the kind of thread, its name without a number.</summary>
    public required IReadOnlyList<AnywhereGroup> Threads { get; init; }

    public required IReadOnlyList<AnywhereGroup> Areas { get; init; }

    /// <summary>What became of the bits that were not seen.</summary>
    public required IReadOnlyList<NamedCount> Fates { get; init; }

    public Spread? Milliseconds { get; init; }

    public required IReadOnlyList<NamedCount> Verdicts { get; init; }

    /// <summary>The worker processes worker processes kept running.</summary>
    public required int Processes { get; init; }

    /// <summary>What the supervisor said of those that ended.</summary>
    public required IReadOnlyList<NamedCount> ProcessEnds { get; init; }

    /// <summary>Whether the supervisor came to its end and made a record.</summary>
    public required bool SupervisorSurvived { get; init; }

    /// <summary>Those that were lost, and the contradictions.</summary>
    public required IReadOnlyList<AnywhereTrial> Notable { get; init; }
}

/// <summary>Faults that have something in common.</summary>
internal sealed record AnywhereGroup(string Name, int Injected, int Seen, int WithoutEffect, int InStressors, int Lost);

/// <summary>One fault and what came of it.</summary>
internal sealed record AnywhereTrial
{
    public required AnywhereOutcome Outcome { get; init; }

    /// <summary>What was to be hit.</summary>
    public required string Target { get; init; }

    public required string Thread { get; init; }

    public required RegisterArea Area { get; init; }

    public required int Register { get; init; }

    /// <summary>The bit within the area's part of the register.</summary>
    public required int Bit { get; init; }

    /// <summary>The code that the thread was in.</summary>
    public required string Place { get; init; }

    public required FateKind Fate { get; init; }

    /// <summary>The instruction that decided, or why none did.</summary>
    public string? Instruction { get; init; }

    /// <summary>The code that this is in.</summary>
    public required string FatePlace { get; init; }

    /// <summary>The instructions that were followed one by one.</summary>
    public required int Steps { get; init; }

    /// <summary>From the fault to the finding; null where there is none.</summary>
    public double? Milliseconds { get; init; }

    public string? Probe { get; init; }

    /// <summary>Whether another thread saw it than the one that had it.</summary>
    public bool SeenByAnother { get; init; }

    public Verdict? Verdict { get; init; }
}

/// <summary>How often nothing was found where there was nothing.</summary>
internal sealed record ControlResult
{
    public required Measurement Measurement { get; init; }

    public required Outcome Outcome { get; init; }

    public required long Findings { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required double Seconds { get; init; }

    public required Exposure Exposure { get; init; }
}
