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
        _arbiter = new Arbiter(setting.Devices.Aesni);
        _context = new ProbeContext
        {
            Worker = number,
            Units = setting.Units,
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

        Probe[] probes = [.. _setting.Plan.Probes.Select(name => ProbeList.ByName(name).Create(_context, _setting.Devices))];
        while (!_setting.Stop.IsRequested)
        {
            for (int i = 0; i < probes.Length && !_setting.Stop.IsRequested; i++)
            {
                RunSlice(probes[i], i);
            }
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

    private void RunSlice(Probe probe, int index)
    {
        ExposureCounters counters = _setting.Counters;
        TimeProvider clock = _setting.Clock;
        long begin = clock.GetTimestamp();
        do
        {
            int before = Scheduling.CurrentCpu();
            _context.CpuBefore = before;
            long blocks = probe.RunTurn();
            counters.Add(index, before, Scheduling.CurrentCpu(), blocks);
            counters.NoteFirstBlock(clock);
        }
        while (clock.GetElapsedTime(begin) < SliceLength && !_setting.Stop.IsRequested);

        counters.SetSwitches(_context.Worker, ResourceUsage.OfCurrentThread());
        if (_placed && Scheduling.CurrentCpu() != _cpu)
        {
            // Another program, a cpuset or a CPU that went offline has moved it. A CPU must not drop out of the run unseen.
            Place();
        }
    }

    private void Place()
    {
        string? refusal = Scheduling.TryPin(_cpu);
        _placed = refusal is null;
        _setting.Events.Write(new WorkerPlaced(_context.Worker, _cpu, refusal));
    }
}
