using AesniCheck.Plans;

namespace AesniCheck.Execution;

/// <summary>The limits of a worker process, beyond which its supervisor ends it.</summary>
internal sealed record WorkerLimits
{
    // Stack, buffers, units and the runtime's data for a thread take less than a mebibyte each; the rest is the error of the kernel's count for each CPU.
    private const long BytesPerWorker = 16L << 20;

    /// <summary>The maximum silence until the first block is verified: the process starts slowly on a slow or crowded guest.</summary>
    public TimeSpan MaximumStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum silence after the first verified block. The process sends five events a second; a hang is found within 5 s of the last one.</summary>
    public TimeSpan MaximumSilence { get; init; } = TimeSpan.FromSeconds(4.5);

    /// <summary>
    /// The same if the plan puts memory under pressure, since pages of the process may have to come from a disk first, or if its threads get no
    /// CPU or wait for a disk.
    /// </summary>
    public TimeSpan MaximumSilenceUnderPressure { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum time to stop.</summary>
    public TimeSpan MaximumStop { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A process with less CPU time than this while it took too long to stop did not hang: others had the machine.</summary>
    public TimeSpan CpuTimeOfAHang { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The maximum silence, or time to stop, on a machine that gets almost nothing done, however little work that was: no run waits for ever. All
    /// other time limits are counted in work.
    /// </summary>
    public TimeSpan MaximumStarvation { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The maximum time to end after a kill. A process whose cgroup is frozen, or that waits for a lost disk, does not end.</summary>
    public TimeSpan MaximumEnd { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The memory in bytes that it may take beyond that of its stressors and workers. Its code and heap take some 40 MiB; the
    /// runtime may let garbage grow to some hundred MiB more if caches are large.
    /// </summary>
    public long SpareMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Returns the upper bound, in bytes, of the memory the process needs for a plan. Stressors take a little more than the memory they hold, for bookkeeping.</summary>
    public long MemoryBytes(RunPlan plan) => plan.MemoryBytes + (plan.MemoryBytes / 4) + SpareMemoryBytes + (plan.WorkerCount * BytesPerWorker);
}
