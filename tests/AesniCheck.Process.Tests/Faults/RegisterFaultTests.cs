using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using AesniCheck.Probes.Register;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A register image changes in the register probe.</summary>
public sealed class RegisterFaultTests : ProbeFaultScenario
{
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
}
