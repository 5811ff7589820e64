using System.Runtime.InteropServices;

namespace AesniCheck.Host.Interop;

/// <summary>What the kernel counted for one thread: getrusage(2). Linux only.</summary>
public static partial class ResourceUsage
{
    private const int Thread = 1;

    /// <summary>The context switches and page faults of the calling thread since it began.</summary>
    public static unsafe ThreadUsage OfCurrentThread()
    {
        // struct rusage: two timevals, then fourteen longs: the faults at places 4 and 5 of them, the switches last. 144 bytes on x86-64.
        long* usage = stackalloc long[18];
        return getrusage(Thread, usage) == 0 ? new ThreadUsage(usage[16], usage[17], usage[8], usage[9]) : default;
    }

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static unsafe partial int getrusage(int who, long* usage);
}

/// <summary>What happened to a thread.</summary>
/// <param name="VoluntarySwitches">How often it gave its CPU away, as it waited for something.</param>
/// <param name="InvoluntarySwitches">How often the kernel put another thread in its place.</param>
/// <param name="MinorFaults">The page faults that needed no disk.</param>
/// <param name="MajorFaults">The page faults for which something was read from a disk.</param>
public readonly record struct ThreadUsage(long VoluntarySwitches, long InvoluntarySwitches, long MinorFaults, long MajorFaults);
