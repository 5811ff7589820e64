namespace AesniCheck.Host.Counters;

/// <summary>What the kernel has counted on a CPU since the machine started, or between two readings.</summary>
/// <param name="Cpu">The CPU's number.</param>
/// <param name="Interrupts">Its interrupts; null where the kernel doesn't tell.</param>
/// <param name="Softirqs">Its softirqs; null where the kernel doesn't tell.</param>
/// <param name="Steal">The time that the hypervisor gave to others while it had work, to 10 ms; null where the kernel doesn't tell.</param>
internal sealed record KernelCounts(int Cpu, InterruptCounts? Interrupts, SoftirqCounts? Softirqs, TimeSpan? Steal)
{
    /// <summary>
    /// What came since an earlier reading of the same CPU, where both tell it. Never negative: a counter that went backwards, as the
    /// kernel's 32 bits do in some weeks, and some do while a CPU is offline, has got nothing.
    /// </summary>
    public KernelCounts Minus(KernelCounts earlier) => new(
        Cpu,
        Interrupts is { } interrupts && earlier.Interrupts is { } interruptsBefore ? interrupts.Minus(interruptsBefore) : null,
        Softirqs is { } softirqs && earlier.Softirqs is { } softirqsBefore ? softirqs.Minus(softirqsBefore) : null,
        Steal is { } steal && earlier.Steal is { } stealBefore ? TimeSpan.FromTicks(Math.Max(0, steal.Ticks - stealBefore.Ticks)) : null);

    /// <summary>What came on each CPU since an earlier reading. A CPU that is in one of them alone, as it was offline, is left out.</summary>
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
