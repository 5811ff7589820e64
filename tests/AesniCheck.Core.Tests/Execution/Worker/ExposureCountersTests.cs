using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class ExposureCountersTests
{
    private static readonly RunPlan Plan = Samples.Plan with { Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)] };

    private readonly ExposureCounters _counters = new(Plan);

    [Fact]
    public void BlocksCountForTheCpuAndTheProbe()
    {
        Add(0, 0, 0, new Work(5, 50, 80, 1), TimeSpan.FromSeconds(0.25));
        Add(0, 0, 0, new Work(6, 60, 96, 2), TimeSpan.FromSeconds(0.5));
        Add(1, 0, 0, new Work(7, 98, 112, 3), TimeSpan.FromSeconds(1));
        Add(1, 3, 3, new Work(8, 112, 128, 4), TimeSpan.FromSeconds(2));
        Exposure exposure = _counters.Snapshot(units: 9);

        Assert.Equal([0, 3], exposure.Cpus.Select(cpu => cpu.Cpu));
        Assert.Equal([new ProbeExposure("block", 11, 110, 176, 3, 0.75), new ProbeExposure("chain", 7, 98, 112, 3, 1)], exposure.Cpus[0].Probes);
        Assert.Equal([new ProbeExposure("block", 0, 0, 0, 0, 0), new ProbeExposure("chain", 8, 112, 128, 4, 2)], exposure.Cpus[1].Probes);
        Assert.Equal([new ProbeExposure("block", 0, 0, 0, 0, 0), new ProbeExposure("chain", 0, 0, 0, 0, 0)], exposure.Unattributed);
        Assert.Equal(9, exposure.Units);
    }

    [Fact]
    public void ACounterThatHasComePast63BitsIsTheLargestCount()
    {
        for (int i = 0; i < 3; i++)
        {
            Add(0, 1, 1, new Work(long.MaxValue / 2, 5, 6, 7), TimeSpan.Zero);
        }

        Assert.Equal(new ProbeExposure("block", long.MaxValue, 15, 18, 21, 0), _counters.Snapshot(0).Unattributed[0]);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(100_000, 100_000)]
    [InlineData(-1, -1)]
    public void BlocksThatBelongToNoCpuOfThePlanAreCountedAllTheSame(int before, int after)
    {
        Add(0, before, after, new Work(5, 50, 80, 1), TimeSpan.FromSeconds(0.5));
        Exposure exposure = _counters.Snapshot(0);
        Assert.Equal([new ProbeExposure("block", 5, 50, 80, 1, 0.5), new ProbeExposure("chain", 0, 0, 0, 0, 0)], exposure.Unattributed);
        Assert.All(exposure.Cpus, cpu => Assert.Equal(0, cpu.Blocks));
        Assert.Equal(5, exposure.Blocks);
    }

    [Fact]
    public void WhatHappenedToAWorkerInATurnCountsForTheCpuThatItStayedOn()
    {
        var before = new WorkerReading(3, 1_000, new ThreadUsage(1, 10, 100, 1_000, TimeSpan.FromMilliseconds(5)), 7);
        var after = new WorkerReading(3, 2_000, new ThreadUsage(3, 40, 500, 6_000, TimeSpan.FromSeconds(6.5)), 13);
        _counters.Add(1, before, after, default);
        _counters.Add(0, after, after with { Usage = after.Usage with { CpuTime = TimeSpan.FromSeconds(7) } }, default);
        Exposure exposure = _counters.Snapshot(0);

        var expected = new Records.WorkerEventCounts
        {
            VoluntarySwitches = 2,
            InvoluntarySwitches = 30,
            Signals = 6,
            MinorFaults = 400,
            MajorFaults = 5_000,
            CpuSeconds = 6.995,
            LiveSeconds = 6.995,
        };
        Assert.Equivalent(expected, exposure.Cpus[1].Events, strict: true);
        Assert.Equal(expected, exposure.Events);
        Assert.Equal(Records.WorkerEventCounts.None, exposure.Cpus[0].Events);
        Assert.Equal(Records.WorkerEventCounts.None, exposure.UnattributedEvents);
    }

    [Fact]
    public void AWorkerThatMovedInATurnHasMigrated()
    {
        var before = new WorkerReading(0, 0, default, 0);
        _counters.Add(0, before, before with { Cpu = 3, Usage = new ThreadUsage(0, 1, 0, 0, TimeSpan.FromMilliseconds(2)) }, default);
        Exposure exposure = _counters.Snapshot(0);
        Assert.Equal((1, 1, 0.002), (exposure.UnattributedEvents.Migrations, exposure.UnattributedEvents.InvoluntarySwitches, exposure.UnattributedEvents.CpuSeconds));
        Assert.Equal(1, exposure.Events.Migrations);
        Assert.All(exposure.Cpus, cpu => Assert.Equal(Records.WorkerEventCounts.None, cpu.Events));
    }

    [Fact]
    public void OnlyProbesThatHoldRegistersMakeLiveTime()
    {
        var counters = new ExposureCounters(Samples.Plan with { Probes = [new PlannedProbe("mode", 3), new PlannedProbe("register", 50)] });
        var before = new WorkerReading(0, 0, default, 0);
        counters.Add(0, before, Later(1), default);
        counters.Add(1, before, Later(3), default);
        Assert.Equal((4, 3), (counters.Snapshot(0).Events.CpuSeconds, counters.Snapshot(0).Events.LiveSeconds));
        Assert.Equal(0.75, (counters.Snapshot(0) with { Seconds = 2 }).LiveShare);

        WorkerReading Later(double seconds) => before with { Usage = new ThreadUsage(0, 0, 0, 0, TimeSpan.FromSeconds(seconds)) };
    }

    [Fact]
    public void TheTimeOfTheFirstBlockStays()
    {
        var clock = new ManualClock();
        Assert.Null(_counters.FirstBlock);
        _counters.NoteFirstBlock(clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        _counters.NoteFirstBlock(clock);
        Assert.Equal(ManualClock.Start, _counters.FirstBlock);
    }

    [Fact]
    public void NothingIsLostWhenManyThreadsCount()
    {
        Thread[] threads =
        [
            .. Enumerable.Range(0, 4).Select(worker => new Thread(() =>
            {
                for (int i = 0; i < 20_000; i++)
                {
                    Add(i % 2, 3, i % 3 == 0 ? 0 : 3, new Work(1, 10, 16, 2), TimeSpan.FromMicroseconds(1));
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(
            _counters.Snapshot(0).Probes,
            probe => Assert.Equal((40_000, 400_000, 640_000, 80_000), (probe.Blocks, probe.Rounds, probe.Bytes, probe.Calls)));
        Assert.All(_counters.Snapshot(0).Probes, probe => Assert.Equal(0.04, probe.Seconds, 1e-9));
    }

    [Fact]
    public void CountingDoesNotAllocate()
    {
        var clock = new ManualClock();
        Assert.Equal(0, Allocations.Of(
            () =>
            {
                Add(0, 3, 3, new Work(1, 10, 16, 1), TimeSpan.FromMicroseconds(1));
                _counters.NoteFirstBlock(clock);
            },
            count: 100));
    }

    private void Add(int probe, int cpuBefore, int cpuAfter, in Work work, TimeSpan time) => _counters.Add(
        probe, new WorkerReading(cpuBefore, 0, default, 0), new WorkerReading(cpuAfter, time.Ticks, new ThreadUsage(1, 1, 1, 1, time), 1), work);
}
