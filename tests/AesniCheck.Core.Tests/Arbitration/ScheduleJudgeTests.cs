using System.Buffers.Binary;
using System.Numerics;
using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Schedule;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The findings about wrong key schedules.</summary>
public sealed unsafe class ScheduleJudgeTests
{
    private const ulong Seed = 0x5c4ed;
    private const int KeyIndex = 41;

    public ScheduleJudgeTests() => TestEngines.RequireAesni();

    [Theory]
    [InlineData(AesKeySize.Aes128, 3, 12, "0x05 instead of 0x04")]
    [InlineData(AesKeySize.Aes128, 10, 40, "0x37 instead of 0x36")]
    [InlineData(AesKeySize.Aes192, 2, 12, "0x03 instead of 0x02")]
    [InlineData(AesKeySize.Aes256, 7, 56, "0x41 instead of 0x40")]
    public void AWrongRoundConstantIsNamed(AesKeySize keySize, int constant, int word, string values)
    {
        ScheduleUnit unit = Unit(keySize);
        RoundKeyChange change = (_, key, encryption, _) => WithRoundConstant(key, constant).CopyTo(encryption);
        ScheduleMiscompare miscompare = Of(unit, CipherDirection.Encrypt, WithRoundConstant(unit.Key(KeyIndex), constant));
        Finding finding = Judge(change, unit, miscompare, instructions: new ScriptedInstructions((name, _) => name == "AESKEYGENASSIST"));

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Assert.Equal(new Replay(256, 256, 256), finding.Replay);
        Says(finding, $"The first wrong word is w[{word}], in 1 bit: as if round constant {constant} were {values}.");
        Says(finding, "(AESKEYGENASSIST)");
        Says(finding, "AESKEYGENASSIST, executed by itself from memory to memory, was wrong 4 of 4 times");

        // If the instruction alone is right, the code around it is wrong.
        Assert.Equal(Verdict.Runtime, Judge(change, unit, miscompare).Verdict);
    }

