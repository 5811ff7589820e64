using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>Fault model F8: no CPU is blamed if memory changed.</summary>
public sealed unsafe class ArbiterMemoryTests
{
    private readonly Arbiter _arbiter = new(new DevicesUnderTest { Aesni = ScriptedEngine.Right });

    [Fact]
    public void AnInputThatChangedIsMemory()
    {
        BlockUnit unit = Evidence.Unit();
        byte[] actual = new byte[16];
        unit.Plaintext[(16 * 9) + 2] ^= 0x20;
        AesEngines.Software.CreateCipher(unit.Key).Encrypt(Evidence.Block(unit.PlaintextSpan, 9), actual);
        Finding finding = _arbiter.Judge(Evidence.Of(unit, 9, true, actual), unit, out bool unitDamaged);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Assert.True(unitDamaged);
        Says(finding, "changed after it was made");
    }

    [Fact]
    public void AKeyThatChangedIsMemory()
    {
        BlockUnit unit = Evidence.Unit(AesKeySize.Aes192);
        unit.Ciphertext[BlockUnit.ByteCount + 23] ^= 1;
        byte[] actual = new byte[16];
        AesEngines.Software.CreateCipher(unit.Key).Encrypt(Evidence.Block(unit.PlaintextSpan, 9), actual);
        Finding finding = _arbiter.Judge(Evidence.Of(unit, 9, true, actual), unit, out bool unitDamaged);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Assert.True(unitDamaged);
    }

    [Fact]
    public void AnExpectedBlockThatChangedByABitIsMemory()
    {
        BlockUnit unit = Evidence.Unit();
        byte[] right = Evidence.Block(unit.CiphertextSpan, 9).ToArray();
        unit.Ciphertext[16 * 9] ^= 0x80;
        Finding finding = _arbiter.Judge(Evidence.Of(unit, 9, true, right), unit, out bool unitDamaged);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Assert.True(unitDamaged);
        Says(finding, "differs in 1 bit from");
    }

    [Fact]
    public void AnExpectedBlockThatIsSomethingElseAltogetherIsTheReference()
    {
        BlockUnit unit = Evidence.Unit();
        byte[] right = Evidence.Block(unit.CiphertextSpan, 9).ToArray();
        Evidence.Unrelated().CopyTo(new Span<byte>(unit.Ciphertext + (16 * 9), 16));
        Finding finding = _arbiter.Judge(Evidence.Of(unit, 9, true, right), unit, out bool unitDamaged);

        Assert.Equal(Verdict.Reference, finding.Verdict);
        Assert.True(unitDamaged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARoundKeyThatChangedIsMemory(bool encrypt)
    {
        BlockUnit unit = Evidence.Unit(AesKeySize.Aes256);
        BlockMiscompare miscompare = Evidence.Of(unit, 9, encrypt, Evidence.Unrelated());
        miscompare.RoundKeys[(16 * 11) + 5] ^= 0x03;
        Finding finding = _arbiter.Judge(miscompare, unit, out bool unitDamaged);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Assert.False(unitDamaged);
        Says(finding, "Round key 11 of the key schedule in use differs in 2 bits");
    }

    /// <summary>Nothing follows from them, so another value may have been stored as well: so many different bits are not a memory fault.</summary>
    [Theory]
    [InlineData(true, 11, Verdict.Memory)]
    [InlineData(true, 14, Verdict.RegisterState)]
    [InlineData(false, 11, Verdict.RegisterState)]
    public void ARoundKeyThatIsSomethingElseAltogetherChangedInARegisterIfNothingFollowsFromIt(bool encrypt, int round, Verdict verdict)
    {
        BlockUnit unit = Evidence.Unit(AesKeySize.Aes256);
        BlockMiscompare miscompare = Evidence.Of(unit, 9, encrypt, Evidence.Unrelated());
        Evidence.Unrelated().CopyTo(miscompare.RoundKeys.AsSpan(16 * round));

        Assert.Equal(verdict, _arbiter.Judge(miscompare, unit, out _).Verdict);
    }

    [Fact]
    public void AUnitThatChangedSomewhereElseIsDamagedWhateverTheVerdict()
    {
        BlockUnit unit = Evidence.Unit();
        unit.Plaintext[BlockUnit.ByteCount - 1] ^= 1;
        Finding finding = _arbiter.Judge(Evidence.Of(unit, 9, true, Evidence.Unrelated()), unit, out bool unitDamaged);

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Assert.True(unitDamaged);
    }

    [Fact]
    public void MemoryThatWasRightAgainWhenItWasCopiedOutIsNotBlamed()
    {
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, 9, true, Evidence.Flipped(unit, 9, true, 0, 0x80));
        Finding finding = _arbiter.Judge(miscompare, unit, out bool unitDamaged);

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.False(unitDamaged);
    }

    private static void Says(Finding finding, string words) =>
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(words, StringComparison.Ordinal));
}
