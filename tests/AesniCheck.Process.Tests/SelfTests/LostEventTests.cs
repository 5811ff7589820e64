using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The last event is lost.</summary>
public sealed class LostEventTests : SelfTestScenario
{
    [Fact]
    public void AQueueThatDropsTheLastEventIsAFalseAlarm()
    {
        SelfTestRecord record = Run(
            Invocation.OfDouble("last-event", "selftest", "--count", "1", "--cpus", OneCpu, "--probes", "chain", "--kinds", "none,flip", "--areas", "xmm", "--json", "selftest.json"), out ProcessResult result);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.NotEmpty(record.FalseAlarms);
        Assert.All(record.FalseAlarms, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        Assert.Contains("No injected fault explains this finding.", result.OutputWords, StringComparison.Ordinal);
    }
}
