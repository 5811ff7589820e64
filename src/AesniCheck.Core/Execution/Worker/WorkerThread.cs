using AesniCheck.Arbitration;
using AesniCheck.Host.Counters;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;
using AesniCheck.Units;

namespace AesniCheck.Execution.Worker;

/// <summary>A thread that runs the probes in turn until it is told to stop.</summary>
internal sealed class WorkerThread : IMiscompareHandler
{
    // After a request to stop, probes report one miscompare more, or a few.
    private static readonly TimeSpan LongestLateWork = TimeSpan.FromSeconds(10);

    private readonly WorkerSetup _setting;
    private readonly int _cpu;
    private readonly ProbeContext _context;
    private readonly RecentUnits _units;
    private readonly Arbiter _arbiter;
    private WorkerSignalStack? _signals;
    private bool _isStarting = true;
    private bool _placed;
    private int _probe;
    private long? _lateSince;

    /// <param name="number">The number of the worker, from 0.</param>
    /// <param name="setting">The data that it shares with the others.</param>
    public WorkerThread(int number, WorkerSetup setting)
    {
        _setting = setting;
        _cpu = setting.Plan.Cpus[number / setting.Plan.WorkersPerCpu];
        _units = setting.CreateRecentUnits();
        _arbiter = new Arbiter(setting.Devices, _units);
        _context = new ProbeContext
        {
            Worker = number,
            Clock = setting.Clock,
            CurrentCpu = Scheduling.CurrentCpu,
            CurrentSwitches = () => SwitchesOf(ResourceUsage.OfCurrentThread()),
            Handler = this,
            MapGuarded = setting.Devices.MapGuarded,
            Calls = setting.Calls?.LogOf(number) ?? CallLog.None,
            IsStopping = () => setting.Stop.IsRequested,
        };
    }

    /// <summary>The body of the thread.</summary>
    public void Run()
    {
        try
        {
            Place();
            SetPolicy();
            _context.ThreadId = Scheduling.CurrentThreadId();
            JoinSignals();
            _setting.Roster.Enter(_context.Worker, _context.ThreadId);
            RunProbes();
        }
        catch (IOException)
        {
            // The supervisor has ended, so there is nothing left to do.
            _setting.Stop.Request();
        }
        finally
        {
            _setting.Roster.Leave(_context.Worker);
            _signals?.Dispose();
        }
    }

    private void JoinSignals()
    {
        try
        {
            _signals = _setting.Signals?.Join(_context.Worker);
        }
        catch (IOException exception)
        {
            // Signals are sent all the same, and handled on the thread's present stack.
            _setting.Events.Write(new StressorLimited(SignalStressor.Entry.Name, _cpu, $"a worker could not get an alternate stack: {exception.Message}"));
        }
    }

    private void RunProbes()
    {
        var probes = new Probe?[_setting.Probes.Count];
        var turns = new ProbeRotation([.. _setting.Plan.Probes.Select(planned => planned.Share)]);
        while (!_setting.Stop.IsRequested)
        {
            int index = turns.Next(out bool isFirst);
            _probe = index;
            _setting.Pulses.BeginWork(_context.Worker, index);
            if (_isStarting != isFirst)
            {
                _isStarting = isFirst;
                NameByState();
            }

            turns.Add(index, RunSlice(probes[index] ??= _setting.Probes[index].Value(_context), index, isFirst ? TimeSpan.Zero : turns.SliceOf(index)));
        }
    }

    /// <inheritdoc/>
    public bool Handle(Miscompare miscompare, Unit unit)
    {
        _setting.Pulses.BeginWork(_context.Worker, _probe);

        // First of all: while the miscompare is sent, other workers move on to other units.
        _units.Note(_setting.Places.Sharing(_context.Worker, miscompare.CpuBefore, miscompare.CpuAfter));
        ProcessControl.NameThread(WorkerName.Explaining(_context.Worker));
        bool unitDamaged = Explain(miscompare, unit);
        NameByState();
        _setting.Pulses.BeginTurn(_context.Worker, _probe);
        return unitDamaged;
    }

