namespace AesniCheck.Stressors;

/// <summary>The data from which the stressors of a worker process are created. Thread-safe.</summary>
internal sealed record StressSetup
{
    // Up to this many CPUs may each disturb all others at any time; with more, each does so less often.
    private const int UnthinnedCpus = 16;

    /// <summary>The CPUs that workers run on, in order.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>The intensity, 1 to 10.</summary>
    public required int Intensity { get; init; }

    /// <summary>The memory to keep in use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The seed of all random values.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The workers, for stressors that act on them.</summary>
    public required WorkerRoster Workers { get; init; }

    /// <summary>
    /// The signals to the workers; null if they take none. Created before the workers begin, as each joins it at its start.
    /// </summary>
    public WorkerSignals? Signals { get; init; }

    /// <summary>
    /// The factor by which interrupts of all CPUs at once are thinned out: a stressor causes one only in every so many steps.
    /// Without thinning the interrupts would grow with the square of the number of CPUs, since each CPU takes such steps.
    /// </summary>
    public int Thinning => Math.Max(1, Cpus.Count / UnthinnedCpus);
}
