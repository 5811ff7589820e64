using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The system refuses ptrace.</summary>
public sealed class RefusedTracingTests : SelfTestScenario
{
    [Theory]
    [InlineData("no-ptrace")]
    [InlineData("no-ptrace-enosys")]
    public void WhereASeccompFilterRefusesTracingItSaysWhatToAllow(string system)
    {
        ProcessResult result = Invocation.OfDouble(system, "selftest", "--count", "3", "--probes", "chain", "--json", "selftest.json").In(Folder).Run();

        Assert.Equal(4, result.ExitCode);
        SelfTestRecord record = Read();
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Empty(record.Trials);
        string reason = Assert.Single(record.Reasons);
        Assert.Contains("PTRACE_SEIZE", reason, StringComparison.Ordinal);
        Assert.Contains("seccomp", reason, StringComparison.Ordinal);
        Assert.Contains("--cap-add SYS_PTRACE", reason, StringComparison.Ordinal);
        Assert.StartsWith("INCONCLUSIVE: the self-test injected no fault: PTRACE_SEIZE", result.Output[^1], StringComparison.Ordinal);
    }
}
