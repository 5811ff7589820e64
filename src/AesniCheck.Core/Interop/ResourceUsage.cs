using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>What the kernel counted for a thread, and for processes that have ended: getrusage(2). Linux only.</summary>
public static partial class ResourceUsage
{
    private const int Thread = 1;
    private const int Children = -1;

    // struct rusage: two timevals, then fourteen longs: the faults are the fifth and sixth, the switches the last two. 144 bytes on x86-64.
    // The timevals, in user mode and in the kernel, are seconds and microseconds.
    private const int Longs = 18;
    private const int UserSeconds = 0;
    private const int UserMicroseconds = 1;
    private const int KernelSeconds = 2;
    private const int KernelMicroseconds = 3;
    private const int MinorFaults = 8;
    private const int MajorFaults = 9;
    private const int VoluntarySwitches = 16;
    private const int InvoluntarySwitches = 17;

    /// <summary>
    /// The context switches, page faults and CPU time of the calling thread since it began; all zero where the system does not tell. The time
    /// is that of the last tick or switch. CLOCK_THREAD_CPUTIME_ID would be exact, but the kernel ends the thread's slice when it looks: a
    /// thread that asks often is preempted where it asks, and hardly anywhere else.
    /// </summary>
    public static unsafe ThreadUsage OfCurrentThread()
    {
        long* usage = stackalloc long[Longs];
        return getrusage(Thread, usage) == 0
            ? new ThreadUsage(
                usage[VoluntarySwitches],
                usage[InvoluntarySwitches],
                usage[MinorFaults],
                usage[MajorFaults],
                CpuTime(usage))
            : default;
    }

    /// <summary>The CPU time of all children of this process that have ended and were waited for; zero where the system does not tell.</summary>
    public static unsafe TimeSpan CpuTimeOfChildren()
    {
        long* usage = stackalloc long[Longs];
        return getrusage(Children, usage) == 0 ? CpuTime(usage) : TimeSpan.Zero;
    }

    private static unsafe TimeSpan CpuTime(long* usage) =>
        TimeSpan.FromSeconds(usage[UserSeconds] + usage[KernelSeconds]) + TimeSpan.FromMicroseconds(usage[UserMicroseconds] + usage[KernelMicroseconds]);

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static unsafe partial int getrusage(int who, long* usage);
}

/// <summary>What the kernel counted for a thread since it began.</summary>
/// <param name="VoluntarySwitches">How often it gave its CPU away, as it waited for something.</param>
/// <param name="InvoluntarySwitches">How often the kernel put another thread in its place.</param>
/// <param name="MinorFaults">Page faults that took no reading from a disk.</param>
/// <param name="MajorFaults">Page faults that took reading from a disk, the swap among them.</param>
/// <param name="CpuTime">The time for which it had a CPU.</param>
public readonly record struct ThreadUsage(long VoluntarySwitches, long InvoluntarySwitches, long MinorFaults, long MajorFaults, TimeSpan CpuTime);
