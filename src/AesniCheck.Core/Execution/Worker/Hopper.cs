using AesniCheck.Basics;
using AesniCheck.Interop;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>Moves each worker to another CPU every few milliseconds, at any point of its work. The body of one thread.</summary>
/// <param name="cpus">The CPUs to use, at least two.</param>
/// <param name="workers">The workers.</param>
/// <param name="seed">The seed of the moves.</param>
/// <param name="stop">Stops the thread.</param>
internal sealed class Hopper(IReadOnlyList<int> cpus, WorkerRoster workers, ulong seed, StopFlag stop)
{
    // Each worker stays for 2 to 6 ms: the turns of most probes are shorter, so that nearly all work can be attributed to a CPU.
    private const double ShortestStay = 0.002;
    private const double StayRange = 0.004;

    private readonly int[] _places = new int[workers.Count];
    private SplitMix64 _random = new(seed);

    /// <summary>Moves the workers until the stop.</summary>
    public void Run()
    {
        while (!stop.IsRequested)
        {
            for (int worker = 0; worker < workers.Count && !stop.IsRequested; worker++)
            {
                int thread = workers.ThreadOf(worker);
                if (thread != 0)
                {
                    // To any place but its last one. After a refusal, as when a CPU goes offline, the next move tries again.
                    _places[worker] = (_places[worker] + 1 + (int)(_random.Next() % (ulong)(cpus.Count - 1))) % cpus.Count;
                    _ = Scheduling.TryPlace(thread, [cpus[_places[worker]]]);
                }
            }

            ThreadClock.Sleep(TimeSpan.FromSeconds(ShortestStay + (StayRange * (_random.Next() / (double)ulong.MaxValue))));
        }
    }
}
