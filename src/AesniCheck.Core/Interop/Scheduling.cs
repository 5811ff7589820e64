using System.Numerics;
using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Places threads on CPUs: sched(7), sched_setaffinity(2), sched_getcpu(3), gettid(2). Linux only.</summary>
public static partial class Scheduling
{
    // 64 Ki CPUs: far more than any kernel supports.
    private const int MaximumMaskBytes = 8192;

    private const int InvalidArgument = 22;

    /// <summary>The CPUs on which the calling thread may run, in ascending order: affinity and cgroup cpusets combined.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not report them.</exception>
    public static unsafe IReadOnlyList<int> AllowedCpus()
    {
        // The kernel refuses a mask that is shorter than its own, whose length it does not report.
        for (int length = 128; length <= MaximumMaskBytes; length *= 2)
        {
            ulong[] mask = new ulong[length / 8];
            fixed (ulong* pointer = mask)
            {
                if (sched_getaffinity(0, (nuint)length, pointer) == 0)
                {
                    return ToList(mask);
                }
            }

            if (Marshal.GetLastPInvokeError() != InvalidArgument)
            {
                break;
            }
        }

        throw new PlatformNotSupportedException($"sched_getaffinity: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Pins the calling thread to one CPU.</summary>
    /// <returns>Null, or the reason why the system refused.</returns>
    public static string? TryPin(int cpu) => TryPlace(0, [cpu]);

    /// <summary>Sets the CPUs on which a thread may run, and moves it if it is on another one.</summary>
    /// <param name="thread">The kernel's id of the thread; 0 for the calling one.</param>
    /// <param name="cpus">The CPUs, at least one.</param>
    /// <returns>Null, or the reason why the system refused.</returns>
    public static unsafe string? TryPlace(int thread, IReadOnlyList<int> cpus)
    {
        ulong[] mask = new ulong[Math.Max(16, (cpus.Max() / 64) + 1)];
        foreach (int cpu in cpus)
        {
            mask[cpu / 64] |= 1UL << (cpu % 64);
        }

        fixed (ulong* pointer = mask)
        {
            return sched_setaffinity(thread, (nuint)(8 * mask.Length), pointer) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();
        }
    }

    /// <summary>Sets the scheduling policy of the calling thread, one that needs no privilege.</summary>
    /// <returns>Null, or the reason why the system refused.</returns>
    public static unsafe string? TrySetPolicy(ThreadPolicy policy)
    {
        // struct sched_param: one int, the priority, which these policies do not have.
        int priority = 0;
        return sched_setscheduler(0, (int)policy, &priority) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();
    }

    /// <summary>The CPU that runs the calling thread; it may have changed by the time this returns.</summary>
    public static int CurrentCpu() => sched_getcpu();

    /// <summary>The kernel's id of the calling thread.</summary>
    public static int CurrentThreadId() => gettid();

    private static List<int> ToList(ulong[] mask)
    {
        var cpus = new List<int>();
        for (int i = 0; i < mask.Length; i++)
        {
            for (ulong bits = mask[i]; bits != 0; bits &= bits - 1)
            {
                cpus.Add((64 * i) + BitOperations.TrailingZeroCount(bits));
            }
        }

        return cpus;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int sched_getaffinity(int thread, nuint length, ulong* mask);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int sched_setaffinity(int thread, nuint length, ulong* mask);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int sched_setscheduler(int thread, int policy, int* parameters);

    // Neither function blocks or calls back, so the transition that lets the garbage collector run meanwhile is not needed.
    [LibraryImport("libc")]
    [SuppressGCTransition]
    private static partial int sched_getcpu();

    [LibraryImport("libc")]
    private static partial int gettid();
}

/// <summary>A scheduling policy, by the kernel's number.</summary>
public enum ThreadPolicy
{
    /// <summary>SCHED_OTHER.</summary>
    Other = 0,

    /// <summary>SCHED_BATCH.</summary>
    Batch = 3,

    /// <summary>SCHED_IDLE.</summary>
    Idle = 5,
}
