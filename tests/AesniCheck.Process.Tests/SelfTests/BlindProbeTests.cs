using AesniCheck.Injection;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A probe whose comparison is removed misses faults, and the self-test says so.</summary>
public sealed class BlindProbeTests : SelfTestScenario
{
    [Theory]
    [InlineData("blind-chain", "chain", "xmm")]
    [InlineData("blind-guards", "block", "zmm16-31")]
    [InlineData("blind-registers", "register", "ymm-upper")]
    public void AProbeWhoseComparisonIsRemovedMisses(string mutation, string probe, string area)
    {
        Assert.SkipUnless(ExtendedStateLayout.OfMachine()?.Has(RegisterAreas.ByName(area)) == true, "This CPU has no such registers.");
        SelfTestRecord record = Run(
            Invocation.OfDouble(mutation, "selftest", "--count", "3", "--cpus", OneCpu, "--probes", probe, "--kinds", "flip", "--areas", area, "--json", "selftest.json"), out ProcessResult result);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.False(Assert.Single(record.Classes).Kept);
        Assert.StartsWith("MISSES: ", result.Output[^1], StringComparison.Ordinal);
    }
}
