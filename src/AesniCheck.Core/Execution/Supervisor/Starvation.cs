using AesniCheck.Host.Counters;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Distinguishes a process that is silent because others have the CPUs or a disk does not respond from one that hangs: in the former, some thread was
/// runnable, or waited in the kernel for a page, at every reading, and got almost no CPU. It may be the thread that sends events, or one that all others
/// wait for, as when the runtime suspends them. Not thread-safe.
/// </summary>
internal sealed class Starvation
{
    // A thread with a twentieth of a CPU could send a hundred events in the time limit for one.
    private const int LeastShare = 20;

    private Dictionary<int, Waiting>? _waiting;
    private int _looks;

    /// <summary>Starts over.</summary>
    public void Reset()
    {
        _waiting = null;
        _looks = 0;
    }

    /// <summary>Takes a reading of the threads of the process.</summary>
    /// <param name="threads">The threads, by the kernel's ids.</param>
    public void Look(IReadOnlyDictionary<int, ThreadStat> threads)
    {
        _looks++;
        _waiting = threads
            .Where(thread => thread.Value.State is 'R' or 'D' && (_waiting is null || _waiting.ContainsKey(thread.Key)))
            .ToDictionary(thread => thread.Key, thread => Seen(thread.Value, _waiting?[thread.Key]));
    }

    /// <summary>Returns the resource that a thread waited for at all readings since the reset, in half a sentence; null if no thread did.</summary>
    /// <param name="interval">The time between two readings.</param>
    public string? Cause(TimeSpan interval)
    {
        Waiting[] starved = [.. _waiting?.Values.Where(thread => (thread.Last - thread.First) * LeastShare < (_looks - 1) * interval) ?? []];
        return starved.Length == 0 ? null
            : starved.All(thread => thread.InKernel) ? "one of its threads waited in the kernel all the time (state D), most likely for a page or a disk"
            : "its runnable threads got almost no CPU time: others used the machine";
    }

    private static Waiting Seen(ThreadStat thread, Waiting? before) =>
        new(before?.First ?? thread.CpuTime, thread.CpuTime, thread.State == 'D' || before?.InKernel == true);

    /// <summary>A thread that was runnable, or waited in the kernel, at all readings.</summary>
    /// <param name="First">Its CPU time at the first reading.</param>
    /// <param name="Last">Its CPU time at the last reading.</param>
    /// <param name="InKernel">Whether it waited in the kernel at any reading.</param>
    private readonly record struct Waiting(TimeSpan First, TimeSpan Last, bool InKernel);
}
