using AesniCheck.Basics;
using AesniCheck.Host.Counters;

namespace AesniCheck.Injection;

/// <summary>The threads of a process into which faults may be injected: <c>/proc/PID/task</c>.</summary>
/// <param name="processId">The process.</param>
/// <param name="targets">The threads to choose from.</param>
internal sealed class TargetThreads(int processId, InjectionTargets targets)
{
    private const char Running = 'R';

    private readonly ProcessThreads _threads = new(processId);

    /// <summary>Returns all threads that are suitable now.</summary>
    public List<TargetThread> Suitable() =>
        [.. from thread in _threads.Read() where IsSuitable(thread.Key, thread.Value) select new TargetThread(thread.Key, thread.Value)];

    /// <summary>Chooses different threads among those that are suitable now, with equal probability.</summary>
    /// <param name="count">The number of threads.</param>
    /// <param name="generator">Determines the choice.</param>
    /// <returns>The threads; empty if there are not enough.</returns>
    public IReadOnlyList<TargetThread> Choose(int count, ref SplitMix64 generator)
    {
        List<TargetThread> suitable = Suitable();
        if (suitable.Count < count)
        {
            return [];
        }

        var chosen = new List<TargetThread>(count);
        for (; count > 0; count--)
        {
            int index = (int)(generator.Next() % (ulong)suitable.Count);
            chosen.Add(suitable[index]);
            suitable.RemoveAt(index);
        }

        return chosen;
    }

    /// <summary>Returns a thread if it runs, whether it is in a probe or explains what the probe saw.</summary>
    /// <returns>The thread; empty if it is not suitable.</returns>
    public IReadOnlyList<TargetThread> Find(int thread) =>
        _threads.Read(thread) is { } stat && (IsSuitable(thread, stat) || (stat.State == Running && WorkerName.IsExplaining(stat.Name))) ? [new TargetThread(thread, stat)] : [];

    /// <summary>Whether a thread has ended, though it may still be listed.</summary>
    public bool HasEnded(int thread) => _threads.Read(thread) is null or { State: 'Z' or 'X' };

    // A worker that compiles its loops or explains an earlier miscompare compares nothing meanwhile: a fault in it would be missed, and proves nothing about
    // the probes.
    private bool IsSuitable(int id, ThreadStat stat) => targets switch
    {
        InjectionTargets.Every => id != processId && stat.State is not ('Z' or 'X'),
        _ => stat.State == Running && WorkerName.IsProbing(stat.Name),
    };
}

/// <summary>A thread and its properties when it was chosen.</summary>
/// <param name="Id">The kernel's id.</param>
/// <param name="Stat">The name, state and CPU.</param>
internal readonly record struct TargetThread(int Id, ThreadStat Stat);