    /// <inheritdoc/>
    public void HandleUnavailable(string probe, string reason)
    {
        _setting.Pulses.BeginWork(_context.Worker, _probe);
        _setting.Events.Write(new ProbeUnavailable(_context.Worker, probe, reason));
        _setting.Pulses.BeginTurn(_context.Worker, _probe);
    }

    private void NameByState() => ProcessControl.NameThread(_isStarting ? WorkerName.Starting(_context.Worker) : WorkerName.Probing(_context.Worker));

    private bool Explain(Miscompare miscompare, Unit unit)
    {
        _setting.Events.Write(new MiscompareSeen(miscompare));
        if (_setting.Stop.IsRequested && _setting.Clock.GetElapsedTime(_lateSince ??= _setting.Clock.GetTimestamp()) > LongestLateWork)
        {
            // The miscompare has been sent, and becomes a finding. Explaining many would delay the end.
            return false;
        }

        Finding finding = _arbiter.Judge(miscompare, unit, out bool unitDamaged);
        _setting.Events.Write(new FindingMade(miscompare.Id, finding with { Evidence = null }));
        return unitDamaged;
    }

    /// <summary>Runs turns of a probe until the time is over, at least one; a first turn runs alone with a length of zero, since code is compiled in it.</summary>
    /// <returns>The time that the turns took.</returns>
    private TimeSpan RunSlice(Probe probe, int index, TimeSpan length)
    {
        bool isFirst = length == TimeSpan.Zero;
        TimeProvider clock = _setting.Clock;
        WorkerReading begin = Read();
        WorkerReading before = begin;
        do
        {
            _context.CpuBefore = before.Cpu;
            _setting.Places.Note(_context.Worker, before.Cpu);
            _units.BeginTurn();
            _context.SwitchesBefore = SwitchesOf(before.Usage);
            if (!isFirst)
            {
                _setting.Pulses.BeginTurn(_context.Worker, index);
            }

            Work work = probe.RunTurn();
            _signals?.BetweenTurns();
            WorkerReading after = Read();
            _setting.Counters.Add(index, before, after, work);
            if (work.Calls > 0)
            {
                _setting.Counters.NoteFirstBlock(clock);
            }

            before = after;
        }
        while (before.Ticks - begin.Ticks < length.Ticks && !_setting.Stop.IsRequested);

        if (_placed && _setting.Plan.Placement == Placement.Pinned && before.Cpu != _cpu)
        {
            // Another program, a cpuset or a CPU that went offline has moved the thread. A CPU must not drop out of the run unnoticed.
            _setting.Pulses.BeginWork(_context.Worker, index);
            Place();
        }

        return TimeSpan.FromTicks(before.Ticks - begin.Ticks);

        WorkerReading Read() => WorkerReading.Now(clock, _signals?.Signals ?? 0);
    }

    /// <summary>Pins the thread; a hopping one starts on the CPU to which it would be pinned.</summary>
    private void Place()
    {
        bool floats = _setting.Plan.Placement == Placement.Floating;
        string? refusal = Scheduling.TryPlace(0, floats ? _setting.Plan.Cpus : [_cpu]);
        _placed = refusal is null;
        if (refusal is not null)
        {
            _setting.Events.Write(new WorkerMisplaced(_context.Worker, floats ? null : _cpu, refusal));
        }
    }

    private void SetPolicy()
    {
        WorkerPolicy policy = _setting.Plan.Policies[_context.Worker % _setting.Plan.Policies.Count];
        ThreadPolicy kernels = policy switch
        {
            WorkerPolicy.Batch => ThreadPolicy.Batch,
            WorkerPolicy.Idle => ThreadPolicy.Idle,
            _ => ThreadPolicy.Other,
        };

        if (kernels != ThreadPolicy.Other && Scheduling.TrySetPolicy(kernels) is { } refusal)
        {
            _setting.Events.Write(new PolicyRefused(_context.Worker, policy, refusal));
        }
    }

    private static SwitchCounts SwitchesOf(ThreadUsage usage) => new(usage.VoluntarySwitches, usage.InvoluntarySwitches);
}
