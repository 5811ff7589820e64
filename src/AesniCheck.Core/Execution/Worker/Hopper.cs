using AesniCheck.Basics;
using AesniCheck.Interop;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>Moves each worker to another CPU every few milliseconds, wherever it is in its work. The body of one thread.</summary>
/// <param name="cpus">The CPUs to move them between, two at least.</param>
/// <param name="workers">The workers.</param>
/// <param name="seed">The seed of the moves.</param>
/// <param name="stop">Ends it.</param>
internal sealed class Hopper(IReadOnlyList<int> cpus, WorkerRoster workers, ulong seed, StopFlag stop)
{
    // Each worker stays for 2 to 6 ms: the turns of most probes are shorter, so nearly all work has a CPU that it can be put to.
    private const double ShortestStay = 0.002;
    private const double StayRange = 0.004;

    private readonly int[] _places = new int[workers.Count];
    private SplitMix64 _random = new(seed);

    /// <summary>Moves them until the stop.</summary>
    public void Run()
    {
        while (!stop.IsRequested)
        {
            for (int worker = 0; worker < workers.Count && !stop.IsRequested; worker++)
            {
                int thread = workers.ThreadOf(worker);
                if (thread != 0)
                {
                    // To any place but the one where it was put last. A refusal, as when a CPU goes offline, is made good by the next move.
                    _places[worker] = (_places[worker] + 1 + (int)(_random.Next() % (ulong)(cpus.Count - 1))) % cpus.Count;
                    _ = Scheduling.TryPlace(thread, [cpus[_places[worker]]]);
                }
            }

            ThreadClock.Sleep(TimeSpan.FromSeconds(ShortestStay + (StayRange * (_random.Next() / (double)ulong.MaxValue))));
        }
    }
}
