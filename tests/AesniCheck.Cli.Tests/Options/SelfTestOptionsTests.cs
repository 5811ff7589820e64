using System.CommandLine;
using AesniCheck.Cli.Output;
using AesniCheck.Host;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Stressors;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Cli.Options;

/// <summary>The meaning of the options of <c>aesnicheck selftest</c>, on invented machines.</summary>
public sealed class SelfTestOptionsTests
{
    private const string NoKernel = "the kernel's drivers were not searched";
    private const uint AllComponents = 0b1110_0111;
    private const uint WithoutAvx512 = 0b0000_0111;

    [Fact]
    public void ByDefaultAllThatCanRunHereIsTried()
    {
        SelfTestPlan plan = PlanOf(AllComponents);

        Assert.Equal(SelfTestPlan.DefaultCount, plan.Count);
        Assert.Equal(["default", .. Runnable], plan.Subjects.Select(subject => subject.Name));
        Assert.Equal(Enum.GetValues<FaultKind>(), plan.Kinds);
        Assert.Equal(FaultKind.None, plan.Kinds[0]);
        Assert.Equal(RegisterAreas.All, plan.Areas);
        Assert.Equal([new SkippedPart("kernel", NoKernel, Requested: false)], plan.Skipped);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("chain", "--probes", "chain")]
    [InlineData("schedule", "--probes", "schedule")]
    public void ASubjectIsARunAsItIsButForItsDuration(string subject, params string[] probes)
    {
        string[] arguments = ["--seed", "7", "--cpus", $"{Interop.Scheduling.AllowedCpus()[0]}", "--stress", "exit,switch", "--intensity", "3"];
        SelfTestPlan plan = PlanOf(AllComponents, [.. arguments, .. probes]);

        var command = new Command("run");
        var options = new RunOptions(StressorList.All, RunOptions.DefaultDuration);
        foreach (Option option in options.WorkOptions)
        {
            command.Options.Add(option);
        }

        RunPlan run = options.Plan(command.Parse([.. arguments, .. probes]), new DevicesUnderTest());
        Assert.Equivalent(run with { DurationSeconds = 86_400 }, plan.Subjects.Single(entry => entry.Name == subject).Plan, strict: true);
        Assert.Equal(7ul, plan.Seed);
    }

    [Fact]
    public void WithoutAChoiceTheStressorsAreThoseOfARun()
    {
        RunPlan plan = PlanOf(AllComponents).Subjects[0].Plan;

        Assert.Equal(StressorList.All.Where(entry => entry.WhyNot() is null).Select(entry => new PlannedStressor(entry.Name)), plan.Stressors);
        Assert.Equal(RunPlan.DefaultIntensity, plan.Intensity);
        Assert.InRange(plan.MemoryBytes, 1, 1L << 28);
        Assert.False(plan.UnderMemoryPressure);
    }

    [Fact]
    public void WhatIsAskedForIsTriedInTheOrderOfTheListsAndOnce()
    {
        SelfTestPlan plan = PlanOf(
            AllComponents, "--count", "10000", "--probes", "chain,default,chain", "--kinds", "swap-threads,flip,none,flip", "--areas", "opmask,xmm,opmask");

        Assert.Equal(10_000, plan.Count);
        Assert.Equal(["default", "chain"], plan.Subjects.Select(subject => subject.Name));
        Assert.Equal([FaultKind.None, FaultKind.Flip, FaultKind.SwapThreads], plan.Kinds);
        Assert.Equal([RegisterArea.Xmm, RegisterArea.Opmask], plan.Areas);
        Assert.Empty(plan.Skipped);
    }

    [Fact]
    public void AnAreaThatTheCpuDoesNotHaveIsSkipped()
    {
        Assert.Equal([RegisterArea.Xmm, RegisterArea.YmmUpper], PlanOf(WithoutAvx512).Areas);
        Assert.Contains(new SkippedPart("opmask", "this CPU does not have it", Requested: false), PlanOf(WithoutAvx512).Skipped);

        SelfTestPlan asked = PlanOf(WithoutAvx512, "--areas", "xmm,zmm16-31", "--probes", "block");
        Assert.Equal([RegisterArea.Xmm], asked.Areas);
        Assert.Equal([new SkippedPart("zmm16-31", "this CPU does not have it", Requested: true)], asked.Skipped);
    }

    [Fact]
    public void AProbeThatIsAskedForAndCannotRunIsSkipped()
    {
        SelfTestPlan plan = PlanOf(AllComponents, "--probes", "kernel");

        Assert.Empty(plan.Subjects);
        Assert.Equal([new SkippedPart("kernel", NoKernel, Requested: true)], plan.Skipped);
    }

    [Fact]
    public void QuickTriesThatWhichIsClaimed()
    {
        SelfTestPlan plan = PlanOf(AllComponents, "--quick");
        Assert.True(plan.Quick);
        Assert.Equal(["default", "block", "chain", "register"], plan.Subjects.Select(subject => subject.Name));
    }

    [Theory]
    [InlineData("--count", "3")]
    [InlineData("--probes", "chain")]
    [InlineData("--kinds", "flip")]
    [InlineData("--areas", "xmm")]
    public void QuickChoosesTheFaultsItself(string option, string value)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => PlanOf(AllComponents, "--quick", option, value));
        Assert.StartsWith($"{option}: --quick", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereThereIsNoLayoutThereIsNoArea() => Assert.Empty(PlanOf(layout: null).Areas);

    private static IEnumerable<string> Runnable => ProbeList.All.Where(entry => entry.WhyNot(new DevicesUnderTest()) is null).Select(entry => entry.Name);

    private static SelfTestPlan PlanOf(uint components, params string[] arguments) => PlanOf(LayoutOf(components), arguments);

    private static SelfTestPlan PlanOf(ExtendedStateLayout? layout, params string[] arguments)
    {
        var command = new Command("selftest");
        var options = new SelfTestOptions(StressorList.All);
        options.AddTo(command);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return options.Plan(parsed, new DevicesUnderTest(), layout);
    }

    /// <summary>Contiguous components, as CPUID would report them.</summary>
    private static ExtendedStateLayout LayoutOf(uint components) => ExtendedStateLayout.From((_, subleaf) =>
        subleaf == 0
            ? new CpuIdRegisters(components, 0, 0, 0)
            : new CpuIdRegisters((uint)RegisterAreas.All.Single(area => area.Component == subleaf).ByteCount, 1024 * subleaf, 0, 0));
}
