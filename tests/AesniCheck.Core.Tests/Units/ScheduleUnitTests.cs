using AesniCheck.Basics;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

public sealed unsafe class ScheduleUnitTests
{
    private const ulong Seed = 0x0123456789abcdef;

    public static TheoryData<AesKeySize> KeySizes => [.. AesKeySizes.All];

    [Theory]
    [MemberData(nameof(KeySizes))]
    public void KeysAreTheOutputsOfTheSeed(AesKeySize keySize)
    {
        ScheduleUnit unit = Made(keySize);
        byte[] stream = new byte[ScheduleUnit.KeyCount * keySize.ByteCount];
        new SplitMix64(Seed).Fill(stream);
        Assert.Equal(stream, Enumerable.Range(0, ScheduleUnit.KeyCount).SelectMany(index => unit.Key(index).ToArray()));
    }

    [Theory]
    [MemberData(nameof(KeySizes))]
    public void RoundKeysAreWhatTheInstructionsMake(AesKeySize keySize)
    {
        TestEngines.RequireAesni();
        ScheduleUnit unit = Made(keySize);
        var schedule = new AesniKeySchedule();
        for (int index = 0; index < ScheduleUnit.KeyCount; index++)
        {
            schedule.Expand(unit.Key(index));
            Assert.Equal(new ReadOnlySpan<byte>(schedule.EncryptionKeys, unit.RoundKeyBytes).ToArray(), unit.RoundKeySpan(index, CipherDirection.Encrypt).ToArray());
            Assert.Equal(new ReadOnlySpan<byte>(schedule.DecryptionKeys, unit.RoundKeyBytes).ToArray(), unit.RoundKeySpan(index, CipherDirection.Decrypt).ToArray());
        }
    }

    [Fact]
    public void MakingDoesNotAllocate()
    {
        ScheduleUnit unit = Made(AesKeySize.Aes128);
        Assert.Equal(0, Allocations.Of(() => unit.Make(Seed + 1, AesKeySize.Aes256)));
    }

    private static ScheduleUnit Made(AesKeySize keySize)
    {
        var unit = new ScheduleUnit();
        unit.Make(Seed, keySize);
        return unit;
    }
}
