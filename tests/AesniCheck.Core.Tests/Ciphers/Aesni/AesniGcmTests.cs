using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AesniCheck.Ciphers.AesniModesTestData;
using PlatformAesGcm = System.Security.Cryptography.AesGcm;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>GCM in hardware at every width, against BouncyCastle and the platform.</summary>
public sealed class AesniGcmTests
{
    private static readonly int[] TagLengths = [4, 8, 12, 13, 14, 15, 16];

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void EveryLengthMatchesThePlatform(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        for (int length = 0; length <= 4096; length += length < 1100 ? 1 : 7)
        {
            byte[] key = Random(length, AesKeySizes.All[length % 3].ByteCount);
            cipher.SetKey(key);
            AssertMatchesThePlatform(cipher, key, AesniMessage.Make(length, 12, length % 40, length));
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void LongMessagesMatchThePlatform(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        byte[] key = Random(1, 16);
        cipher.SetKey(key);
        foreach (int whole in (int[])[6144, 12288, 65536, 1 << 20])
        {
            for (int length = whole - 33; length <= whole + 33; length += 3)
            {
                AssertMatchesThePlatform(cipher, key, AesniMessage.Make(length, 12, 20, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void EveryLengthOfAssociatedDataMatchesBouncyCastle(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        for (int length = 0; length <= 300; length++)
        {
            AssertMatchesBouncyCastle(cipher, Random(length, 16), AesniMessage.Make(length, 12, length, length % 50));
        }

        AssertMatchesBouncyCastle(cipher, Random(0, 16), AesniMessage.Make(1, 12, 5000, 5000));
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void EveryLengthOfIvMatchesBouncyCastle(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        for (int length = 1; length <= 64; length++)
        {
            AssertMatchesBouncyCastle(cipher, Random(length, 32), AesniMessage.Make(length, length, 13, 600 + length));
        }

        AssertMatchesBouncyCastle(cipher, Random(0, 16), AesniMessage.Make(1, 1000, 20, 100));
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void TheCounterWrapsAfter32Bits(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        byte[] key = Random(3, 16);
        for (uint before = 0; before < 40; before++)
        {
            // The other bytes are all ones too, so that a carry past the 32 bits would change all of them.
            byte[] first = [.. Enumerable.Repeat((byte)0xff, 15), (byte)~before];
            AesniMessage message = AesniMessage.Make((int)before, 12, 20, 1000) with { Iv = AesniGcmIv.For(first, key) };
            AssertMatchesBouncyCastle(cipher, key, message);
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void RandomMessagesMatchBouncyCastle(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        Prop.ForAll(
            (from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
             from ivLength in Gen.Choose(1, 40)
             from associatedLength in Gen.Choose(0, 700)
             from length in Gen.Choose(0, 3000)
             from seed in Gen.Choose(0, int.MaxValue / 2)
             select (Key: Random(seed, keySize.ByteCount), Message: AesniMessage.Make(seed, ivLength, associatedLength, length))).ToArbitrary(),
            random => AssertMatchesBouncyCastle(cipher, random.Key, random.Message)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void TagsAreCutToEveryLengthAndEveryBitOfThemCounts(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        byte[] key = Random(4, 24);
        AesniMessage message = AesniMessage.Make(5, 12, 31, 45);
        cipher.SetKey(key);
        (byte[] ciphertext, byte[] fullTag) = ExpectedGcm(key, message);
        byte[] plaintext = new byte[ciphertext.Length];
        foreach (int length in TagLengths)
        {
            byte[] tag = fullTag[..length];
            AssertBothWays(cipher, message, ciphertext, tag);
            for (int bit = 0; bit < 8 * length; bit++)
            {
                tag[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(cipher.Decrypt(message.Iv, message.AssociatedData, ciphertext, tag, plaintext));
                tag[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void ADamagedCiphertextOrAssociatedDataIsRefused(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        AesniMessage message = AesniMessage.Make(6, 12, 100, 1000);
        cipher.SetKey(Random(7, 16));
        byte[] ciphertext = new byte[1000];
        byte[] plaintext = new byte[1000];
        byte[] tag = new byte[16];
        cipher.Encrypt(message.Iv, message.AssociatedData, message.Plaintext, ciphertext, tag);
        foreach (byte[] data in (byte[][])[ciphertext, message.AssociatedData])
        {
            for (int i = 0; i < data.Length; i++)
            {
                data[i] ^= 0x10;
                Assert.False(cipher.Decrypt(message.Iv, message.AssociatedData, ciphertext, tag, plaintext));
                data[i] ^= 0x10;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void EveryPowerOfTheHashKeyCountsSoADamagedOneIsSeen(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Gcm);
        AesniMessage message = AesniMessage.Make(8, 12, 512, 1000);
        cipher.SetKey(Random(9, 16));
        byte[] ciphertext = new byte[1000];
        byte[] plaintext = new byte[1000];
        byte[] tag = new byte[16];
        cipher.Encrypt(message.Iv, message.AssociatedData, message.Plaintext, ciphertext, tag);
        Span<byte> powers = ((AesniGcm)cipher).Hash.Powers;
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] ^= 1;
            Assert.False(cipher.Decrypt(message.Iv, message.AssociatedData, ciphertext, tag, plaintext));
            powers[i] ^= 1;
            Assert.True(cipher.Decrypt(message.Iv, message.AssociatedData, ciphertext, tag, plaintext));
        }
    }

    private static void AssertMatchesThePlatform(MessageCipher cipher, byte[] key, AesniMessage message)
    {
        using var platform = new PlatformAesGcm(key, 16);
        byte[] ciphertext = new byte[message.Plaintext.Length];
        byte[] tag = new byte[16];
        platform.Encrypt(message.Iv, message.Plaintext, ciphertext, tag, message.AssociatedData);
        AssertBothWays(cipher, message, ciphertext, tag);
    }

    private static void AssertMatchesBouncyCastle(MessageCipher cipher, byte[] key, AesniMessage message)
    {
        cipher.SetKey(key);
        (byte[] ciphertext, byte[] tag) = ExpectedGcm(key, message);
        AssertBothWays(cipher, message, ciphertext, tag);
    }
}
