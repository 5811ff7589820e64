using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Ctrl-C ends a self-test.</summary>
public sealed class InterruptedSelfTestTests : SelfTestScenario
{
    [Fact]
    public void AnInterruptEndsItWithWhatWasSeen()
    {
        using RunningProcess process = Invocation.OfAesnicheck("selftest", "--count", "10000", "--cpus", OneCpu, "--probes", "chain", "--kinds", "flip", "--areas", "xmm", "--json", "selftest.json")
            .In(Folder).Start();
        process.WaitForError("injected");
        process.Signal(Signals.Interrupt);
        ProcessResult result = process.WaitForEnd();

        SelfTestRecord record = Read();
        SkipIfForbidden(record);
        Assert.Equal(4, result.ExitCode);
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Contains("Stopped on request", Assert.Single(record.Reasons), StringComparison.Ordinal);
        Assert.Equal(record.Trials.Count, record.Classes.Sum(entry => entry.Injected));
    }
}
