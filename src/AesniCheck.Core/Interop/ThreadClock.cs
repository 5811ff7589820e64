using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The CPU time of a thread, and short waits: clock_gettime(2), clock_nanosleep(2). Linux only.</summary>
internal static unsafe partial class ThreadClock
{
    private const int Monotonic = 1;
    private const int ThreadCpuTime = 3;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Returns the CPU time of the calling thread in nanoseconds, in user mode and in the kernel, since it began.</summary>
    public static long Nanoseconds()
    {
        // struct timespec: seconds and nanoseconds, 8 bytes each on x86-64.
        long* time = stackalloc long[2];
        return clock_gettime(ThreadCpuTime, time) == 0 ? (time[0] * NanosecondsPerSecond) + time[1] : 0;
    }

    /// <summary>Waits, accurate to some 60 us. A signal may end the wait early.</summary>
    public static void Sleep(TimeSpan time)
    {
        long nanoseconds = time.Ticks * TimeSpan.NanosecondsPerTick;
        long* request = stackalloc long[2] { nanoseconds / NanosecondsPerSecond, nanoseconds % NanosecondsPerSecond };
        _ = clock_nanosleep(Monotonic, 0, request, null);
    }

    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial int clock_gettime(int clock, long* time);

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, long* request, long* remain);
}
