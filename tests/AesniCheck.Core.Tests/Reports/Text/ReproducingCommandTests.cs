using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using Xunit;

namespace AesniCheck.Reports.Text;

public sealed class ReproducingCommandTests
{
    private const string Same = "aesnicheck run --seed 0x0123456789abcdef --cpus 0,3";

    [Fact]
    public void WhatNobodyNamedIsLeftToTheProgram() =>
        Assert.Equal($"{Same} --duration 10s --workers-per-cpu 2 --key-sizes 128,256", ReproducingCommand.Of(ReportSamples.Passed));

    [Fact]
    public void WhatWasAskedForByNameIsAskedForAgainThoughItWasSkipped()
    {
        RunPlan plan = ReportSamples.Passed.Plan with
        {
            Probes = [new PlannedProbe("block", 1, Requested: true)],
            SkippedProbes = [new SkippedPart("kernel", "so", Requested: true)],
            Stressors = [new PlannedStressor("exit", Requested: true)],
            SkippedStressors = [new SkippedPart("memory", "so", Requested: true), new SkippedPart("gc", "so", Requested: false)],
        };
        Assert.Equal(
            $"{Same} --probes block,kernel --duration 10s --workers-per-cpu 2 --key-sizes 128,256 --stress exit,memory", Of(plan));
    }

    [Fact]
    public void WhatIsNotTheDefaultIsNamed()
    {
        RunPlan plan = Samples.Plan with { Intensity = 7, MemoryBytes = 3L << 30, UnderMemoryPressure = true, Placement = Placement.Hopping, Policies = [WorkerPolicy.Other, WorkerPolicy.Idle] };
        Assert.EndsWith("--key-sizes 128,256 --stress none --intensity 7 --memory 3G --placement hopping --sched other,idle", Of(plan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, "300ms")]
    [InlineData(30, "30s")]
    [InlineData(90, "90s")]
    [InlineData(120, "2m")]
    [InlineData(5400, "90m")]
    [InlineData(604_800, "7d")]
    [InlineData(0.00001, "1ms")]
    public void LengthsOfTimeAreWrittenAsTheyAreRead(double seconds, string text)
    {
        Assert.Contains($"--duration {text} ", Of(Samples.Plan with { DurationSeconds = seconds }), StringComparison.Ordinal);
        Assert.Equal(Math.Max(seconds, 0.001), Durations.Parse(text).TotalSeconds, 1e-9);
    }

    [Fact]
    public void TheLibrarysVariableIsSetAgain() => Assert.StartsWith(
        "OPENSSL_ia32cap='~0x200000200000000' aesnicheck run ",
        ReproducingCommand.Of(ReportSamples.Passed with { CryptoLibrary = new CryptoLibrary("OpenSSL 3.0.19", "~0x200000200000000") }),
        StringComparison.Ordinal);

    [Fact]
    public void AShellTakesEachWordAsItIs()
    {
        RunPlan plan = Samples.Plan with { Probes = [new PlannedProbe("a'; rm -rf $HOME #", 1, Requested: true)] };
        Assert.Contains(@" --probes 'a'\''; rm -rf $HOME #' --duration", Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsTheSameInEveryCulture() => Assert.Single(Cultures.InEach(() => Of(Samples.Plan with { DurationSeconds = 1.5, Intensity = 10 })).Distinct());

    private static string Of(RunPlan plan) => ReproducingCommand.Of(Samples.Passed with { Plan = plan });
}
