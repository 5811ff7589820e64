using AesniCheck.Execution;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Options choose what a run does.</summary>
[Collection(LoadedMachine.Name)]
public sealed class RunOptionTests : RunScenario
{
    [Fact]
    public void TheOptionsAreObeyed()
    {
        string cpu = $"{Scheduling.AllowedCpus()[0]}";

        RunRecord record = Run("-d", "300ms", "--cpus", cpu, "--workers-per-cpu", "1", "--key-sizes", "256");

        Assert.Equal([Scheduling.AllowedCpus()[0]], record.Plan.Cpus);
        Assert.Equal(record.Plan.Cpus, record.Exposure.Cpus.Select(exposure => exposure.Cpu));
        Assert.Equal(1, record.Plan.WorkersPerCpu);
        Assert.Equal([256], record.Plan.KeySizes);
        Assert.Equal(0.3, record.Plan.DurationSeconds);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("block,block")]
    public void AProbeThatIsAskedForAloneRunsAlone(string probes)
    {
        RunRecord record = Run("--duration", "300ms", "--probes", probes);

        Assert.Equal([new PlannedProbe("block", BlockProbe.Entry.Share, Requested: true)], record.Plan.Probes);
        Assert.Empty(record.Plan.SkippedProbes);
        Assert.All(record.Exposure.Cpus, cpu => Assert.Equal(["block"], cpu.Probes.Select(probe => probe.Probe)));
    }

    [Fact]
    public void WithoutAChoiceEveryProbeRunsOrIsSkippedForAReason()
    {
        RunRecord record = Run("--duration", "300ms");

        Assert.Equal(
            ProbeList.All.Where(entry => entry.WhyNot(ThisMachine.Devices) is null).Select(entry => new PlannedProbe(entry.Name, entry.Share)),
            record.Plan.Probes);
        Assert.Equal(
            ProbeList.All.Select(entry => entry.Name).Order(StringComparer.Ordinal),
            record.Plan.Probes.Select(probe => probe.Name).Concat(record.Plan.SkippedProbes.Select(probe => probe.Name)).Order(StringComparer.Ordinal));
        Assert.All(record.Plan.SkippedProbes, probe => Assert.False(probe.Requested));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234567890123456789", 1234567890123456789)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0x0123456789abcdef", 0x0123456789abcdef)]
    [InlineData("0XFF", 255)]
    public void TheSeedIsObeyed(string text, ulong seed)
    {
        RunRecord record = Run("--duration", "200ms", "--seed", text);

        Assert.Equal(seed, record.Seed);
        Assert.Equal(seed, record.Plan.Seed);
    }

    [Fact]
    public void WithoutASeedEveryRunHasAnother() => Assert.NotEqual(Run("--duration", "200ms").Seed, Run("--duration", "200ms").Seed);
}
