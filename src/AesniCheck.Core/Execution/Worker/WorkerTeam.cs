using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>All threads of a worker process that work: the workers, what moves them, and the stressors beside them.</summary>
internal sealed class WorkerTeam
{
    private const int ThreadStackBytes = 512 * 1024;

    // In thousandths of the memory that there is, which the kernel adds to what the process has: oom_score_adj.
    private const int OomScoreRaise = 500;

    private readonly RunPlan _plan;
    private readonly EventWriter _events;
    private readonly TimeProvider _clock;
    private readonly StopFlag _stop;
    private readonly ProbeSetting _probes;
    private readonly WorkerSetting _setting;
    private readonly Func<StressLoad> _makeLoad;
    private readonly List<Thread> _threads = [];
    private readonly int _collections = GC.CollectionCount(0);
    private StressLoad? _load;
    private KernelWatch? _kernel;
    private long _begin;

    /// <param name="plan">What to do.</param>
    /// <param name="devices">What to check.</param>
    /// <param name="stressors">All stressors that there are.</param>
    /// <param name="events">The way to the supervisor.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Ends all threads.</param>
    /// <param name="calls">Where workers note their calls of ciphers; null for nowhere.</param>
    public WorkerTeam(
        RunPlan plan, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, EventWriter events, TimeProvider clock, StopFlag stop, CallSlots? calls = null)
    {
        _plan = plan;
        _events = events;
        _clock = clock;
        _stop = stop;
        _probes = plan.SettingFor(devices);
        StressorEntry[] planned = [.. stressors.Where(entry => plan.Stressors.Any(stressor => stressor.Name == entry.Name))];
        var stress = new StressSetting
        {
            Cpus = plan.Cpus,
            Intensity = plan.Intensity,
            MemoryBytes = plan.MemoryBytes,
            Seed = plan.Seed,
            Workers = new WorkerRoster(plan.WorkerCount),
        };

        // The workers join it as they begin, so it must be there before them.
        if (planned.Any(entry => entry.Name == SignalStressor.Entry.Name))
        {
            try
            {
                stress = stress with { Signals = new WorkerSignals(stress.Workers, stress.Thinning) };
            }
            catch (IOException exception)
            {
                events.Write(new StressorDied(SignalStressor.Entry.Name, Cpu: null, exception.Message));
                planned = [.. planned.Where(entry => entry.Name != SignalStressor.Entry.Name)];
            }
        }

        _makeLoad = () => new StressLoad(planned, stress, events, stop);
        _setting = new WorkerSetting
        {
            Plan = plan,
            Devices = devices,
            Probes = [.. plan.Probes.Select(probe => new Lazy<Func<ProbeContext, Probe>>(() => ProbeList.ByName(probe.Name).Begin(_probes)))],
            CreateRecentUnits = _probes.CreateRecentUnits,
            Counters = new ExposureCounters(plan),
            Roster = stress.Workers,
            Places = new WorkerPlaces(plan.WorkerCount),
            Pulses = new WorkerPulses(plan.WorkerCount),
            Calls = calls,
            Signals = stress.Signals,
            Events = events,
            Clock = clock,
            Stop = stop,
        };
    }

    /// <summary>Starts the workers, and what moves them.</summary>
    public void Start()
    {
        _begin = _clock.GetTimestamp();
        for (int i = 0; i < _plan.WorkerCount; i++)
        {
            try
            {
                StartThread(new WorkerThread(i, _setting).Run, $"worker {i}");
            }
            catch (Exception exception) when (ThreadRefusal.Is(exception))
            {
                _events.Write(new WorkerMisplaced(i, _plan.Cpus[i / _plan.WorkersPerCpu], $"its thread could not be started: {ThreadRefusal.Reason}"));
            }
        }

        if (_plan.Placement == Placement.Hopping)
        {
            StartThread(new Hopper(_plan.Cpus, _setting.Roster, _plan.Seed, _stop).Run, "hopper");
        }
    }

    /// <summary>Starts another thread, whose end is waited for as that of all.</summary>
    public void StartThread(Action body, string name)
    {
        var thread = new Thread(() => body(), ThreadStackBytes) { IsBackground = true, Name = name };
        thread.Start();
        _threads.Add(thread);
    }

    /// <summary>Tells what is done again and again, until the stop is requested and all threads have ended; then tells of the end.</summary>
    /// <param name="interval">The time between two words.</param>
    public void Follow(TimeSpan interval)
    {
        var files = new HostFiles("/");
        var threads = new ProcessThreads(Environment.ProcessId);

        // Nothing in a process whose cgroup is frozen looks at anything, and of the signals that stop whole processes that is as true.
        var stops = new OutsideStopReader(files, Environment.ProcessId, ParentDeath.Parent(), () => null);
        var hangs = new HangWatch(_plan, _setting.Pulses, _setting.Roster, threads.Read, interval)
        {
            MeasurePace = new PaceMeter(_clock).Measure,
            IsHeld = () => stops.Read(threads.Read()) is not null,
        };
        while (!_stop.Wait(interval))
        {
            if (_load is null)
            {
                StartLoad();
            }

            Tell(hangs);
        }

        // A worker that gets no time takes long to end its turn; that is no silence. Who sends signals to workers ends before them.
        while (_load?.Join(interval) == false)
        {
            Tell(hangs);
        }

        foreach (Thread thread in _threads)
        {
            while (!thread.Join(interval))
            {
                Tell(hangs);
            }
        }

        _setting.Signals?.Dispose();
        _events.Write(new WorkStopped(Progress(isLast: true)));
    }

    private void Tell(HangWatch hangs)
    {
        _events.Write(Progress());
        if (hangs.Look() is { } hung)
        {
            _events.Write(hung);
        }
    }

    /// <summary>Not before the workers have begun: the first block is to be verified soon.</summary>
    private void StartLoad()
    {
        // Where memory runs out it is this process that goes, and the supervisor that tells of it.
        _ = OomScore.TryRaise(OomScoreRaise);
        _kernel = new KernelWatch(() => KernelCountsReader.Read(new HostFiles("/")), _clock);
        _load = _makeLoad();
        _load.Start();
    }

    private Progressed Progress(bool isLast = false)
    {
        _kernel?.Update(isLast);
        Exposure exposure = _setting.Counters.Snapshot(_probes.UnitsMade);
        exposure = _load?.AddTo(exposure) ?? exposure;
        return new Progressed(
            _clock.GetUtcNow(),
            exposure with
            {
                Cpus = [.. exposure.Cpus.Select(cpu => cpu with { Kernel = _kernel?.Of(cpu.Cpu) })],
                Seconds = _clock.GetElapsedTime(_begin).TotalSeconds,
                GcSuspensions = GC.CollectionCount(0) - _collections,
            },
            _setting.Counters.FirstBlock);
    }
}
