using AesniCheck.Probes.Message;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A driver of the kernel is wrong, or no longer there.</summary>
public sealed class KernelDriverFaultTests : ProbeFaultScenario
{
    [Fact]
    public void ADriverOfTheKernelThatIsWrongOnceIsNamed()
    {
        RunRecord record = Run("kernel", KernelProbe.ProbeName, out string text);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.KernelPath, finding.Verdict);
        Assert.Equal(0, finding.Replay!.Wrong);
        MessageMiscompare evidence = Assert.IsType<MessageMiscompare>(finding.Evidence);
        Assert.Equal(("kernel:cbc-aes-aesni", MessageFault.Output), (evidence.Engine, evidence.Fault));
        Assert.Equal(0xff, evidence.Expected[17] ^ evidence.Actual[17]);
        Assert.Contains("by kernel:cbc-aes-aesni gave wrong output: 1 block of 16 bytes, at byte 17, 8 bits in all.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("block,kernel")]
    public void ADriverThatCantBeAskedAnyMoreMakesARunInconclusive(string probes)
    {
        const string Told = "The probe kernel could do only a part of its work: kernel:cbc-aes-aesni: the kernel closed the socket.";
        ProcessResult result = Double("kernel-unavailable", probes).RunLongEnough(_ => RecordFiles.Read(Folder["run.json"]).Reasons.Contains(Told), shortest: "2s");

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("INCONCLUSIVE: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Contains(Told, record.Reasons);
        Assert.Contains("the kernel closed the socket", result.OutputWords, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingVerifiedHasNoFirstBlock()
    {
        Double("kernel-unavailable", "kernel", "--duration", "600ms").Run();
        Assert.Null(RecordFiles.Read(Folder["run.json"]).FirstBlockAt);
    }
}
