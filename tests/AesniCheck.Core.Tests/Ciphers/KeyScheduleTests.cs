using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers;

public sealed unsafe class KeyScheduleTests
{
    [Fact]
    public void HardwareExpandsEveryKeyAsSoftwareDoesWordByWord()
    {
        TestEngines.RequireAesni();

        // One schedule for all: expanding a shorter key after a longer one must not leave parts of the longer one.
        var hardware = new AesniKeySchedule();
        var software = new SoftwareKeySchedule();
        Prop.ForAll(CipherCase.Any, random =>
        {
            software.Expand(random.Key());
            hardware.Expand(random.Key());
            int wordCount = 4 * (random.KeySize.RoundCount + 1);
            return hardware.KeySize == random.KeySize
                && hardware.RoundCount == random.KeySize.RoundCount
                && software.EncryptionWords.Length == wordCount
                && Words(hardware.EncryptionKeys, wordCount).SequenceEqual(software.EncryptionWords)
                && Words(hardware.DecryptionKeys, wordCount).SequenceEqual(software.DecryptionWords);
        }).QuickCheckThrowOnFailure();
        GC.KeepAlive(hardware);
    }

    [Fact]
    public void HardwareRefusesAnyOtherKeyLength()
    {
        TestEngines.RequireAesni();
        Assert.Throws<ArgumentException>(() => new AesniKeySchedule().Expand(new byte[20]));
    }

    private static Span<uint> Words(byte* keys, int count) => MemoryMarshal.Cast<byte, uint>(new Span<byte>(keys, 4 * count));
}
