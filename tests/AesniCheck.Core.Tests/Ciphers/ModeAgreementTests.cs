using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>Properties of all mode engines: keys of all sizes, all lengths of IV, associated data, message and tag, in place and apart.</summary>
public sealed class ModeAgreementTests
{
    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void EveryModeEncryptsAsThePlainFormulasDo(CipherMode mode) =>
        Prop.ForAll(ModeCase.Any(mode), random =>
        {
            byte[] expected = PlainModes.Encrypt(mode, random.Key(), random.Iv(), random.AssociatedData(), random.Message(), random.TagLength);
            return TestModeEngines.Supporting(mode).Where(random.IsSupportedBy).All(engine =>
                random.Encrypt(engine, inPlace: false).SequenceEqual(expected)
                && random.Encrypt(engine, inPlace: true).SequenceEqual(expected));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void DecryptionUndoesEncryptionOnEveryEngine(CipherMode mode) =>
        Prop.ForAll(ModeCase.Any(mode), random =>
        {
            byte[] message = random.Message();
            byte[] encrypted = random.Encrypt(ModeEngines.Software, inPlace: false);
            return TestModeEngines.Supporting(mode).Where(random.IsSupportedBy).All(engine =>
                message.AsSpan().SequenceEqual(random.Decrypt(engine, encrypted, inPlace: false))
                && message.AsSpan().SequenceEqual(random.Decrypt(engine, encrypted, inPlace: true)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(CipherMode.Gcm)]
    [InlineData(CipherMode.Ccm)]
    internal void AFlippedBitIsRefusedWhereverItIs(CipherMode mode) =>
        Prop.ForAll(ModeCase.Any(mode), random =>
        {
            // In the ciphertext or the tag, by turns through all of its bits. A tag of 32 bits lets through one in 2^32.
            byte[] encrypted = random.Encrypt(ModeEngines.Software, inPlace: false);
            int bit = random.Seed % (8 * encrypted.Length);
            encrypted[bit / 8] ^= (byte)(1 << (bit % 8));
            return TestModeEngines.Supporting(mode).Where(random.IsSupportedBy).All(engine =>
                random.Decrypt(engine, encrypted, inPlace: false) is null && random.Decrypt(engine, encrypted, inPlace: true) is null);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(CipherMode.Gcm, 12)]
    [InlineData(CipherMode.Ccm, 13)]
    internal void EveryBitOfTheTagCounts(CipherMode mode, int ivLength)
    {
        var message = new ModeCase(mode, AesKeySize.Aes192, ivLength, 5, 37, 16, 0, Seed: 11);
        byte[] encrypted = message.Encrypt(ModeEngines.Software, inPlace: false);
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            Assert.Equal(message.Message(), message.Decrypt(engine, encrypted, inPlace: false));
            for (int bit = 0; bit < 128; bit++)
            {
                byte[] flipped = [.. encrypted];
                flipped[37 + (bit / 8)] ^= (byte)(1 << (bit % 8));
                Assert.Null(message.Decrypt(engine, flipped, inPlace: false));
            }
        }
    }

    [Fact]
    public void TheCounterWrapsFromAllOnesToZero()
    {
        byte[] key = new byte[16];
        byte[] iv = new byte[16];
        iv.AsSpan().Fill(0xff);
        byte[] zero = PlainModes.EncryptBlock(key, new byte[16]);
        foreach (ModeEngine engine in TestModeEngines.Supporting(CipherMode.Ctr))
        {
            using MessageCipher cipher = engine.CreateCipher(CipherMode.Ctr, key);
            byte[] keystream = new byte[48];
            cipher.Encrypt(iv, [], keystream, keystream, []);
            Assert.Equal(PlainModes.EncryptBlock(key, iv), keystream[..16]);
            Assert.Equal(zero, keystream[16..32]);
            Assert.Equal(PlainModes.EncryptBlock(key, [.. new byte[15], 1]), keystream[32..]);
        }
    }

    // Associated data of 65,280 bytes has a length of six bytes instead of two: SP 800-38C appendix A.2.2.
    [Theory]
    [InlineData(0xfeff, 0)]
    [InlineData(0xff00, 1)]
    [InlineData(0x10000, 65535)]
    public void CcmTakesLongMessages(int associatedDataLength, int messageLength)
    {
        var message = new ModeCase(CipherMode.Ccm, AesKeySize.Aes128, 13, associatedDataLength, messageLength, 16, 0, Seed: 3);
        byte[] expected = PlainModes.Encrypt(CipherMode.Ccm, message.Key(), message.Iv(), message.AssociatedData(), message.Message(), 16);
        foreach (ModeEngine engine in TestModeEngines.Supporting(CipherMode.Ccm))
        {
            Assert.Equal(expected, message.Encrypt(engine, inPlace: false));
            Assert.Equal(message.Message(), message.Decrypt(engine, expected, inPlace: true));
        }
    }
}
