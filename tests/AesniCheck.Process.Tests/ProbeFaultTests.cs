using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using AesniCheck.Processes.Harness;
using AesniCheck.Doubles;
using AesniCheck.Execution.Worker;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>For each probe except the block probe: a machine with the fault that the probe is to detect, and the finding of the real executable.</summary>
public sealed class ProbeFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProbeFaultTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ABitThatFlipsInAChainIsNamedWithItsRound()
    {
        RunRecord record = Run("chain-bit", ChainProbe.ProbeName, out string text);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(0, finding.Replay!.Wrong);
        Assert.Equal((12_345, 1), (finding.Syndrome!.ClosestRound, finding.Syndrome.ClosestDistance));
        ChainMiscompare evidence = Assert.IsType<ChainMiscompare>(finding.Evidence);
        Assert.Equal([6], evidence.WrongChains);
        Assert.Equal(evidence.CpuAfter, finding.Cpu);
        Assert.Contains(
            "After round 12,345 of 20,000 the state of chain 6 differs from the correct one only in bit 3 of byte 10,", text, StringComparison.Ordinal);
        Assert.Contains($"  chain 6 of unit 0x{evidence.UnitSeed:x16}, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegisterImageThatChangesBetweenRoundsIsNamedWithItsValueAndStep()
    {
        Assert.SkipUnless(Avx2.IsSupported, "This CPU or runtime has no AVX2.");
        RunRecord record = Run("register-image", RegisterProbe.ProbeName, out string text);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 0, 0), finding.Replay);
        RegisterMiscompare evidence = Assert.IsType<RegisterMiscompare>(finding.Evidence);
        Assert.Contains(3, evidence.WrongValues);
        Assert.All(evidence.WrongValues, value => Assert.True(value == 3 || evidence.Registers == RegisterKind.Opmask));
        Assert.Equal(evidence.CpuAfter, finding.Cpu);
        Assert.Contains(finding.Explanation, sentence => Regex.IsMatch(
            sentence, "^Value 3 of (15|30|31) in [YZ]MM registers, bits 0 to (255|511), was all zero after step 5,120 of 10,240: the register was lost there.$"));
        Assert.Contains($" {(evidence.WrongValues.Count == 1 ? "value 3" : "values 3,10,17,24")} of unit 0x{evidence.UnitSeed:x16} in ", text, StringComparison.Ordinal);
    }

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
    public void ALoopThatIsWrongForLongMessagesIsFoundByTheKnownAnswersThatARunBeginsWith()
    {
        ProcessResult result = Double("bulk-loop", ModeProbe.ProbeName, "--duration", "1h").RunUntilItSays($", probe {KnownAnswers.ProbeName}");

        Assert.Equal(1, result.ExitCode);
        Finding finding = RecordFiles.Read(_folder["run.json"]).Findings.First(finding => finding.Probe == KnownAnswers.ProbeName);
        Assert.Matches(@"^The engine aesni/pclmulqdq got \d+ of [\d,]+ known answers wrong\.", finding.Explanation[0]);
        Assert.All(finding.Explanation.Skip(1), line => Assert.Contains("vectors/Long/gcm-long.rsp:", line, StringComparison.Ordinal));
    }

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
    public void AWideMultiplierThatIsWrongIsTheCpu()
    {
        Assert.SkipUnless(Pclmulqdq.V256.IsSupported && Avx2.IsSupported, "This CPU or runtime does not support carry-less multiplication in 256 bits.");
        RunRecord record = Run("wide-multiplier", ModeProbe.ProbeName, out _);

        Finding[] explained = [.. Explained(record).Where(finding => finding.Probe == ModeProbe.ProbeName)];
        Assert.NotEmpty(explained);
        Assert.All(explained, finding => Assert.Equal(Verdict.CpuPersistent, finding.Verdict));
        Assert.All(explained, finding => Assert.Contains(finding.Explanation, sentence => sentence.StartsWith("VPCLMULQDQ ymm, executed by itself from memory to memory, was wrong 4 of 4 times", StringComparison.Ordinal)));
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
    public void ALibraryThatIsWrongForSomeLengthsIsNamed()
    {
        RunRecord record = Run("library", PlatformProbe.ProbeName, out string text);

        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.Library, finding.Verdict));
        Assert.All(explained, finding => Assert.Equal(15, Assert.IsType<MessageMiscompare>(finding.Evidence).Input.Length % 16));
        Assert.Contains("by platform gave wrong output: 1 block of 16 bytes,", text, StringComparison.Ordinal);
    }

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
        ProcessResult result = Double("kernel-unavailable", probes).RunLongEnough(_ => RecordFiles.Read(_folder["run.json"]).Reasons.Contains(Told));

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("INCONCLUSIVE: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Contains(Told, record.Reasons);
        Assert.Contains("the kernel closed the socket", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingVerifiedHasNoFirstBlock()
    {
        Double("kernel-unavailable", "kernel", "--duration", "600ms").Run();
        Assert.Null(RecordFiles.Read(_folder["run.json"]).FirstBlockAt);
    }

    /// <summary>Findings without those during the stop of the run, which remain unexplained.</summary>
    private static Finding[] Explained(RunRecord record)
    {
        Finding[] explained = [.. record.Findings.Where(finding => finding.Replay is not null)];
        Assert.NotEmpty(explained);
        return explained;
    }

    private static Finding[] AssertTheBrokenCpuAloneIsBlamed(RunRecord record)
    {
        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.CpuPersistent, finding.Verdict));
        Assert.All(record.Findings, finding => Assert.Equal(BrokenMachine.BrokenCpu, finding.Cpu ?? BrokenMachine.BrokenCpu));
        Assert.All(record.FoldedFindings, folded => Assert.Equal(BrokenMachine.BrokenCpu, folded.Cpu));
        return explained;
    }

    private Invocation Double(string fault, string probes, params ReadOnlySpan<string> options) =>
        Invocation.OfDouble(fault, ["--probes", probes, "--json", "run.json", .. options]).In(_folder);

    private RunRecord Run(string fault, string probe, out string text)
    {
        ProcessResult result = Double(fault, probe, "--duration", "1h").RunUntilItSays($", probe {probe}");
        text = result.OutputText;
        Assert.True(result.ExitCode == 1, text);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Contains($", probe {probe}, ", text, StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);

        // The known answers may be wrong too, if the fault is in the engine.
        Assert.All(record.Findings, finding => Assert.Contains(finding.Probe, (string[])[probe, KnownAnswers.ProbeName]));
        return record;
    }
}
