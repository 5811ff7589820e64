using AesniCheck.Host.Counters;
using AesniCheck.Plans;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Execution.Worker;

/// <summary>Workers of which one hangs, looked at five times a second.</summary>
public sealed class HangWatchTests
{
    private const int Worker = 2;
    private const int Thread = 4711;

    private static readonly TimeSpan Interval = WorkerProcess.ProgressInterval;

    private readonly WorkerPulses _pulses = new(4);
    private readonly WorkerRoster _roster = new(4);
    private ThreadStat? _stat = new("worker 2", 'R', 3);
    private int _reads;

    public HangWatchTests()
    {
        _roster.Enter(Worker, Thread);
        _pulses.BeginTurn(Worker, 1);
    }

    [Fact]
    public void AWorkerThatSpinsWithoutEndHangsAndIsFoundWithinFiveSeconds()
    {
        HangWatch watch = Watch();
        int looks = LooksUntilFound(watch, cpuShare: 1, out WorkerHung? hung);

        Assert.InRange(looks * Interval, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.5));
        Assert.Equal((Worker, 3, "chain", 4.0), (hung!.Worker, hung.Cpu, hung.Probe, hung.Seconds));
        Assert.InRange(hung.CpuSeconds, 3.5, 4);
    }

    [Fact]
    public void ItIsToldOnce()
    {
        HangWatch watch = Watch();
        LooksUntilFound(watch, cpuShare: 1, out _);
        Assert.Equal(0, LooksUntilFound(watch, cpuShare: 1, out _));
    }

    [Fact]
    public void AWorkerThatSharesItsCpuWithOthersIsFoundAsSoon() =>
        Assert.InRange(LooksUntilFound(Watch(), cpuShare: 0.4, out _) * Interval, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.5));

    /// <summary>According to the kernel it had a CPU all the time, but it did little work.</summary>
    [Theory]
    [InlineData(0.5, 6.8, 7.2)]
    [InlineData(0.1, 30.8, 31.2)]
    [InlineData(0.0001, 0, 0)]
    public void OnASlowMachineATurnMayTakeLonger(double pace, double atLeast, double atMost)
    {
        HangWatch watch = Watch(pace: pace);
        Assert.InRange(LooksUntilFound(watch, cpuShare: 1, out _) * Interval, TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost));
    }

    /// <summary>A debugger holds one that has a lock.</summary>
    [Fact]
    public void AWorkerThatWaitsForOneThatIsStoppedFromOutsideDoesNotHang()
    {
        _stat = _stat! with { State = 'S' };
        Assert.Equal(0, LooksUntilFound(Watch(isHeld: true), cpuShare: 0, out _));
    }

    [Fact]
    public void AWorkerThatGetsNoCpuDoesNotHang()
    {
        Assert.Equal(0, LooksUntilFound(Watch(), cpuShare: 0, out _));
        Assert.InRange(LooksUntilFound(Watch(), cpuShare: 0.01, out _) * Interval, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(110));
    }

    [Fact]
    public void AWorkerThatSleepsInATurnHangs()
    {
        _stat = _stat! with { State = 'S' };
        Assert.InRange(LooksUntilFound(Watch(), cpuShare: 0, out WorkerHung? hung) * Interval, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4.5));
        Assert.Equal(0, hung!.CpuSeconds);
    }

    [Fact]
    public void AWorkerThatWaitsForADiskMayTakeLonger()
    {
        _stat = _stat! with { State = 'D' };
        Assert.InRange(LooksUntilFound(Watch(), cpuShare: 0, out _) * Interval, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
    }

    [Theory]
    [InlineData('R')]
    [InlineData('S')]
    [InlineData('D')]
    public void UnderMemoryPressureAllMayTakeLonger(char state)
    {
        _stat = _stat! with { State = state };
        HangWatch watch = Watch(Samples.Plan with { Probes = TwoProbes, UnderMemoryPressure = true });
        Assert.InRange(LooksUntilFound(watch, cpuShare: state == 'R' ? 1 : 0, out _) * Interval, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public void WhereWorkersMayStarveWithALockTheOthersMaySleepForLonger()
    {
        _stat = _stat! with { State = 'S' };
        HangWatch watch = Watch(Samples.Plan with { Probes = TwoProbes, Policies = [WorkerPolicy.Other, WorkerPolicy.Idle] });
        Assert.InRange(LooksUntilFound(watch, cpuShare: 0, out _) * Interval, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public void AWorkerThatSleepsAndRunsDoesNotHang()
    {
        HangWatch watch = Watch();
        for (int i = 0; i < 1_000; i++)
        {
            _stat = _stat! with { State = i % 10 == 0 ? 'R' : 'S' };
            Assert.Null(watch.Look());
        }
    }

    [Fact]
    public void JudgingMayTakeAMinute()
    {
        _pulses.BeginWork(Worker, 1);
        Assert.InRange(LooksUntilFound(Watch(), cpuShare: 1, out _) * Interval, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public void AWorkerWhoseTurnsEndCostsNothingButALook()
    {
        HangWatch watch = Watch();
        for (int i = 0; i < 1_000; i++)
        {
            _pulses.BeginTurn(Worker, 1);
            Assert.Null(watch.Look());
        }

        Assert.Equal(0, _reads);
    }

    [Fact]
    public void AWorkerThatHasEndedDoesNotHang()
    {
        _roster.Leave(Worker);
        Assert.Equal(0, LooksUntilFound(Watch(), cpuShare: 1, out _));
        _roster.Enter(Worker, Thread);
        _stat = null;
        Assert.Equal(0, LooksUntilFound(Watch(), cpuShare: 1, out _));
    }

    [Fact]
    public void EachTurnIsAnotherPulseThatTellsItsProbe()
    {
        var seen = new HashSet<Pulse>();
        for (int i = 0; i < 1_000; i++)
        {
            _pulses.BeginTurn(Worker, i % 7);
            Assert.True(seen.Add(_pulses.Read(Worker)));
            Assert.Equal((i % 7, false), (_pulses.Read(Worker).Probe, _pulses.Read(Worker).MayTakeSeconds));
            _pulses.BeginWork(Worker, i % 7);
            Assert.True(seen.Add(_pulses.Read(Worker)));
            Assert.Equal((i % 7, true), (_pulses.Read(Worker).Probe, _pulses.Read(Worker).MayTakeSeconds));
        }

        Assert.Equal(default, _pulses.Read(Worker - 1));
    }

    private static PlannedProbe[] TwoProbes => [new("block", 30), new("chain", 30)];

    private HangWatch Watch(RunPlan? plan = null, double pace = 1, bool isHeld = false) =>
        new(plan ?? Samples.Plan with { Probes = TwoProbes }, _pulses, _roster, Read, Interval) { MeasurePace = () => pace, IsHeld = () => isHeld };

    private ThreadStat? Read(int thread)
    {
        Assert.Equal(Thread, thread);
        _reads++;
        return _stat;
    }

    /// <returns>The number of looks until the worker was found; 0 if it was not found in ten minutes.</returns>
    private int LooksUntilFound(HangWatch watch, double cpuShare, out WorkerHung? hung)
    {
        // The first look sees the turn begin.
        for (int looks = 0; looks * Interval < TimeSpan.FromMinutes(10); looks++)
        {
            if (watch.Look() is { } found)
            {
                hung = Assert.Single(found);
                return looks;
            }

            _stat = _stat is null ? null : _stat with { CpuTime = _stat.CpuTime + (cpuShare * Interval) };
        }

        hung = null;
        return 0;
    }
}
