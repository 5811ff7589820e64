using AesniCheck.Host;

namespace AesniCheck.Execution;

/// <summary>
/// Tells a process that cannot speak, since others have the CPUs, from one that does not: in the former a thread could run at every look, and got next
/// to nothing. It may be the one that speaks, or one that all others wait for, as they do when the runtime halts them. For one thread.
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
            .Where(thread => thread.Value.State == 'R' && (_waiting is null || _waiting.ContainsKey(thread.Key)))
            .ToDictionary(thread => thread.Key, thread => new Waiting(_waiting?[thread.Key].First ?? thread.Value.CpuTime, thread.Value.CpuTime));
    }

    /// <summary>Whether a thread could have run at all looks since the reset, and had next to no CPU.</summary>
    /// <param name="interval">The time between two looks.</param>
    public bool IsSeen(TimeSpan interval) =>
        _waiting is not null && _waiting.Values.Any(thread => (thread.Last - thread.First) * LeastShare < (_looks - 1) * interval);

    /// <summary>A thread that could run at all looks.</summary>
    /// <param name="First">Its CPU time at the first.</param>
    /// <param name="Last">The same at the last.</param>
    private readonly record struct Waiting(TimeSpan First, TimeSpan Last);
}
