using AesniCheck.Arbitration;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Execution;

/// <summary>A thread, pinned to its CPU, that runs the probes in turn until it is told to stop.</summary>
internal sealed class Worker : IMiscompareHandler
{
    private static readonly TimeSpan SliceLength = TimeSpan.FromMilliseconds(20);

    private readonly WorkerSetting _setting;
    private readonly int _cpu;
    private readonly ProbeContext _context;
    private readonly Arbiter _arbiter;
    private bool _placed;

    /// <param name="number">Its number, from 0.</param>
    /// <param name="cpu">The CPU that it is pinned to.</param>
    /// <param name="setting">What it shares with the others.</param>
    public Worker(int number, int cpu, WorkerSetting setting)
    {
        _setting = setting;
        _cpu = cpu;
        _arbiter = new Arbiter(setting.Devices);
        _context = new ProbeContext
        {
            Worker = number,
            Clock = setting.Clock,
            CurrentCpu = Scheduling.CurrentCpu,
            Handler = this,
            IsStopping = () => setting.Stop.IsRequested,
        };
    }

    /// <summary>The body of the thread.</summary>
    public void Run()
    {
        try
        {
            RunProbes();
        }
        catch (IOException)
        {
            // The supervisor is gone: there is nobody left to work for.
            _setting.Stop.Request();
        }
    }

    private void RunProbes()
    {
        Place();
        _context.ThreadId = Scheduling.CurrentThreadId();

        var probes = new Probe?[_setting.Probes.Count];
        var turns = new ProbeRotation([.. _setting.Plan.Probes.Select(planned => planned.Share)]);
        while (!_setting.Stop.IsRequested)
        {
            int index = turns.Next(out bool isFirst);
            turns.Add(index, RunSlice(probes[index] ??= _setting.Probes[index].Value(_context), index, isFirst ? TimeSpan.Zero : SliceLength));
        }
    }

    /// <inheritdoc/>
    public bool Handle(Miscompare miscompare, Unit unit)
    {
        _setting.Events.Write(new MiscompareSeen(miscompare));
        if (_setting.Stop.IsRequested)
        {
            // What was seen is sent, and becomes a finding; explaining thousands would hold up the end.
            return false;
        }

        Finding finding = _arbiter.Judge(miscompare, unit, out bool unitDamaged);
        _setting.Events.Write(new FindingMade(miscompare.Id, finding with { Evidence = null }));
        return unitDamaged;
    }

    /// <inheritdoc/>
    public void HandleUnavailable(string probe, string reason) => _setting.Events.Write(new ProbeUnavailable(_context.Worker, probe, reason));

    /// <summary>Runs turns of a probe until the time is over, one at least.</summary>
    /// <returns>The time that they took.</returns>
    private TimeSpan RunSlice(Probe probe, int index, TimeSpan length)
    {
        ExposureCounters counters = _setting.Counters;
        TimeProvider clock = _setting.Clock;
        long begin = clock.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        do
        {
            int before = Scheduling.CurrentCpu();
            _context.CpuBefore = before;
            Work work = probe.RunTurn();
            TimeSpan now = clock.GetElapsedTime(begin);
            counters.Add(index, before, Scheduling.CurrentCpu(), work, now - elapsed);
            if (work.Calls > 0)
            {
                counters.NoteFirstBlock(clock);
            }

            elapsed = now;
        }
        while (elapsed < length && !_setting.Stop.IsRequested);

        counters.SetSwitches(_context.Worker, ResourceUsage.OfCurrentThread());
        if (_placed && Scheduling.CurrentCpu() != _cpu)
        {
            // Another program, a cpuset or a CPU that went offline has moved it. A CPU must not drop out of the run unseen.
            Place();
        }

        return elapsed;
    }

    private void Place()
    {
        string? refusal = Scheduling.TryPin(_cpu);
        _placed = refusal is null;
        if (refusal is not null)
        {
            _setting.Events.Write(new WorkerMisplaced(_context.Worker, _cpu, refusal));
        }
    }
}
