using AesniCheck.Plans;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class GateJudgeTests
{
    [Fact]
    public void WhatIsAsDemandedPasses()
    {
        var demands = new GateDemands { MinimumBlocksPerCpu = 1_000, MaximumFaultRatePerBlock = 1e-3, MaximumFindings = 1 };
        RunRecord record = GateJudge.Judge(Samples.Passed, demands);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Same(demands, record.Gate);
    }

    [Theory]
    [InlineData(1_001L, null, "CPU 0 verified 1,000 blocks; 1,001 are required.")]
    [InlineData(3_001L, null, "CPUs 0,3 verified fewer than the 3,001 blocks required on each, the fewest on CPU 0: 1,000.")]
    [InlineData(null, 9.8e-4, "0 in 3,050 blocks show at most 9.84e-4 per block; the required bound, 9.80e-4, takes 3.06e3 blocks, some 10.0 s at this pace.")]
    [InlineData(null, 1e-18, "0 in 3,050 blocks show at most 9.84e-4 per block; the required bound, 1.00e-18, takes 3.00e18 blocks")]
    public void WhatIsLessThanDemandedIsInconclusive(long? blocks, double? rate, string reason)
    {
        RunRecord record = GateJudge.Judge(Samples.Passed, new GateDemands { MinimumBlocksPerCpu = blocks, MaximumFaultRatePerBlock = rate });
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.StartsWith(reason, Assert.Single(record.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void AFindingIsAFaultWhateverElseIsMissing()
    {
        RunRecord record = GateJudge.Judge(Samples.Faulty, new GateDemands { MinimumBlocksPerCpu = long.MaxValue, MaximumFaultRatePerBlock = 1e-18 });
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.Empty(record.Reasons);
    }

    [Fact]
    public void AnEndAtAFindingIsNoted() =>
        Assert.Equal("Ended at 123,458 findings, after 2.0 s of 10.0 s.", Assert.Single(GateJudge.Judge(Samples.Faulty with { EndedAt = Samples.Time.AddSeconds(2) }, new GateDemands { MaximumFindings = 1 }).Notes));

    [Fact]
    public void CpusThatTheProcessMayNotUseKeepItFromAPassUnlessCpusWereChosen()
    {
        RunRecord record = GateJudge.Judge(Samples.Passed, new GateDemands { AllCpus = true });
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.StartsWith("4 CPUs are online, and this process may use 2 of them: 0,3;", Assert.Single(record.Reasons), StringComparison.Ordinal);
        Assert.Equal(Outcome.Pass, GateJudge.Judge(Samples.Passed, new GateDemands()).Outcome);
    }

    [Theory]
    [InlineData(1_000, 2_000, 0, 1e-3, true)]
    [InlineData(1_000, 1_000, 0, 1e-3, false)]
    [InlineData(1_000, 2_000, 1, 1e-3, false)]
    [InlineData(0, 3_000, 0, 1e-3, false)]
    [InlineData(1_000_000, 2_000_000, 0, null, false)]
    public void ARunWithABoundEndsWhenItIsShownOnEveryCpu(long blocks0, long blocks3, long findings, double? rate, bool ends) =>
        Assert.Equal(ends, new GateGoal(new GateDemands { MaximumFaultRatePerBlock = rate }).IsReached(
            new RunProgress(Samples.Plan, TimeSpan.FromSeconds(1), Samples.Exposed(blocks0, blocks3), findings)));

    [Fact]
    public void ABoundIsNotShownBeforeAllStressorsHaveDoneSomething()
    {
        var goal = new GateGoal(new GateDemands { MaximumFaultRatePerBlock = 1e-3 });
        RunPlan plan = Samples.Plan with { Stressors = [new PlannedStressor("gc")] };
        Exposure exposure = Samples.Exposed(10_000, 10_000);
        Assert.False(goal.IsReached(new RunProgress(plan, TimeSpan.Zero, exposure, 0)));
        Assert.True(goal.IsReached(new RunProgress(plan, TimeSpan.Zero, exposure with { ProcessStressors = [new StressorExposure("gc", 1)] }, 0)));
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, true)]
    public void ARunEndsAtSoManyFindings(int maximum, long findings, bool ends) =>
        Assert.Equal(ends, new GateGoal(new GateDemands { MaximumFindings = maximum }).IsReached(
            new RunProgress(Samples.Plan, TimeSpan.Zero, Exposure.None, findings)));
}
