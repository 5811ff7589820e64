using AesniCheck.Ciphers;

namespace AesniCheck.Stressors;

/// <summary>What is known of a stressor before it runs.</summary>
internal sealed record StressorEntry
{
    /// <summary>The name that plans, reports and users know it by.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in half a sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>The bug or report whose trigger it imitates, in half a sentence.</summary>
    public required string Imitates { get; init; }

    /// <summary>What it counts, in the singular: <c>page fault</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Which threads run it, and how often.</summary>
    public required StressorPace Pace { get; init; }

    /// <summary>The time between two steps at intensity 1 where it runs on its own; divided by the intensity.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The threads of its CPU that work in a step, as much as the one that takes it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Tells why it can't run here, in half a sentence; null where it can.</summary>
    public Func<string?> WhyNot { get; init; } = () => null;

    /// <summary>The widths of registers that it works with, where CPUs differ in them.</summary>
    public Func<IReadOnlyList<EngineOffer>> Engines { get; init; } = () => [];

    /// <summary>
    /// Tells how each of its threads gets its own, on the thread itself; where it runs on each CPU, the thread is pinned to the CPU of
    /// that number already. Throws <see cref="IOException"/> where the system refuses, as <see cref="Stressor.Step"/> does.
    /// </summary>
    public required Func<StressSetting, Func<int, Stressor>> Begin { get; init; }
}

/// <summary>Which threads run a stressor, and how often.</summary>
internal enum StressorPace
{
    /// <summary>On each CPU, in turn with the others, for a set share of the CPU's time.</summary>
    InTurn,

    /// <summary>On each CPU, one step beside each burst of the others: for steps of a few microseconds.</summary>
    EachBurst,

    /// <summary>On one thread of its own for the whole process, at an interval: what it does reaches all CPUs.</summary>
    OnItsOwn,
}
