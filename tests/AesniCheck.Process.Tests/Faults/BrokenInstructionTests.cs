using System.Runtime.Intrinsics.X86;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>One CPU computes one instruction wrong.</summary>
public sealed class BrokenInstructionTests : ProbeFaultScenario
{
    [Fact]
    public void AWrongRoundConstantIsNamedWithItsCpu()
    {
        RunRecord record = Run("round-constant", ScheduleProbe.ProbeName, out string text);

        Finding[] explained = AssertTheBrokenCpuAloneIsBlamed(record);
        Assert.All(explained, finding => Assert.IsType<ScheduleMiscompare>(finding.Evidence));
        Assert.Contains("as if round constant 3 were 0x05 instead of 0x04", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongBitOfGhashIsNamedWithItsCpu()
    {
        RunRecord record = Run("ghash", ModeProbe.ProbeName, out string text);

        Finding[] explained = AssertTheBrokenCpuAloneIsBlamed(record);
        Assert.All(explained, finding => Assert.Equal(MessageFault.Tag, Assert.IsType<MessageMiscompare>(finding.Evidence).Fault));
        Assert.Contains("gave correct output with a wrong tag: GHASH or the mask block is wrong.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AWideMultiplierThatIsWrongIsTheCpu()
    {
        Assert.SkipUnless(Pclmulqdq.V256.IsSupported && Avx2.IsSupported, "This CPU or runtime does not support carry-less multiplication in 256 bits.");
        RunRecord record = Run("wide-multiplier", ModeProbe.ProbeName, out _);

        Finding[] explained = [.. Explained(record).Where(finding => finding.Probe == ModeProbe.ProbeName)];
        Assert.NotEmpty(explained);
        Assert.All(explained, finding => Assert.Equal(Verdict.CpuPersistent, finding.Verdict));
        Assert.All(explained, finding => Assert.Contains(finding.Explanation, sentence => sentence.StartsWith("VPCLMULQDQ ymm, executed by itself from memory to memory, was wrong 4 of 4 times", StringComparison.Ordinal)));
    }
}
