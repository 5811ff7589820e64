using AesniCheck.Plans;

namespace AesniCheck.Execution;

/// <summary>What a worker process may do before its supervisor ends it.</summary>
internal sealed record WorkerLimits
{
    // Stack, buffers and units, and what the runtime adds for a thread: less than a mebibyte each, and what the kernel's count lags behind by for each CPU.
    private const long BytesPerWorker = 16L << 20;

    /// <summary>How long it may take to say its first word: on a slow or crowded guest it starts slowly.</summary>
    public TimeSpan MaximumStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may be silent from then on. It speaks five times a second; one that hangs is found within 5 s of its last word.</summary>
    public TimeSpan MaximumSilence { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// The same where the plan puts the memory under pressure: what the process needs to speak may have to come from a disk first. And where its
    /// threads get no CPU, or wait for a disk.
    /// </summary>
    public TimeSpan MaximumSilenceUnderPressure { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take to stop.</summary>
    public TimeSpan MaximumStop { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One that had less time on a CPU than this while it took too long to stop did not hang: others had the machine.</summary>
    public TimeSpan CpuTimeOfAHang { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long it may be silent, or not stop, on a machine that gets next to nothing done, however little work that was: no run waits for ever. All
    /// other limits of time are counted in work.
    /// </summary>
    public TimeSpan MaximumStarvation { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long it may take to end when it was killed. One that is frozen by its cgroup, or waits for a disk that is gone, does not end.</summary>
    public TimeSpan MaximumEnd { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The memory in bytes that it may take beside what its stressors hold and its workers need. The code and heap of one take some 40 MiB; the
    /// runtime may let garbage grow to some hundred more where caches are large.
    /// </summary>
    public long SpareMemoryBytes { get; init; } = 1L << 30;

    /// <summary>The memory in bytes that it has use for under a plan, at the very most. A stressor keeps accounts of what it holds, so it takes a little more.</summary>
    public long MemoryBytes(RunPlan plan) => plan.MemoryBytes + (plan.MemoryBytes / 4) + SpareMemoryBytes + (plan.WorkerCount * BytesPerWorker);
}
