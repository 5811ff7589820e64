using AesniCheck.Injection;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker loses registers again while it repeats the work, differently each time: that is not the CPU.</summary>
public sealed class RepeatedFaultTests : SelfTestScenario
{
    /// <summary>The worker loses registers while it repeats the work, differently each time: the CPU is not to blame.</summary>
    [Theory]
    [InlineData("chain", "xmm")]
    [InlineData("block", "xmm")]
    [InlineData("register", "ymm-upper")]
    [InlineData("mode", "xmm")]
    public void RegistersThatChangeAgainDuringReplaysBlameNoCpu(string probe, string area)
    {
        Assert.SkipUnless(ExtendedStateLayout.OfMachine()?.Has(RegisterAreas.ByName(area)) == true, "This CPU has no such registers.");
        SelfTestRecord record = Run(
            Invocation.OfAesnicheck("selftest", "--count", "2", "--cpus", OneCpu, "--probes", probe, "--kinds", "again", "--areas", area, "--json", "selftest.json"), out _);

        Sighting[] seen = [.. record.Trials.Select(trial => trial.Sighting).OfType<Sighting>()];
        Assert.All(seen, sighting => Assert.True(sighting.WrongFindings is null, string.Join('\n', sighting.WrongFindings?.SelectMany(finding => finding.Explanation) ?? [])));
    }
}
