using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A register changes in a chain.</summary>
public sealed class ChainFaultTests : ProbeFaultScenario
{
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
        Assert.Contains($" chain 6 of unit 0x{evidence.UnitSeed:x16}, ", text, StringComparison.Ordinal);
    }
}
