using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Plans;
using AesniCheck.Reports.Text;
using Xunit;

namespace AesniCheck.Records;

/// <summary>Engines that the environment or the runtime keeps from a run are reported, with whether they keep the run from passing.</summary>
public sealed class EngineShortfallTests
{
    private const string Setting = "DOTNET_EnableAVX512=0";

    private static PlannedEngine Lost => new("block", "guards", Used: false) { Shortfall = $"{Setting} switches off avx512f, which the CPU has", Setting = Setting };

    private static PlannedEngine Unusable => new("block", "guards", Used: false) { Shortfall = "the .NET runtime has no use for it" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatASettingTakesKeepsARunFromPassingIfTheProbeWasAskedFor(bool requested)
    {
        RunRecord record = Record(requested, Lost);
        const string Sentence = $"The probe block runs without guards: {Setting} switches off avx512f, which the CPU has.";
        Assert.Equal(requested ? Outcome.Inconclusive : Outcome.Pass, record.Outcome);
        Assert.Equal(requested ? [Sentence] : [], record.Reasons);
        Assert.Equal(requested ? [] : [Sentence], record.Notes);
        Assert.Contains(RunText.Summary(record), line => line.Contains("The probe block runs without guards:", StringComparison.Ordinal));
        AssertCase(record, requested ? CaseResult.Inconclusive : CaseResult.Skipped, Sentence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatTheRuntimeCannotDoOnThisCpuIsANote(bool requested)
    {
        RunRecord record = Record(requested, Unusable);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Equal(["The probe block runs without guards: the .NET runtime has no use for it."], record.Notes);
        AssertCase(record, CaseResult.Skipped, record.Notes[0]);
    }

    [Fact]
    public void AnEngineThatRunsButNotWhollyIsTold()
    {
        RunRecord record = Record(requested: true, Lost with { Used = true });
        Assert.Equal([$"The probe block runs with guards, but {Setting} switches off avx512f, which the CPU has."], record.Reasons);
    }

    [Fact]
    public void EnginesThatAreMissingForOneReasonAreOneSentence() => Assert.Equal(
        ["without guards, others: the .NET runtime has no use for it"],
        EngineShortfall.Of(Plan(requested: true, Unusable, Unusable with { Name = "others" })).Select(shortfall => shortfall.Remark));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStressorThatIsNarrowedIsTold(bool requested)
    {
        RunPlan plan = Plan(requested: false, Lost with { Part = "vector" }) with { Stressors = [new PlannedStressor("vector", requested)] };
        EngineShortfall shortfall = Assert.Single(EngineShortfall.Of(plan));
        Assert.StartsWith("The stressor vector runs without guards: ", shortfall.Sentence, StringComparison.Ordinal);
        Assert.Equal(requested, shortfall.PreventsPass);
    }

    [Fact]
    public void WhatIsSkippedHasItsOwnReason() => Assert.Empty(EngineShortfall.Of(Samples.Plan with { Engines = [Lost with { Part = "register" }] }));

    [Theory]
    [InlineData(true, "aesni")]
    [InlineData(false, "guards", "The engine guards is required but not used: the .NET runtime has no use for it.")]
    [InlineData(false, "zmm", "The engine zmm is required, but this CPU does not have it, or the plan does not run its probe.")]
    public void AGateMindsEnginesThatItDemands(bool passes, string engine, params string[] reasons)
    {
        RunRecord gated = GateJudge.Judge(Record(requested: true, new PlannedEngine("block", "aesni", Used: true), Unusable), new GateDemands { RequiredEngines = [engine] });
        Assert.Equal(passes ? Outcome.Pass : Outcome.Inconclusive, gated.Outcome);
        Assert.Equal(reasons, gated.Reasons);
        Assert.Equal([$"engines {engine}"], GateText.Parts(gated.Gate!));
    }

    private static void AssertCase(RunRecord record, CaseResult result, string reason)
    {
        RunCase engine = Assert.Single(RunCases.Of(record).Single(suite => suite.Name == "block").Cases, run => run.Name == "engine guards");
        Assert.Equal((result, reason), (engine.Result, engine.Reason));
        Assert.Null(RecordLimits.FirstProblem(record));
    }

    private static RunPlan Plan(bool requested, params PlannedEngine[] engines) =>
        Samples.Plan with { Probes = [new PlannedProbe("block", 30, requested)], Engines = engines };

    private static RunRecord Record(bool requested, params PlannedEngine[] engines)
    {
        var ledger = new RunLedger(Plan(requested, engines));
        ledger.SetProgress(new Progressed(Samples.Time, Samples.Exposure, Samples.Time));
        return ledger.ToRecord(Samples.Host, "1.2.3", Samples.Time, Samples.Time.AddSeconds(10));
    }
}
