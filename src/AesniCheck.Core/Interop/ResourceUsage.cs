using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The kernel's counters for a thread, and for ended child processes: getrusage(2). Linux only.</summary>
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
    /// Returns the context switches, page faults and CPU time of the calling thread since it began; all zero if unknown. The time is as of the last tick or
    /// switch. CLOCK_THREAD_CPUTIME_ID would be exact, but reading it makes the kernel end the thread's slice: a thread that reads it often is preempted
    /// there, and hardly anywhere else.
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

    /// <summary>Returns the CPU time of all children of this process that have ended and were waited for; zero if unknown.</summary>
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

/// <summary>The kernel's counters for a thread since it began.</summary>
/// <param name="VoluntarySwitches">The number of times that it gave up its CPU to wait.</param>
/// <param name="InvoluntarySwitches">The number of times that the kernel preempted it.</param>
/// <param name="MinorFaults">Page faults without a read from a disk.</param>
/// <param name="MajorFaults">Page faults with a read from a disk, swap included.</param>
/// <param name="CpuTime">The time that it ran on a CPU.</param>
public readonly record struct ThreadUsage(long VoluntarySwitches, long InvoluntarySwitches, long MinorFaults, long MajorFaults, TimeSpan CpuTime);
