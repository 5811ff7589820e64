namespace AesniCheck.Host.Counters;

/// <summary>The kernel's counters for a CPU since the machine started, or between two readings.</summary>
/// <param name="Cpu">The CPU's number.</param>
/// <param name="Interrupts">Its interrupts; null if not reported.</param>
/// <param name="Softirqs">Its softirqs; null if not reported.</param>
/// <param name="Steal">The time that the hypervisor gave to others while the CPU had work, in steps of 10 ms; null if not reported.</param>
internal sealed record KernelCounts(int Cpu, InterruptCounts? Interrupts, SoftirqCounts? Softirqs, TimeSpan? Steal)
{
    /// <summary>
    /// The increase since an earlier reading of the same CPU, for counters that both report. Never negative: a counter that went backwards counts as zero.
    /// The kernel's 32-bit counters wrap within weeks, and some counters fall while a CPU is offline.
    /// </summary>
    public KernelCounts Minus(KernelCounts earlier) => new(
        Cpu,
        Interrupts is { } interrupts && earlier.Interrupts is { } interruptsBefore ? interrupts.Minus(interruptsBefore) : null,
        Softirqs is { } softirqs && earlier.Softirqs is { } softirqsBefore ? softirqs.Minus(softirqsBefore) : null,
        Steal is { } steal && earlier.Steal is { } stealBefore ? TimeSpan.FromTicks(Math.Max(0, steal.Ticks - stealBefore.Ticks)) : null);

    /// <summary>The increase on each CPU since an earlier reading. A CPU that is in only one of them, because it was offline, is left out.</summary>
    public static IReadOnlyDictionary<int, KernelCounts> Difference(
        IReadOnlyDictionary<int, KernelCounts> later,
        IReadOnlyDictionary<int, KernelCounts> earlier)
    {
        Dictionary<int, KernelCounts> difference = new(later.Count);
        foreach ((int cpu, KernelCounts counts) in later)
        {
            if (earlier.TryGetValue(cpu, out KernelCounts? before))
            {
                difference[cpu] = counts.Minus(before);
            }
        }

        return difference;
    }
}
