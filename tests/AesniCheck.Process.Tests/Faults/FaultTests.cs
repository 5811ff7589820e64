using AesniCheck.Ciphers;
using AesniCheck.Doubles;
using AesniCheck.Probes.Block;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A machine that is broken in one way: the finding, its verdict and its place are demanded of the real executable.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FaultTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFaultyCpuIsNamedAndEndsWithOne()
    {
        RunRecord record = Run("one-pattern", out string text);

        AssertTheBrokenCpuAloneIsBlamed(record);
        Finding finding = Explained(record)[0];
        Assert.Equal(256, finding.Replay!.SameWrong);
        AssertEvidenceIsTold(finding, text);
        Assert.Contains("1 bit in 1 byte", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ACpuThatIsWrongForOnePatternInAMillionIsNamed()
    {
        RunRecord record = Run("one-in-2e20", out string text, "--probes", "block", "--key-sizes", "128", "--seed", $"{SeedWithPattern(bits: 20)}");

        AssertTheBrokenCpuAloneIsBlamed(record);
        AssertEvidenceIsTold(Explained(record)[0], text);
    }

    [Fact]
    public void AWrongBlockIsSeenWhereverItIsInAPass()
    {
        Invocation run = Invocation.OfDouble("one-in-1e6", "--json", "run.json", "--probes", "block").With(StrikeLog.Variable, _folder["strikes"]).In(_folder);
        Text(run.RunLongEnough(
            _ =>
            {
                bool isEnough = IsSeenEverywhere(RecordFiles.Read(_folder["run.json"]));
                if (!isEnough)
                {
                    File.Delete(_folder["strikes"]);
                }

                return isEnough;
            },
            shortest: "2s"));

        // None is lost, whatever the verdicts of the others.
        RunRecord record = Record();
        Assert.Equal(File.ReadAllLines(_folder["strikes"]).Length, record.FindingCount);
        Assert.All(record.Findings, finding => Assert.True(finding.Verdict is Verdict.RegisterState or Verdict.Unexplained));
        Assert.All(Seen(record), miscompare => Assert.Equal(0x20, miscompare.Expected[11] ^ miscompare.Actual[11]));
        Assert.True(IsSeenEverywhere(record));

        static BlockMiscompare[] Seen(RunRecord record) => [.. record.Findings.Select(finding => Assert.IsType<BlockMiscompare>(finding.Evidence))];

        static bool IsSeenEverywhere(RunRecord record) =>
            new HashSet<int> { 1, 8, 14 }.IsSubsetOf(Seen(record).Select(miscompare => miscompare.Batch))
                && new HashSet<int> { 0, BlockUnit.BlockCount / 2, BlockUnit.BlockCount - 1 }.IsSubsetOf(Seen(record).Select(miscompare => miscompare.BlockIndex));
    }

    [Fact]
    public void ASelfInvertingCpuIsNamedAndCalledSo()
    {
        RunRecord record = Run("self-inverting", out string text);

        AssertTheBrokenCpuAloneIsBlamed(record);
        Assert.Contains(Explained(record), finding => finding.Explanation.Any(words => words.Contains("self-inverting", StringComparison.Ordinal)));
        Assert.Contains("the AES unit is self-inverting", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlippedBitIsNamedWithItsRound()
    {
        RunRecord record = Run("flipped-once", out string text);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(5, finding.Syndrome!.ClosestRound);
        Assert.Equal(1, finding.Syndrome.ClosestDistance);
        Assert.Equal(0, finding.Replay!.Wrong);
        AssertEvidenceIsTold(finding, text);
        Assert.Contains("After round 5 the state differs from the correct one only in bit 2 of byte 7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongComparisonIsARegisterAndNoBlock()
    {
        RunRecord record = Run("comparison", out string text);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        BlockMiscompare evidence = Assert.IsType<BlockMiscompare>(finding.Evidence);
        Assert.Equal(MiscompareKind.Accumulator, evidence.Kind);
        Assert.Equal(evidence.Expected, evidence.Actual);
        Assert.Equal("00000000000000000010000000000000", Convert.ToHexStringLower(evidence.Accumulator));
        AssertEvidenceIsTold(finding, text);
    }

    [Fact]
    public void ABitThatFlipsInMemoryBlamesNoCpu()
    {
        RunRecord record = Run("memory", out string text);

        // Miscompares during the stop of the run remain unexplained.
        Finding[] explained = [.. record.Findings.Where(finding => finding.Verdict != Verdict.Unexplained)];
        Assert.NotEmpty(explained);
        Assert.All(explained, finding => Assert.Equal(Verdict.Memory, finding.Verdict));
        AssertEvidenceIsTold(explained[0], text);
    }

    private static void AssertTheBrokenCpuAloneIsBlamed(RunRecord record)
    {
        Assert.NotEmpty(Explained(record));

        // A CPU that is wrong for a block is wrong for it each time.
        Assert.All(Explained(record), finding => Assert.Equal(Verdict.CpuPersistent, finding.Verdict));
        Assert.All(Explained(record), finding => Assert.Equal(BrokenMachine.BrokenCpu, finding.Cpu));
        Assert.All(record.Findings, finding => Assert.Equal(BrokenMachine.BrokenCpu, finding.Cpu ?? BrokenMachine.BrokenCpu));
        Assert.All(record.FoldedFindings, folded => Assert.Equal(BrokenMachine.BrokenCpu, folded.Cpu));
    }

    /// <summary>Findings of the probe, without those during the stop of the run, which remain unexplained.</summary>
    private static Finding[] Explained(RunRecord record) =>
        [.. record.Findings.Where(finding => finding.Probe == "block" && finding.Replay is not null)];

    private static void AssertEvidenceIsTold(Finding finding, string text)
    {
        BlockMiscompare evidence = Assert.IsType<BlockMiscompare>(finding.Evidence);
        Assert.Equal(finding.Cpu, evidence.CpuAfter);
        Assert.Contains($" on CPU {finding.Cpu}, probe block, ", text, StringComparison.Ordinal);
        Assert.Contains($" block {evidence.BlockIndex} of unit 0x{evidence.UnitSeed:x16}, AES-{evidence.KeySizeBits} ", text, StringComparison.Ordinal);
        Assert.Contains($" key {Convert.ToHexStringLower(evidence.Key)}", text, StringComparison.Ordinal);
        Assert.Contains($" input {Convert.ToHexStringLower(evidence.Input)}", text, StringComparison.Ordinal);
        Assert.Contains($" expected {Convert.ToHexStringLower(evidence.Expected)}", text, StringComparison.Ordinal);
        Assert.Contains($" actual {Convert.ToHexStringLower(evidence.Actual)}", text, StringComparison.Ordinal);
    }

    /// <summary>A seed with the pattern in a block of its first units.</summary>
    private static ulong SeedWithPattern(int bits)
    {
        const int firstUnits = 10;
        var unit = new BlockUnit();
        for (ulong seed = 0; ; seed++)
        {
            for (ulong index = 0; index < firstUnits; index++)
            {
                unit.Make(Unit.SeedOf(seed, index), AesKeySize.Aes128);
                for (int block = 0; block < BlockUnit.BlockCount; block++)
                {
                    if (OnePattern.Matches(unit.CiphertextSpan[(16 * block)..], bits))
                    {
                        return seed;
                    }
                }
            }
        }
    }

    private RunRecord Run(string fault, out string text, params ReadOnlySpan<string> options)
    {
        text = Text(Invocation.OfDouble(fault, ["--duration", "1h", "--stress", "none", "--verbose", "--json", "run.json", .. options]).In(_folder).RunUntilItSays(", probe block"));
        return Record();
    }

    private static string Text(ProcessResult result)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        return result.OutputWords;
    }

    private RunRecord Record()
    {
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);
        return record;
    }
}
