using AesniCheck.Basics;
using AesniCheck.Interop;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// A thread, pinned to a CPU, that runs the stressors of that CPU in turn: a burst of some hundred microseconds, then a sleep that
/// leaves the CPU to the workers. Each wake-up takes the CPU from a worker.
/// </summary>
internal sealed class CpuStress
{
    private const long BurstNanoseconds = 150_000;

    // The thread takes 15 % of its CPU at intensity 5, and 60 % at 10.
    private const double SharePerIntensitySquared = 0.006;

    // In seconds; keeps the delay of a stop short.
    private const double LongestSleep = 0.1;

    private readonly int _cpu;
    private readonly RunningStressor[] _inTurn;
    private readonly RunningStressor[] _eachBurst;
    private readonly double _share;
    private readonly StopFlag _stop;
    private SplitMix64 _random;
    private bool _isPinned;

    /// <param name="cpu">The CPU.</param>
    /// <param name="stressors">The stressors of that CPU.</param>
    /// <param name="setting">The data from which they are created.</param>
    /// <param name="stop">Stops the thread.</param>
    public CpuStress(int cpu, IReadOnlyList<RunningStressor> stressors, StressSetup setting, StopFlag stop)
    {
        _cpu = cpu;
        _inTurn = [.. stressors.Where(stressor => stressor.Entry.Pace == StressorPace.InTurn)];
        _eachBurst = [.. stressors.Where(stressor => stressor.Entry.Pace == StressorPace.EachBurst)];
        _share = SharePerIntensitySquared * setting.Intensity * setting.Intensity;
        _stop = stop;
        _random = new SplitMix64(setting.Seed + (ulong)cpu);
    }

    /// <summary>The body of the thread.</summary>
    public void Run()
    {
        int next = 0;
        while (!_stop.IsRequested && IsInPlace())
        {
            next = _inTurn.Length == 0 ? 0 : (next + 1) % _inTurn.Length;
            Sleep(Burst(_inTurn.Length == 0 ? null : _inTurn[next]));
        }

        foreach (RunningStressor stressor in All)
        {
            stressor.Dispose();
        }
    }

    private IEnumerable<RunningStressor> All => [.. _eachBurst, .. _inTurn];

    /// <summary>Pins the thread, and pins it again if another process has moved it: its load must not count for another CPU.</summary>
    private bool IsInPlace()
    {
        if (_isPinned && Scheduling.CurrentCpu() == _cpu)
        {
            return true;
        }

        string? refusal = Scheduling.TryPin(_cpu);
        _isPinned = refusal is null;
        foreach (RunningStressor stressor in _isPinned ? [] : All)
        {
            stressor.Die($"its thread could not be pinned: {refusal}");
        }

        return _isPinned;
    }

    /// <summary>Runs one step of each stressor of every burst, then steps of the given one until the burst is over.</summary>
    /// <returns>The CPU time in nanoseconds, including that of the stressor's other threads.</returns>
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

        // Without stressors in turn a burst still counts its full length, so that the others do not run more often.
        return Math.Max(BurstNanoseconds, (ThreadClock.Nanoseconds() - begin) * threads);
    }

    /// <summary>Sleeps for the time that the share requires after this much CPU time, varied by a factor of 0.5 to 1.5.</summary>
    private void Sleep(long usedNanoseconds)
    {
        double sleep = usedNanoseconds / 1e9 * ((1 / _share) - 1) * (0.5 + (_random.Next() / (double)ulong.MaxValue));
        ThreadClock.Sleep(TimeSpan.FromSeconds(Math.Min(sleep, LongestSleep)));
    }
}
