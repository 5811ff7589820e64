using AesniCheck.Host.Counters;
using AesniCheck.Plans;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Finds workers that hang: their turn does not end, though they have a CPU, or though they wait for nobody. One that could run and gets no CPU
/// does not hang. Time is counted in looks that the watching thread lived through, at the pace of the machine: a guest that was paused for a minute has not
/// hung.
/// For one thread.
/// </summary>
internal sealed class HangWatch
{
    // A turn takes less than 20 ms: one that had a CPU for fifty times that does not end.
    private static readonly TimeSpan CpuTimeOfAHang = TimeSpan.FromSeconds(1);

    // Before that the pace of the machine does not matter.
    private static readonly TimeSpan PaceAfter = TimeSpan.FromSeconds(1);

    private readonly RunPlan _plan;
    private readonly WorkerPulses _pulses;
    private readonly WorkerRoster _roster;
    private readonly Func<int, ThreadStat?> _read;
    private readonly TimeSpan _interval;
    private readonly Suspicion[] _suspicions;
    private double? _pace;

    /// <param name="plan">What the workers do.</param>
    /// <param name="pulses">How far they are.</param>
    /// <param name="roster">Which threads they are.</param>
    /// <param name="read">Tells of a thread of this process; gives null where it is gone.</param>
    /// <param name="interval">The time between two looks.</param>
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

    /// <summary>How long a turn may take of a worker that has a CPU.</summary>
    public static TimeSpan MaximumTurn { get; } = TimeSpan.FromSeconds(4);

    /// <summary>How long something else may take.</summary>
    public static TimeSpan MaximumWork { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a worker may be in a wait of the kernel's that no signal ends: for a page from a disk, most likely.</summary>
    public static TimeSpan MaximumWait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may sleep in a turn. There is nothing to wait for, unless one that gets no CPU holds a lock.</summary>
    public TimeSpan MaximumSleep { get; }

    /// <summary>Measures how much work this machine gets done in a time of its clock, 0 to 1: see <see cref="PaceMeter"/>.</summary>
    public Func<double> MeasurePace { get; init; } = () => 1;

    /// <summary>Tells whether something outside has stopped a thread of this process, for which all others may wait.</summary>
    public Func<bool> IsHeld { get; init; } = () => false;

    /// <summary>Looks at all workers. To be called once an interval.</summary>
    /// <returns>Those that hang, each once; null where none does, as always but for once in the life of a process.</returns>
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

        // Nearly always a turn is another one at the next look: only what is not costs more than that.
        if (suspicion.IsTold || _read(thread) is not { } stat)
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

        suspicion.IsTold = true;
        return new WorkerHung(worker, stat.Cpu, _plan.Probes[Math.Min(pulse.Probe, _plan.Probes.Count - 1)].Name, time.TotalSeconds, cpuTime.TotalSeconds);
    }

    private bool IsHang(Pulse pulse, Suspicion suspicion, TimeSpan time, TimeSpan cpuTime)
    {
        if (pulse.IsUnhurried && time < MaximumWork)
        {
            return false;
        }

        if (cpuTime >= CpuTimeOfAHang)
        {
            return time >= (_plan.UnderMemoryPressure ? MaximumWait : MaximumTurn);
        }

        return !suspicion.HasRun && time >= (suspicion.HasWaited ? MaximumWait : MaximumSleep) && !IsHeld();
    }

    /// <summary>What is known of a turn that has not ended since the last look.</summary>
    private struct Suspicion
    {
        public Pulse Pulse;
        public TimeSpan Time;
        public TimeSpan? FirstCpuTime;
        public bool HasRun;
        public bool HasWaited;
        public bool IsTold;
    }
}
