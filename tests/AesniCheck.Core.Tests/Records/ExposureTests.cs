using Xunit;

namespace AesniCheck.Records;

public sealed class ExposureTests
{
    [Fact]
    public void BlocksAreThoseOfAllCpusAndProbes()
    {
        Assert.Equal(3_050, Samples.Exposure.Blocks);
        Assert.Equal(3_050 * 16, Samples.Exposure.Bytes);
        Assert.Equal(0, Exposure.None.Blocks);
    }

    [Fact]
    public void EachProbeHasTheSumOverAllCpusAndBetweenThem()
    {
        var exposure = new Exposure(
            [
                new CpuExposure(0, [new ProbeExposure("block", 1, 10, 16, 2, 0.25), new ProbeExposure("registers", 0, 500, 32, 1, 2)], Samples.Switched(0, 0)),
                new CpuExposure(3, [new ProbeExposure("block", 2, 28, 32, 4, 0.5), new ProbeExposure("registers", 0, 700, 64, 3, 4)], Samples.Switched(0, 0)),
            ],
            [new ProbeExposure("registers", 0, 900, 128, 5, 8)],
            0);

        Assert.Equal([new ProbeExposure("block", 3, 38, 48, 6, 0.75), new ProbeExposure("registers", 0, 2_100, 224, 9, 14)], exposure.Probes);
        Assert.Equal((3, 272), (exposure.Blocks, exposure.Bytes));
        Assert.Equal((1, 48), (exposure.Cpus[0].Blocks, exposure.Cpus[0].Bytes));
    }

    [Fact]
    public void NothingAddsNothing()
    {
        Assert.Equivalent(Samples.Exposure, Samples.Exposure.Plus(Exposure.None), strict: true);
        Assert.Equivalent(Samples.Exposure, Exposure.None.Plus(Samples.Exposure), strict: true);
    }

    /// <summary>A soak of weeks on hundreds of CPUs reaches this count.</summary>
    [Fact]
    public void ASumPast64BitsIsTheLargestCount()
    {
        const long Most = long.MaxValue - 5;
        var events = new WorkerEventCounts { VoluntarySwitches = Most, InvoluntarySwitches = Most, Migrations = Most, Signals = Most, MinorFaults = Most, MajorFaults = Most };
        var kernel = new KernelEventCounts { TimerInterrupts = Most, FunctionCallInterrupts = Most, TlbShootdowns = Most, Interrupts = Most, Softirqs = Most };
        var cpu = new CpuExposure(0, [new ProbeExposure("block", Most, Most, Most, Most, 1)], events) { Kernel = kernel, Stressors = [new StressorExposure("signal", Most)] };
        var half = new Exposure([cpu, cpu with { Cpu = 3 }], [], Most) { GcSuspensions = Most };
        Exposure sum = half.Plus(half);

        Assert.Equal((long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue), (sum.Blocks, sum.Bytes, sum.Units, sum.GcSuspensions));
        Assert.Equal([new ProbeExposure("block", long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, 4)], sum.Probes);
        Assert.All(sum.Cpus, one => Assert.Equal((long.MaxValue, long.MaxValue), (one.Blocks, one.Bytes)));
        Assert.Equal([new StressorExposure("signal", long.MaxValue)], sum.Stressors);
        Assert.Equal(
            new WorkerEventCounts
            {
                VoluntarySwitches = long.MaxValue,
                InvoluntarySwitches = long.MaxValue,
                Migrations = long.MaxValue,
                Signals = long.MaxValue,
                MinorFaults = long.MaxValue,
                MajorFaults = long.MaxValue,
            },
            sum.Events);
        Assert.Equal(long.MaxValue, sum.Events.Faults);
        Assert.Equal(
            new KernelEventCounts
            {
                TimerInterrupts = long.MaxValue,
                FunctionCallInterrupts = long.MaxValue,
                TlbShootdowns = long.MaxValue,
                Interrupts = long.MaxValue,
                Softirqs = long.MaxValue,
            },
            sum.Kernel);
    }

    [Fact]
    public void WhatTheKernelDoesNotTellOfOneIsNotKnownOfAll() => Assert.Null(
        KernelEventCounts.Sum([new KernelEventCounts { Interrupts = long.MaxValue }, new KernelEventCounts()])!.Interrupts);

    [Fact]
    public void CpusAndProbesOfEitherSideAreInTheSum()
    {
        var left = new Exposure([new CpuExposure(5, [Samples.Probed("block", 1)], Samples.Switched(1, 2))], [Samples.Probed("chain", 3)], 4);
        var right = new Exposure(
            [
                new CpuExposure(0, [Samples.Probed("block", 10)], Samples.Switched(10, 20)),
                new CpuExposure(5, [Samples.Probed("chain", 100), Samples.Probed("block", 200)], Samples.Switched(10, 20)),
            ],
            [Samples.Probed("block", 10), Samples.Probed("chain", 20)],
            40);
        Exposure sum = left.Plus(right);

        Assert.Equal([0, 5], sum.Cpus.Select(cpu => cpu.Cpu));
        Assert.Equal([Samples.Probed("block", 201), Samples.Probed("chain", 100)], sum.Cpus[1].Probes);
        Assert.Equal((11, 22), (sum.Cpus[1].Events.VoluntarySwitches, sum.Cpus[1].Events.InvoluntarySwitches));
        Assert.Equal([Samples.Probed("chain", 23), Samples.Probed("block", 10)], sum.Unattributed);
        Assert.Equal((44, 344, 344 * 16), (sum.Units, sum.Blocks, sum.Bytes));
    }
}
