using AesniCheck.Execution.Worker;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Message;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The compiler generated wrong code for a loop.</summary>
public sealed class CompilerFaultTests : ProbeFaultScenario
{
    [Fact]
    public void CodeThatTheCompilerMadeWronglyIsTheRuntimesAndNoCpuIsBlamed()
    {
        RunRecord record = Run("miscompiled", ModeProbe.ProbeName, out string text);

        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.Runtime, finding.Verdict));
        Assert.All(explained, finding => Assert.Equal("aesni/vpclmulqdq-256", Assert.IsType<MessageMiscompare>(finding.Evidence).Engine));
        Assert.Contains("were correct in all of", text, StringComparison.Ordinal);
        Assert.Contains("The engine aesni/pclmulqdq, by the same thread, got it correct each time in 64 tries.", string.Join(' ', explained[0].Explanation), StringComparison.Ordinal);
    }

    [Fact]
    public void ALoopOfBlocksThatTheCompilerMadeWronglyIsTheRuntimes()
    {
        RunRecord record = Run("miscompiled-blocks", BlockProbe.ProbeName, out _);

        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.Runtime, finding.Verdict));
        Assert.All(explained, finding => Assert.Equal(14, Assert.IsType<BlockMiscompare>(finding.Evidence).Batch));
    }

    [Fact]
    public void ALoopThatIsWrongForLongMessagesIsFoundByTheKnownAnswersThatARunBeginsWith()
    {
        ProcessResult result = Double("bulk-loop", ModeProbe.ProbeName, "--duration", "1h").RunUntilItSays($", probe {KnownAnswers.ProbeName}");

        Assert.Equal(1, result.ExitCode);
        Finding finding = RecordFiles.Read(Folder["run.json"]).Findings.First(finding => finding.Probe == KnownAnswers.ProbeName);
        Assert.Matches(@"^The engine aesni/pclmulqdq got [\d,]+ of [\d,]+ known answers wrong\.", finding.Explanation[0]);
        Assert.All(finding.Explanation.Skip(1), line => Assert.Contains("vectors/Long/gcm-long.rsp:", line, StringComparison.Ordinal));
    }
}
