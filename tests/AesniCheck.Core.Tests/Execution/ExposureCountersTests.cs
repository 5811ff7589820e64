using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;
using Xunit;

namespace AesniCheck.Execution;

public sealed class ExposureCountersTests
{
    private static readonly RunPlan Plan = Samples.Plan with { Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)] };

    private readonly ExposureCounters _counters = new(Plan);

    [Fact]
    public void BlocksCountForTheCpuAndTheProbe()
    {
        _counters.Add(0, 0, 0, new Work(5, 50, 80, 1), TimeSpan.FromSeconds(0.25));
        _counters.Add(0, 0, 0, new Work(6, 60, 96, 2), TimeSpan.FromSeconds(0.5));
        _counters.Add(1, 0, 0, new Work(7, 98, 112, 3), TimeSpan.FromSeconds(1));
        _counters.Add(1, 3, 3, new Work(8, 112, 128, 4), TimeSpan.FromSeconds(2));
        Exposure exposure = _counters.Snapshot(units: 9);

        Assert.Equal([0, 3], exposure.Cpus.Select(cpu => cpu.Cpu));
        Assert.Equal([new ProbeExposure("block", 11, 110, 176, 3, 0.75), new ProbeExposure("chain", 7, 98, 112, 3, 1)], exposure.Cpus[0].Probes);
        Assert.Equal([new ProbeExposure("block", 0, 0, 0, 0, 0), new ProbeExposure("chain", 8, 112, 128, 4, 2)], exposure.Cpus[1].Probes);
        Assert.Equal([new ProbeExposure("block", 0, 0, 0, 0, 0), new ProbeExposure("chain", 0, 0, 0, 0, 0)], exposure.Unattributed);
        Assert.Equal(9, exposure.Units);
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
        _counters.Add(0, before, after, new Work(5, 50, 80, 1), TimeSpan.FromSeconds(0.5));
        Exposure exposure = _counters.Snapshot(0);
        Assert.Equal([new ProbeExposure("block", 5, 50, 80, 1, 0.5), new ProbeExposure("chain", 0, 0, 0, 0, 0)], exposure.Unattributed);
        Assert.All(exposure.Cpus, cpu => Assert.Equal(0, cpu.Blocks));
        Assert.Equal(5, exposure.Blocks);
    }

    [Fact]
    public void SwitchesAreThoseOfTheWorkersOfTheCpu()
    {
        for (int worker = 0; worker < Plan.WorkerCount; worker++)
        {
            _counters.SetSwitches(worker, new ContextSwitches(999, 999));
            _counters.SetSwitches(worker, new ContextSwitches(1 << worker, 100 << worker));
        }

        Exposure exposure = _counters.Snapshot(0);
        Assert.Equal((0b0011, 300), (exposure.Cpus[0].VoluntarySwitches, exposure.Cpus[0].InvoluntarySwitches));
        Assert.Equal((0b1100, 1_200), (exposure.Cpus[1].VoluntarySwitches, exposure.Cpus[1].InvoluntarySwitches));
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
                    _counters.Add(i % 2, 3, i % 3 == 0 ? 0 : 3, new Work(1, 10, 16, 2), TimeSpan.FromMicroseconds(1));
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
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _counters.Add(0, 3, 3, new Work(1, 10, 16, 1), TimeSpan.FromMicroseconds(1));
            _counters.SetSwitches(1, new ContextSwitches(i, i));
            _counters.NoteFirstBlock(clock);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