    [Fact]
    public void RoundKeysThatAreWrongInOtherWaysEachTimeAreNoCpu()
    {
        ScheduleUnit unit = Unit();
        byte[] actual = Changed(unit, CipherDirection.Encrypt, 10);
        Finding finding = Judge((call, _, encryption, _) => encryption[call % 160] ^= (byte)(call % 32 == 0 ? call / 32 : 0), unit, Of(unit, CipherDirection.Encrypt, actual));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(256, 8, 0), finding.Replay);
        Says(finding, "Of 9 wrong results 0 resemble another.");
    }

    [Fact]
    public void AnInverseMixColumnsThatIsWrongEachTimeIsTheCpu()
    {
        ScheduleUnit unit = Unit();
        byte[] actual = unit.RoundKeySpan(KeyIndex, CipherDirection.Decrypt).ToArray();
        actual[(16 * 6) + 5] ^= 0x04;
        Finding finding = Judge((_, _, _, decryption) => decryption[(16 * 6) + 5] ^= 0x04, unit, Of(unit, CipherDirection.Decrypt, actual), instructions: new ScriptedInstructions((name, _) => name == "AESIMC"));

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Says(finding, "Of 11 round keys, these are wrong: 6 (AESIMC of the keys of encryption).");
    }

    [Fact]
    public void ACpuThatIsWrongAtTimesIsSporadic()
    {
        ScheduleUnit unit = Unit();
        byte[] actual = Changed(unit, CipherDirection.Encrypt, 5);
        Finding finding = Judge((call, _, encryption, _) => encryption[1] ^= (byte)(call % 4 == 0 ? 1 : 0), unit, Of(unit, CipherDirection.Encrypt, actual));

        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(256, 64, 0), finding.Replay);
    }

    [Theory]
    [InlineData(CipherDirection.Encrypt, 4, Verdict.Memory)]
    [InlineData(CipherDirection.Encrypt, 10, Verdict.RegisterState)]
    [InlineData(CipherDirection.Decrypt, 4, Verdict.RegisterState)]
    public void OneRoundKeyThatWasWrongOnceIsMemoryWhereOthersFollowFromIt(CipherDirection direction, int round, Verdict verdict)
    {
        ScheduleUnit unit = Unit();
        Assert.Equal(verdict, Judge(Right, unit, Of(unit, direction, Changed(unit, direction, round))).Verdict);
    }

    [Fact]
    public void AWordThatWasWrongOnceWithAllThatFollowsIsARegister()
    {
        // A bit flips in word 22, while it is in a register: all that is made of it is right for that.
        ScheduleUnit unit = Unit();
        byte[] actual = Expand(unit.Key(KeyIndex), (index, word) => index == 22 ? word ^ 0x0100_0000 : word);
        Finding finding = Judge(Right, unit, Of(unit, CipherDirection.Encrypt, actual));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "The first wrong word is w[22], in 1 bit.");
        Says(finding, "Of 11 round keys, these are wrong: 5, 6, 7, 8, 9, 10 (");
    }

    [Theory]
    [InlineData(CipherDirection.Encrypt)]
    [InlineData(CipherDirection.Decrypt)]
    public void AKeyThatChangedInMemoryIsMemory(CipherDirection direction)
    {
        ScheduleUnit unit = Unit();
        *(unit.RoundKeys(0, CipherDirection.Encrypt) - (ScheduleUnit.KeyCount * 32) + (KeyIndex * 32)) ^= 1;
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(unit.Key(KeyIndex));
        byte[] actual = Bytes(direction == CipherDirection.Encrypt ? schedule.EncryptionWords : schedule.DecryptionWords);
        Finding finding = Judge(Right, unit, Of(unit, direction, actual), damaged: true);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Says(finding, "The key in memory differs from the one generated from the unit's seed");
    }

    [Theory]
    [InlineData(CipherDirection.Encrypt)]
    [InlineData(CipherDirection.Decrypt)]
    public void AnExpectedRoundKeyThatChangedInMemoryIsMemory(CipherDirection direction)
    {
        ScheduleUnit unit = Unit();
        byte[] right = unit.RoundKeySpan(KeyIndex, direction).ToArray();
        unit.RoundKeys(KeyIndex, direction)[99] ^= 0x10;
        Finding finding = Judge(Right, unit, Of(unit, direction, right), damaged: true);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Says(finding, "differ in 1 bit from");
    }

    [Fact]
    public void ExpectedRoundKeysThatAreSomethingElseAltogetherAreTheReference()
    {
        ScheduleUnit unit = Unit();
        byte[] right = unit.RoundKeySpan(KeyIndex, CipherDirection.Encrypt).ToArray();
        Evidence.Unrelated().CopyTo(new Span<byte>(unit.RoundKeys(KeyIndex, CipherDirection.Encrypt), 16));
        Assert.Equal(Verdict.Reference, Judge(Right, unit, Of(unit, CipherDirection.Encrypt, right), damaged: true).Verdict);
    }

    [Fact]
    public void AWrongComparisonOverRightRoundKeysIsUnexplained()
    {
        ScheduleUnit unit = Unit();
        byte[] right = unit.RoundKeySpan(KeyIndex, CipherDirection.Encrypt).ToArray();
        Assert.Equal(Verdict.Unexplained, Judge(Right, unit, Of(unit, CipherDirection.Encrypt, right)).Verdict);
    }

    private static void Right(int call, ReadOnlySpan<byte> key, Span<byte> encryption, Span<byte> decryption)
    {
    }

    private static ScheduleUnit Unit(AesKeySize keySize = AesKeySize.Aes128)
    {
        var unit = new ScheduleUnit();
        unit.Make(Seed, keySize);
        return unit;
    }

    private static byte[] Changed(ScheduleUnit unit, CipherDirection direction, int round)
    {
        byte[] actual = unit.RoundKeySpan(KeyIndex, direction).ToArray();
        actual[(16 * round) + 7] ^= 0x40;
        return actual;
    }

    /// <summary>The round keys of encryption when the lowest bit of a round constant is wrong.</summary>
    private static byte[] WithRoundConstant(ReadOnlySpan<byte> key, int constant)
    {
        int wrong = constant * key.Length / 4;
        return Expand(key, (index, word) => index == wrong ? word ^ 1 : word);
    }

    /// <summary>KEYEXPANSION() of FIPS 197, with words that change during the expansion.</summary>
    private static byte[] Expand(ReadOnlySpan<byte> key, Func<int, uint, uint> change)
    {
        int keyWords = key.Length / 4;
        uint[] words = new uint[4 * (keyWords + 7)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = change(i, i < keyWords ? BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]) : words[i - keyWords] ^ Turned(words[i - 1], i, keyWords));
        }

        return Bytes(words);
    }

    private static uint Turned(uint word, int index, int keyWords) =>
        index % keyWords == 0 ? SubWord(BitOperations.RotateRight(word, 8)) ^ AesTables.RoundConstants[(index / keyWords) - 1]
        : keyWords == 8 && index % 8 == 4 ? SubWord(word)
        : word;

    private static uint SubWord(uint word) =>
        AesTables.Sbox[(byte)word] | (uint)AesTables.Sbox[(byte)(word >> 8)] << 8 | (uint)AesTables.Sbox[(byte)(word >> 16)] << 16 | (uint)AesTables.Sbox[word >> 24] << 24;

    private static byte[] Bytes(ReadOnlySpan<uint> words) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(words).ToArray();

    private static ScheduleMiscompare Of(ScheduleUnit unit, CipherDirection direction, byte[] actual)
    {
        byte[] expected = unit.RoundKeySpan(KeyIndex, direction).ToArray();
        return new ScheduleMiscompare
        {
            Probe = ScheduleProbe.ProbeName,
            UnitSeed = unit.Seed,
            Operation = direction,
            KeySizeBits = (int)unit.KeySize,
            KeyIndex = KeyIndex,
            Key = unit.Key(KeyIndex).ToArray(),
            WrongRounds = [.. Enumerable.Range(0, unit.KeySize.RoundCount + 1).Where(round => !expected.AsSpan(16 * round, 16).SequenceEqual(actual.AsSpan(16 * round, 16)))],
            Expected = expected,
            Actual = actual,
        };
    }

    private static Finding Judge(RoundKeyChange change, ScheduleUnit unit, ScheduleMiscompare miscompare, bool damaged = false, SingleInstructions? instructions = null)
    {
        var arbiter = new Arbiter(new DevicesUnderTest { CreateSchedulePass = () => new ScriptedSchedulePass(change), Instructions = instructions ?? ScriptedInstructions.Right });
        Finding finding = arbiter.Judge(miscompare, unit, out bool unitDamaged);
        Assert.Equal(damaged, unitDamaged);
        return finding;
    }

    private static void Says(Finding finding, string words) =>
        Assert.Contains(finding.Explanation, sentence => sentence.Contains(words, StringComparison.Ordinal));
}
