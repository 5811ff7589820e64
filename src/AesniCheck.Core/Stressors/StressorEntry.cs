using AesniCheck.Ciphers;

namespace AesniCheck.Stressors;

/// <summary>Describes a stressor and creates it; known before it runs.</summary>
internal sealed record StressorEntry
{
    /// <summary>The name in plans, in reports and for users.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of load, in half a sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>The bug or report whose trigger it imitates, in half a sentence.</summary>
    public required string Imitates { get; init; }

    /// <summary>The event that it counts, in the singular: <c>page fault</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The threads that run it, and the frequency of steps.</summary>
    public required StressorPace Pace { get; init; }

    /// <summary>The time between two steps at intensity 1, for <see cref="StressorPace.OnItsOwn"/>; divided by the intensity.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The number of threads on its CPU that work in a step, including the one that calls it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Returns why the stressor cannot run here, in half a sentence; null if it can.</summary>
    public Func<string?> WhyNot { get; init; } = () => null;

    /// <summary>Returns the register widths that it uses, if CPUs differ in them.</summary>
    public Func<IReadOnlyList<EngineOffer>> Engines { get; init; } = () => [];

    /// <summary>
    /// Returns a function that creates each thread's stressor, on the thread itself. If the stressor runs on each CPU, the argument is
    /// the CPU to which the thread is already pinned. Throws <see cref="IOException"/> if the system refuses, like <see cref="Stressor.Step"/>.
    /// </summary>
    public required Func<StressSetup, Func<int, Stressor>> Begin { get; init; }
}

/// <summary>The threads that run a stressor, and the frequency of its steps.</summary>
internal enum StressorPace
{
    /// <summary>On each CPU, in turn with the other stressors, for a set share of the CPU's time.</summary>
    InTurn,

    /// <summary>On each CPU, one step with each burst of the others: for steps of a few microseconds.</summary>
    EachBurst,

    /// <summary>On a separate thread for the whole process, at an interval: its effects reach all CPUs.</summary>
    OnItsOwn,
}
