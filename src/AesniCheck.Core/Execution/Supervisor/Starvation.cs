using AesniCheck.Host.Counters;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Tells a process that cannot speak, since others have the CPUs or a disk does not answer, from one that does not: in the former a thread could run, or
/// waited in the kernel for a page, at every look, and got next to no CPU. It may be the one that speaks, or one that all others wait for, as they do when
/// the runtime halts them. For one thread.
/// </summary>
internal sealed class Starvation
{
    // One that gets a twentieth of a CPU has time for a hundred words in the time of one.
    private const int LeastShare = 20;

    private Dictionary<int, Waiting>? _waiting;
    private int _looks;

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _waiting = null;
        _looks = 0;
    }

    /// <summary>Looks at the threads of the process.</summary>
    /// <param name="threads">Them, by the kernel's ids.</param>
    public void Look(IReadOnlyDictionary<int, ThreadStat> threads)
    {
        _looks++;
        _waiting = threads
            .Where(thread => thread.Value.State is 'R' or 'D' && (_waiting is null || _waiting.ContainsKey(thread.Key)))
            .ToDictionary(thread => thread.Key, thread => Seen(thread.Value, _waiting?[thread.Key]));
    }

    /// <summary>What a thread had to wait for at all looks since the reset, in half a sentence; null where there is no such thread.</summary>
    /// <param name="interval">The time between two looks.</param>
    public string? Cause(TimeSpan interval)
    {
        Waiting[] starved = [.. _waiting?.Values.Where(thread => (thread.Last - thread.First) * LeastShare < (_looks - 1) * interval) ?? []];
        return starved.Length == 0 ? null
            : starved.All(thread => thread.InKernel) ? "a thread of it waited in the kernel all the time, for a page or a disk most likely (state D)"
            : "threads of it that could run got next to no CPU: others had the machine";
    }

    private static Waiting Seen(ThreadStat thread, Waiting? before) =>
        new(before?.First ?? thread.CpuTime, thread.CpuTime, thread.State == 'D' || before?.InKernel == true);

    /// <summary>A thread that could run, or waited in the kernel, at all looks.</summary>
    /// <param name="First">Its CPU time at the first.</param>
    /// <param name="Last">The same at the last.</param>
    /// <param name="InKernel">Whether it waited in the kernel at any.</param>
    private readonly record struct Waiting(TimeSpan First, TimeSpan Last, bool InKernel);
}
