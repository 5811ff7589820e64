using AesniCheck.Basics;

namespace AesniCheck.Host.Counters;

/// <summary>Reads the kernel's counters for each CPU: interrupts, softirqs and steal time. Takes some milliseconds on a machine with hundreds of CPUs.</summary>
internal static class KernelCountsReader
{
    // A row of 448 CPUs has 5 KB, and a machine with so many has a thousand rows.
    private const int MaxByteCount = 32 * 1024 * 1024;

    /// <summary>
    /// Returns the counts by online CPU; null if none can be read, as in some containers and under gVisor. Counts from a file that can't be read are null in
    /// each of them.
    /// </summary>
    public static IReadOnlyDictionary<int, KernelCounts>? Read(HostFiles files)
    {
        IReadOnlyDictionary<int, InterruptCounts>? interrupts = ProcInterrupts.Parse(files.Read("proc/interrupts", MaxByteCount));
        IReadOnlyDictionary<int, SoftirqCounts>? softirqs = ProcSoftirqs.Parse(files.Read("proc/softirqs", MaxByteCount));
        IReadOnlyDictionary<int, TimeSpan>? steal = ProcStat.ParseSteal(files.Read("proc/stat", MaxByteCount));

        // The softirq file also lists CPUs that are possible but not online; the other files list the online ones.
        IEnumerable<int>? cpus = interrupts?.Keys ?? steal?.Keys ?? softirqs?.Keys;
        return cpus?.ToDictionary(cpu => cpu, cpu => new KernelCounts(cpu, Of(interrupts, cpu), Of(softirqs, cpu), Of(steal, cpu)));
    }

    private static T? Of<T>(IReadOnlyDictionary<int, T>? counts, int cpu)
        where T : struct =>
        counts is not null && counts.TryGetValue(cpu, out T count) ? count : null;
}
