using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Stressors;

namespace AesniCheck.Execution;

/// <summary>
/// A thread, pinned to a CPU, that takes the stressors of that CPU in turn: a burst of some hundred microseconds, then a sleep that
/// leaves the CPU to the workers. Each time it wakes it takes the CPU from one of them.
/// </summary>
internal sealed class CpuStress
{
    private const long BurstNanoseconds = 150_000;

    // At intensity 5 the thread has 15 % of its CPU, at 10 it has 60 %.
    private const double ShareOfSquare = 0.006;

    // Such a wait at least, so that a burst that was short all the same does not come at once again; and a stop is not kept waiting.
    private const double ShortestSleep = 50e-6;
    private const double LongestSleep = 0.1;

    private readonly int _cpu;
    private readonly RunningStressor[] _inTurn;
    private readonly RunningStressor[] _eachBurst;
    private readonly double _share;
    private readonly StopFlag _stop;
    private SplitMix64 _random;

    /// <param name="cpu">The CPU.</param>
    /// <param name="stressors">The stressors of that CPU.</param>
    /// <param name="setting">What they are made from.</param>
    /// <param name="stop">Ends the thread.</param>
    public CpuStress(int cpu, IReadOnlyList<RunningStressor> stressors, StressSetting setting, StopFlag stop)
    {
        _cpu = cpu;
        _inTurn = [.. stressors.Where(stressor => stressor.Entry.Pace == StressorPace.InTurn)];
        _eachBurst = [.. stressors.Where(stressor => stressor.Entry.Pace == StressorPace.EachBurst)];
        _share = ShareOfSquare * setting.Intensity * setting.Intensity;
        _stop = stop;
        _random = new SplitMix64(setting.Seed + (ulong)cpu);
    }

    /// <summary>The body of the thread.</summary>
    public void Run()
    {
        if (Scheduling.TryPin(_cpu) is { } refusal)
        {
            foreach (RunningStressor stressor in (IEnumerable<RunningStressor>)[.. _eachBurst, .. _inTurn])
            {
                stressor.Die($"its thread could not be pinned: {refusal}");
            }

            return;
        }

        int next = 0;
        while (!_stop.IsRequested)
        {
            Sleep(Burst(_inTurn.Length == 0 ? null : _inTurn[next++ % _inTurn.Length]));
        }

        foreach (RunningStressor stressor in (IEnumerable<RunningStressor>)[.. _eachBurst, .. _inTurn])
        {
            stressor.Dispose();
        }
    }

    /// <summary>One step of each stressor that is there in each burst, and steps of one of the others until the burst is over.</summary>
    /// <returns>The time on the CPU that it took, of the stressor's own threads too, in nanoseconds.</returns>
    private long Burst(RunningStressor? stressor)
    {
        long begin = ThreadClock.Nanoseconds();
        foreach (RunningStressor small in _eachBurst)
        {
            small.Step();
        }

        int threads = stressor?.Entry.ThreadCount ?? 1;
        while (stressor is { IsAlive: true } && !_stop.IsRequested && (ThreadClock.Nanoseconds() - begin) * threads < BurstNanoseconds)
        {
            stressor.Step();
        }

        return (ThreadClock.Nanoseconds() - begin) * threads;
    }

    /// <summary>Sleeps for as long as the share asks for behind that much time on the CPU, half as long or half as long again.</summary>
    private void Sleep(long usedNanoseconds)
    {
        double sleep = usedNanoseconds / 1e9 * ((1 / _share) - 1) * (0.5 + (_random.Next() / (double)ulong.MaxValue));
        ThreadClock.Sleep(TimeSpan.FromSeconds(Math.Clamp(sleep, ShortestSleep, LongestSleep)));
    }
}
