using AesniCheck.Host.Counters;
using AesniCheck.Plans;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Finds workers that hang: their turn does not end although they have a CPU, or although they have nothing to wait for. A runnable thread without a CPU
/// does not hang. Time is counted in readings that the watching thread lived through, at the pace of the machine: a guest that was paused for a minute has not
/// hung. Not thread-safe.
/// </summary>
internal sealed class HangWatch
{
    // A turn takes less than 20 ms; with fifty times that much CPU time, it does not end.
    private static readonly TimeSpan CpuTimeOfAHang = TimeSpan.FromSeconds(1);

    // Shorter times do not need the pace of the machine.
    private static readonly TimeSpan PaceAfter = TimeSpan.FromSeconds(1);

    private readonly RunPlan _plan;
    private readonly WorkerPulses _pulses;
    private readonly WorkerRoster _roster;
    private readonly Func<int, ThreadStat?> _read;
    private readonly TimeSpan _interval;
    private readonly Suspicion[] _suspicions;
    private double? _pace;

    /// <param name="plan">The plan of the workers.</param>
    /// <param name="pulses">The progress of the workers.</param>
    /// <param name="roster">The threads of the workers.</param>
    /// <param name="read">Reads the state of a thread of this process; returns null if it has ended.</param>
    /// <param name="interval">The time between two readings.</param>
    public HangWatch(RunPlan plan, WorkerPulses pulses, WorkerRoster roster, Func<int, ThreadStat?> read, TimeSpan interval)
    {
        _plan = plan;
        _pulses = pulses;
        _roster = roster;
        _read = read;
        _interval = interval;
        _suspicions = new Suspicion[pulses.Count];
        bool mayStarve = plan.UnderMemoryPressure;
        for (int i = 0; i < plan.Policies.Count; i++)
        {
            mayStarve |= plan.Policies[i] == WorkerPolicy.Idle;
        }

        MaximumSleep = mayStarve ? MaximumWait : MaximumTurn;
    }

    /// <summary>The maximum length of a turn of a worker that has a CPU.</summary>
    public static TimeSpan MaximumTurn { get; } = TimeSpan.FromSeconds(4);

    /// <summary>The maximum length of other work.</summary>
    public static TimeSpan MaximumWork { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The maximum uninterruptible wait of a worker in the kernel, most likely for a page from a disk.</summary>
    public static TimeSpan MaximumWait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum sleep in a turn. A worker has nothing to wait for, unless a thread without a CPU holds a lock.</summary>
    public TimeSpan MaximumSleep { get; }

    /// <summary>Measures the pace of the machine, 0 to 1; see <see cref="PaceMeter"/>.</summary>
    public Func<double> MeasurePace { get; init; } = () => 1;

    /// <summary>Whether a thread of this process, for which all others may wait, is stopped from outside.</summary>
    public Func<bool> IsHeld { get; init; } = () => false;

    /// <summary>Checks all workers. Must be called once an interval.</summary>
    /// <returns>The workers that hang, each reported once; null if none, which is the normal case.</returns>
    public List<WorkerHung>? Look()
    {
        List<WorkerHung>? hung = null;
        _pace = null;
        for (int worker = 0; worker < _suspicions.Length; worker++)
        {
            if (Look(worker, ref _suspicions[worker]) is { } found)
            {
                (hung ??= []).Add(found);
            }
        }

        return hung;
    }

    private WorkerHung? Look(int worker, ref Suspicion suspicion)
    {
        Pulse pulse = _pulses.Read(worker);
        int thread = _roster.ThreadOf(worker);
        if (pulse != suspicion.Pulse || thread == 0)
        {
            suspicion = new Suspicion { Pulse = pulse };
            return null;
        }

        // Nearly always a new turn has begun by the next reading; only an unfinished one costs more than that.
        if (suspicion.IsReported || _read(thread) is not { } stat)
        {
            return null;
        }

        suspicion.FirstCpuTime ??= stat.CpuTime;
        suspicion.Time += _interval * (suspicion.Time < PaceAfter ? 1 : _pace ??= MeasurePace());
        suspicion.HasRun |= stat.State is not ('S' or 'D');
        suspicion.HasWaited |= stat.State == 'D';
        TimeSpan time = suspicion.Time;
        TimeSpan cpuTime = stat.CpuTime - suspicion.FirstCpuTime.Value;
        if (!IsHang(pulse, suspicion, time, cpuTime))
        {
            return null;
        }

        suspicion.IsReported = true;
        return new WorkerHung(worker, stat.Cpu, _plan.Probes[Math.Min(pulse.Probe, _plan.Probes.Count - 1)].Name, time.TotalSeconds, cpuTime.TotalSeconds);
    }

    private bool IsHang(Pulse pulse, Suspicion suspicion, TimeSpan time, TimeSpan cpuTime)
    {
        if (pulse.MayTakeSeconds && time < MaximumWork)
        {
            return false;
        }

        if (cpuTime >= CpuTimeOfAHang)
        {
            return time >= (_plan.UnderMemoryPressure ? MaximumWait : MaximumTurn);
        }

        return !suspicion.HasRun && time >= (suspicion.HasWaited ? MaximumWait : MaximumSleep) && !IsHeld();
    }

    /// <summary>The state of a turn that has not ended since the last reading.</summary>
    private struct Suspicion
    {
        public Pulse Pulse;
        public TimeSpan Time;
        public TimeSpan? FirstCpuTime;
        public bool HasRun;
        public bool HasWaited;
        public bool IsReported;
    }
}
