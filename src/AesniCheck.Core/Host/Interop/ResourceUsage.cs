using System.Runtime.InteropServices;

namespace AesniCheck.Host.Interop;

/// <summary>What the kernel counted for one thread: getrusage(2). Linux only.</summary>
public static partial class ResourceUsage
{
    private const int Thread = 1;

    /// <summary>The context switches of the calling thread since it began.</summary>
    public static unsafe ContextSwitches OfCurrentThread()
    {
        // struct rusage: two timevals, then fourteen longs, of which the last two are the switches. 144 bytes on x86-64.
        long* usage = stackalloc long[18];
        return getrusage(Thread, usage) == 0 ? new ContextSwitches(usage[16], usage[17]) : default;
    }

    [LibraryImport("libc")]
    private static unsafe partial int getrusage(int who, long* usage);
}

/// <summary>How often a thread gave its CPU away, and how often it was taken.</summary>
/// <param name="Voluntary">It waited for something.</param>
/// <param name="Involuntary">The kernel put another thread in its place.</param>
public readonly record struct ContextSwitches(long Voluntary, long Involuntary);
