using AesniCheck.Reports;
using Xunit;

namespace AesniCheck.Records;

public sealed class RunCasesTests
{
    public static TheoryData<string> Samples { get; } = new(ReportSamples.All.Keys);

    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryFindingIsInOneCase(string name)
    {
        RunRecord record = ReportSamples.All[name];
        RunCase[] cases = [.. RunCases.Of(record).SelectMany(suite => suite.Cases)];
        Assert.Equal(record.Findings.ToHashSet(), cases.SelectMany(run => run.Findings).ToHashSet());
        Assert.Equal(record.FindingCount, cases.Sum(run => run.FindingCount));
        Assert.All(cases, run => Assert.True(run.FindingCount == 0 || run.Result == CaseResult.Failed));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ARunPassesIfAndOnlyIfNoneOfItsCasesIsAgainstIt(string name)
    {
        RunRecord record = ReportSamples.All[name];
        CaseResult[] results = [.. RunCases.Of(record).SelectMany(suite => suite.Cases).Select(run => run.Result)];
        Assert.Equal(record.Outcome == Outcome.Fault, results.Contains(CaseResult.Failed));
        Assert.Equal(record.Outcome == Outcome.Pass, results.Contains(CaseResult.Passed) && !results.Any(result => result is CaseResult.Failed or CaseResult.Inconclusive));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void CasesCanBeToldApart(string name) =>
        Assert.All(RunCases.Of(ReportSamples.All[name]), suite => Assert.Equal(suite.Cases.Count, suite.Cases.Select(run => run.Name).Distinct().Count()));

    [Fact]
    public void ACpuOnWhichNothingWasVerifiedIsInconclusive()
    {
        RunSuite block = RunCases.Of(ReportSamples.Interrupted).Single(suite => suite.Name == "block");
        Assert.Equal([("CPU 0", CaseResult.Passed), ("CPU 3", CaseResult.Inconclusive)], block.Cases.Select(run => (run.Name, run.Result)));
        Assert.Equal("The probe block verified nothing on CPU 3.", block.Cases[1].Reason);
    }

    [Fact]
    public void WhatWasSkippedIsNoPass()
    {
        RunSuite kernel = RunCases.Of(ReportSamples.Passed).Single(suite => suite.Name == "kernel");
        Assert.Equal((CaseResult.Skipped, CaseResult.Skipped), (kernel.Result, Assert.Single(kernel.Cases).Result));
        Assert.Equal(CaseResult.Inconclusive, RunCases.Of(ReportSamples.Skipped).Single(suite => suite.Name == "kernel").Result);
    }

    [Fact]
    public void FindingsOfACpuThatWasNotInThePlanAreInCasesOfTheirOwn()
    {
        RunRecord record = ReportSamples.Faulty with { Findings = [ReportSamples.Faulty.Findings[0] with { Cpu = 77 }], FoldedFindings = [] };
        RunSuite block = RunCases.Of(record).Single(suite => suite.Name == "block");
        Assert.Equal(["CPU 0", "CPU 3", "CPU 77"], block.Cases.Select(run => run.Name));
        Assert.Equal(CaseResult.Failed, block.Cases[2].Result);
    }

    [Fact]
    public void KnownAnswersAreACaseForEachEngineAndFile()
    {
        RunSuite answers = RunCases.Of(ReportSamples.WrongAnswers).Single(suite => suite.Name == "known-answer");
        Assert.Equal(
            [
                ("software ECBGFSbox128.rsp", CaseResult.Passed),
                ("software CBCVarKey192.rsp", CaseResult.Passed),
                ("aesni ECBGFSbox128.rsp", CaseResult.Failed),
                ("aesni CBCVarKey192.rsp", CaseResult.Passed),
                ("CPU 3", CaseResult.Failed),
            ],
            answers.Cases.Select(run => (run.Name, run.Result)));
        Assert.Equal(Verdict.RegisterState, Assert.Single(answers.Cases[^1].Findings).Verdict);
    }
}
