using AesniCheck.Execution.Supervisor;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Benchmarks.Proof;

public sealed class StrikeMatchTests
{
    private static readonly DateTimeOffset Begin = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void EachStrikeHasAFindingOfItsOwn()
    {
        StrikeMatch match = StrikeMatch.Of(Run([10, 20, 30], [12, 21, 40]), logsEach: true);

        Assert.Equal(3, match.Strikes);
        Assert.Equal([2, 1, 10], match.Latencies.Select(latency => latency.TotalMilliseconds));
    }

    [Fact]
    public void AFindingBeforeAStrikeIsNotOfIt() => Assert.Empty(StrikeMatch.Of(Run([10], [9]), logsEach: true).Latencies);

    [Fact]
    public void OneFindingIsNotOfTwoStrikes() => Assert.Single(StrikeMatch.Of(Run([10, 11], [12]), logsEach: true).Latencies);

    [Fact]
    public void WhereTheFirstStrikeAloneIsKnownTheOthersAreNotCounted() => Assert.Equal(1, StrikeMatch.Of(Run([10, 20], [12, 13]), logsEach: false).Strikes);

    private static InsideRun Run(int[] strikes, int[] findings)
    {
        var plan = new RunPlan { DurationSeconds = 1, Seed = 1, Cpus = [0], WorkersPerCpu = 1, KeySizes = [128], Probes = [] };
        RunRecord record = RunLedger.Unsupported(plan, ProofSamples.Host, "1.0.0", Begin);
        return new InsideRun(
            record with
            {
                Findings = [.. findings.Select(time => new Finding { Time = Begin.AddMilliseconds(time), Probe = "block", Cpu = 0, Verdict = Verdict.RegisterState, Explanation = [] })],
            },
            [.. strikes.Select(time => Begin.AddMilliseconds(time))]);
    }
}
