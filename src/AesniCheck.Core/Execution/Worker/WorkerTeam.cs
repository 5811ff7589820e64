using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>All working threads of a worker process: the workers, the thread that moves them, and the stressors.</summary>
internal sealed class WorkerTeam
{
    private const int ThreadStackBytes = 512 * 1024;

    // In thousandths of the available memory, which the kernel adds to the memory of the process: oom_score_adj.
    private const int OomScoreRaise = 500;

    private readonly RunPlan _plan;
    private readonly EventWriter _events;
    private readonly TimeProvider _clock;
    private readonly StopFlag _stop;
    private readonly ProbeSetup _probes;
    private readonly WorkerSetup _setting;
    private readonly Func<StressLoad> _makeLoad;
    private readonly List<Thread> _threads = [];
    private readonly int _collections = GC.CollectionCount(0);
    private StressLoad? _load;
    private KernelWatch? _kernel;
    private long _begin;

    /// <param name="plan">The plan.</param>
    /// <param name="devices">The devices to check.</param>
    /// <param name="stressors">All known stressors.</param>
    /// <param name="events">The writer of events to the supervisor.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Stops all threads.</param>
    /// <param name="calls">The slots in which workers record their cipher calls; null for none.</param>
    public WorkerTeam(
        RunPlan plan, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, EventWriter events, TimeProvider clock, StopFlag stop, CallSlots? calls = null)
    {
        _plan = plan;
        _events = events;
        _clock = clock;
        _stop = stop;
        _probes = plan.SetupFor(devices);
        StressorEntry[] planned = [.. stressors.Where(entry => plan.Stressors.Any(stressor => stressor.Name == entry.Name))];
        var stress = new StressSetup
        {
            Cpus = plan.Cpus,
            Intensity = plan.Intensity,
            MemoryBytes = plan.MemoryBytes,
            Seed = plan.Seed,
            Workers = new WorkerRoster(plan.WorkerCount),
        };

        // The workers join the signals at their start, so the signals must exist before.
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
        _setting = new WorkerSetup
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

    /// <summary>Starts the workers, and the thread that moves them.</summary>
    public void Start()
    {
        _begin = _clock.GetTimestamp();
        for (int i = 0; i < _plan.WorkerCount; i++)
        {
            try
            {
                StartThread(new WorkerThread(i, _setting).Run, WorkerName.Starting(i));
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

    /// <summary>Starts another thread that <see cref="Follow"/> waits for.</summary>
    public void StartThread(Action body, string name)
    {
        var thread = new Thread(() => body(), ThreadStackBytes) { IsBackground = true, Name = name };
        thread.Start();
        _threads.Add(thread);
    }

    /// <summary>Reports the progress at an interval, until the stop is requested and all threads have ended; then reports the end.</summary>
    /// <param name="interval">The time between two reports.</param>
    public void Follow(TimeSpan interval)
    {
        var files = new HostFiles("/");
        var threads = new ProcessThreads(Environment.ProcessId);

        // If the cgroup is frozen or the whole process is stopped, this code does not run; only stops of single threads are left to read.
        var stops = new ExternalStopReader(files, Environment.ProcessId, ProcessControl.ParentId, () => null);
        var hangs = new HangWatch(_plan, _setting.Pulses, _setting.Roster, threads.Read, interval)
        {
            MeasurePace = new PaceMeter(_clock).Measure,
            IsHeld = () => stops.Read(threads.Read()) is not null,
        };
        while (!_stop.Wait(interval))
        {
            Tell(hangs);
            if (_load is null)
            {
                // This may take seconds on a busy machine.
                StartLoad();
            }
        }

        // A starved worker takes long to end its turn; reports continue meanwhile. The senders of signals end before the workers.
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

    /// <summary>Starts the load. Runs after the workers have begun, so that the first block is verified soon.</summary>
    private void StartLoad()
    {
        // If memory runs out, this process is killed, and the supervisor survives to report it.
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
