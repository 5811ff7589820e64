namespace AesniCheck.Stressors;

/// <summary>What the stressors of a worker process are made from. Thread-safe.</summary>
internal sealed record StressSetting
{
    // So many CPUs may disturb all the others as often as they like; with more each does it less often.
    private const int UnthinnedCpus = 16;

    /// <summary>The CPUs that workers run on, in order.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>How hard, 1 to 10.</summary>
    public required int Intensity { get; init; }

    /// <summary>The memory that is to be kept busy, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The workers, for stressors that act on them.</summary>
    public required WorkerRoster Workers { get; init; }

    /// <summary>
    /// The signals that the workers take; null where they take none. Made before the workers begin, as they join it as they begin.
    /// </summary>
    public WorkerSignals? Signals { get; init; }

    /// <summary>
    /// A step of a stressor that interrupts all CPUs at once is to do so only every so many times: each CPU takes such steps, so
    /// without it the interrupts would grow with the square of their number.
    /// </summary>
    public int Thinning => Math.Max(1, Cpus.Count / UnthinnedCpus);
}
