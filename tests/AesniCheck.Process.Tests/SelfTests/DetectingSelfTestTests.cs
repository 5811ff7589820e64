using AesniCheck.Injection;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The product sees the faults that it injects into itself.</summary>
public sealed class DetectingSelfTestTests : SelfTestScenario
{
    [Fact]
    public void TheProductSeesTheFaultsThatItPutsIntoItself()
    {
        SelfTestRecord record = Run(
            Invocation.OfAesnicheck("selftest", "--count", "2", "--cpus", OneCpu, "--probes", "chain", "--areas", "xmm", "--json", "selftest.json"), out ProcessResult result);

        Assert.True(result.ExitCode == 0, string.Join('\n', record.Reasons));
        Assert.StartsWith("DETECTS: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Equal(SelfTestResult.Detects, record.Result);
        Assert.Empty(record.FalseAlarms);
        Assert.Equal(Enum.GetValues<FaultKind>(), record.Classes.Select(entry => entry.Kind));
        Assert.All(record.Classes, entry => Assert.Equal(2, entry.Injected));
        Assert.Equal(0, record.Classes[0].Seen);

        // Every injection is logged.
        SelfTestTrial[] flips = [.. record.Trials.Where(trial => trial.Fault.Kind == FaultKind.Flip)];
        Assert.Equal(14, record.Trials.Count);
        Assert.All(record.Classes, entry => Assert.Null(entry.WrongVerdicts));
        Assert.All(flips, trial =>
        {
            RegisterChange change = Assert.Single(trial.Fault.Changes);
            Assert.InRange(change.Register!.Value, 0, 15);
            byte[] right = [.. change.Before];
            right[change.Bit!.Value / 8] ^= (byte)(1 << (change.Bit.Value % 8));
            Assert.Equal(right, change.After);
        });
        Assert.All(
            flips.Where(trial => trial.Sighting is not null),
            trial => Assert.Equal(("chain", trial.Fault.ThreadId, trial.Fault.Cpu), (trial.Sighting!.Probe, trial.Sighting.ThreadId, trial.Sighting.Cpu)));
    }
}
