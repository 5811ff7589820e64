using AesniCheck.Ciphers.Platform;
using AesniCheck.Probes.Message;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A library that reads or writes a byte outside its buffers is detected, and the report names the call.</summary>
public sealed class StrayingLibraryTests : IDisposable
{
    private const string Call =
        @"^When it ended, worker \d+ was in platform, AES-(128|192|256)-[A-Z0-9]+, ([\d,]+ bytes, (en|de)cryption(, in place)?|setting the key)"
        + @"(, buffers that (end|begin) at an inaccessible page)?; message \d of unit 0x[0-9a-f]{16}\.$";

    private readonly TemporaryFolder _folder = new();

    public StrayingLibraryTests() => Assert.SkipUnless(PlatformLibrary.IsPresent, "There is no OpenSSL here.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AReadBehindAnInputEndsTheProcessInACallThatIsNamed()
    {
        RunRecord record = Run("reads-behind");
        Assert.All(record.Findings, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        AssertCrash(record, "buffers that end at an inaccessible page");
    }

    [Fact]
    public void AWriteBehindAnOutputIsFoundInTheMarginAndAtThePage()
    {
        RunRecord record = Run("writes-behind");
        AssertOutside(record, MessageFault.Overrun, "gave correct output, but wrote past its end.");
        AssertCrash(record, "buffers that end at an inaccessible page");
    }

    [Fact]
    public void AWriteBeforeAnOutputIsFoundInTheMarginAndAtThePage()
    {
        RunRecord record = Run("writes-before");
        AssertOutside(record, MessageFault.Underrun, "gave correct output, but wrote before its start.");
        AssertCrash(record, "buffers that begin at an inaccessible page");
    }

    private static void AssertCrash(RunRecord record, string where)
    {
        Finding[] crashes = [.. record.Findings.Where(finding => finding.Verdict == Verdict.ProcessCrash)];
        Assert.NotEmpty(crashes);
        Assert.All(crashes, crash =>
        {
            Assert.Equal("SIGSEGV", crash.Process!.Signal);
            Assert.Equal("The worker process was ended by SIGSEGV.", crash.Explanation[0]);

            // Any of the workers may have crashed; those that were not in a call of a cipher are not listed.
            Assert.All(crash.Explanation.Skip(1).SkipLast(1), sentence => Assert.Matches(Call, sentence));
            Assert.Contains(crash.Explanation, sentence => sentence.Contains(where, StringComparison.Ordinal));
            Assert.Equal("A read or write outside such a buffer ends the process in this way.", crash.Explanation[^1]);
        });
    }

    private static void AssertOutside(RunRecord record, MessageFault kind, string words)
    {
        Finding[] findings = [.. record.Findings.Where(finding => finding is { Verdict: Verdict.Library, Probe: PlatformProbe.ProbeName })];
        Assert.NotEmpty(findings);
        Assert.All(findings, finding =>
        {
            Assert.Equal(kind, Assert.IsType<MessageMiscompare>(finding.Evidence).Fault);
            Assert.EndsWith(words, finding.Explanation[0], StringComparison.Ordinal);
            Assert.Equal(finding.Replay!.Tries, finding.Replay.Wrong);
        });
    }

    /// <summary>Runs until no worker process stays up.</summary>
    private RunRecord Run(string fault)
    {
        ProcessResult result = Invocation.OfDouble(fault, "--probes", "platform", "--stress", "none", "--duration", "1h", "--json", "run.json").In(_folder).Run();
        Assert.True(result.ExitCode == 1, result.OutputText);
        return RecordFiles.Read(_folder["run.json"]);
    }
}
