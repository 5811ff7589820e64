using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AesniCheck.Ciphers.AesniModesTestData;
using PaddingMode = System.Security.Cryptography.PaddingMode;
using PlatformAes = System.Security.Cryptography.Aes;

namespace AesniCheck.Ciphers.Aesni;

/// <summary>ECB, CBC and CTR in hardware, against BouncyCastle and the platform; and the contract of all modes.</summary>
public sealed class AesniModesTests
{
    private static readonly CipherMode[] Modes = [CipherMode.Ecb, CipherMode.Cbc, CipherMode.Ctr, CipherMode.Gcm];

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void EcbAndCbcOfEveryLengthMatchThePlatform(string name)
    {
        using MessageCipher ecb = Create(name, CipherMode.Ecb);
        using MessageCipher cbc = Create(name, CipherMode.Cbc);
        for (int length = 0; length <= 4096; length += 16)
        {
            using var platform = PlatformAes.Create();
            platform.Key = Random(length, AesKeySizes.All[length / 16 % 3].ByteCount);
            AesniMessage message = AesniMessage.Make(length, 16, 0, length);
            cbc.SetKey(platform.Key);
            AssertBothWays(cbc, message, platform.EncryptCbc(message.Plaintext, message.Iv, PaddingMode.None), []);
            ecb.SetKey(platform.Key);
            AssertBothWays(ecb, message with { Iv = [] }, platform.EncryptEcb(message.Plaintext, PaddingMode.None), []);
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void CtrOfEveryLengthMatchesBouncyCastle(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Ctr);
        for (int length = 0; length <= 4096; length += length < 800 ? 1 : 7)
        {
            AssertMatchesBouncyCastle(
                cipher, CipherMode.Ctr, Random(length, AesKeySizes.All[length % 3].ByteCount), AesniMessage.Make(length, 16, 0, length));
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void TheCounterOfCtrWrapsAfter128Bits(string name)
    {
        using MessageCipher cipher = Create(name, CipherMode.Ctr);
        byte[] key = Random(1, 16);

        // Carries out of the lowest 32, 64 and 96 bits, and of all 128.
        foreach (int ones in (int[])[4, 8, 12, 16])
        {
            for (int before = 0; before < 40; before++)
            {
                byte[] first = [.. Random(ones, 16 - ones), .. Enumerable.Repeat((byte)0xff, ones - 1), (byte)~before];
                foreach (int length in (int[])[1, 15, 16, 17, 16 * before, (16 * before) + 1, (16 * before) + 16, (16 * before) + 17, 1000])
                {
                    AssertMatchesBouncyCastle(cipher, CipherMode.Ctr, key, AesniMessage.Make(before, 16, 0, length) with { Iv = first });
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void RandomMessagesMatchBouncyCastle(string name)
    {
        using MessageCipher cbc = Create(name, CipherMode.Cbc);
        using MessageCipher ctr = Create(name, CipherMode.Ctr);
        Prop.ForAll(
            (from keySize in Gen.Elements<AesKeySize>(AesKeySizes.All)
             from length in Gen.Choose(0, 3000)
             from seed in Gen.Choose(0, int.MaxValue / 2)
             select (Key: Random(seed, keySize.ByteCount), Message: AesniMessage.Make(seed, 16, 0, length))).ToArbitrary(),
            random =>
            {
                AssertMatchesBouncyCastle(ctr, CipherMode.Ctr, random.Key, random.Message);
                byte[] wholeBlocks = random.Message.Plaintext[..^(random.Message.Plaintext.Length % 16)];
                AssertMatchesBouncyCastle(cbc, CipherMode.Cbc, random.Key, random.Message with { Plaintext = wholeBlocks });
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void NothingIsAllocatedAndNothingBesideTheOutputIsWritten(string name)
    {
        foreach (CipherMode mode in Modes)
        {
            using MessageCipher cipher = Create(name, mode);
            byte[] key = Random(1, 32);
            byte[] iv = Random(2, mode == CipherMode.Ecb ? 0 : 16);
            byte[] associatedData = Random(3, mode.IsAuthenticated ? 45 : 0);
            byte[] tag = new byte[mode.IsAuthenticated ? 16 : 0];
            byte[] input = Random(4, 13_000);
            byte[] output = new byte[13_000];
            Array.Fill(output, (byte)0xa5);
            Assert.Equal(0, Allocations.Of(() =>
            {
                for (int length = 0; length < 12_900; length += mode.IsByWholeBlocks ? 656 : 651)
                {
                    cipher.SetKey(key);
                    cipher.Encrypt(iv, associatedData, input.AsSpan(0, length), output.AsSpan(40, length), tag);
                    cipher.Decrypt(iv, associatedData, input.AsSpan(0, length), tag, output.AsSpan(40, length));
                }
            }));
            Assert.True(output.AsSpan(0, 40).IndexOfAnyExcept((byte)0xa5) < 0);
            Assert.True(output.AsSpan(12_940).IndexOfAnyExcept((byte)0xa5) < 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(AesniModesTestData))]
    public void WrongLengthsPartialOverlapAndAMissingKeyAreRefused(string name)
    {
        byte[] memory = new byte[64];
        foreach (CipherMode mode in Modes)
        {
            using MessageCipher cipher = Create(name, mode);
            byte[] iv = new byte[mode == CipherMode.Ecb ? 0 : 16];
            byte[] tag = new byte[mode.IsAuthenticated ? 16 : 0];
            Assert.Throws<InvalidOperationException>(() => cipher.Encrypt(iv, [], memory, memory, tag));
            Assert.Throws<InvalidOperationException>(() => cipher.Decrypt(iv, [], memory, tag, memory));
            Assert.Throws<ArgumentException>(() => cipher.SetKey(new byte[17]));

            cipher.SetKey(new byte[16]);
            byte[] wrongIv = new byte[mode switch { CipherMode.Ecb => 16, CipherMode.Gcm => 0, _ => 12 }];
            Assert.Throws<ArgumentException>(() => cipher.Encrypt(wrongIv, [], memory, memory, tag));
            Assert.Throws<ArgumentException>(() => cipher.Decrypt(wrongIv, [], memory, tag, memory));
            Assert.Throws<ArgumentException>(() => cipher.Encrypt(iv, [], memory, new byte[48], tag));
            Assert.Throws<ArgumentException>(() => cipher.Encrypt(iv, [], memory.AsSpan(0, 32), memory.AsSpan(16, 32), tag));
            Assert.Throws<ArgumentException>(() => cipher.Decrypt(iv, [], memory.AsSpan(16, 32), tag, memory.AsSpan(0, 32)));
            foreach (int length in mode.IsAuthenticated ? [0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 17] : (int[])[1, 16])
            {
                Assert.Throws<ArgumentException>(() => cipher.Encrypt(iv, [], memory, memory, new byte[length]));
                Assert.Throws<ArgumentException>(() => cipher.Decrypt(iv, [], memory, new byte[length], memory));
            }

            if (!mode.IsAuthenticated)
            {
                Assert.Throws<ArgumentException>(() => cipher.Encrypt(iv, new byte[1], memory, memory, tag));
            }

            if (mode.IsByWholeBlocks)
            {
                Assert.Throws<ArgumentException>(() => cipher.Encrypt(iv, [], new byte[17], new byte[17], tag));
            }
        }
    }

    [Fact]
    public void WhatAnEngineDoesNotHaveItRefusesToMake()
    {
        foreach (AesniModes engine in AesniModes.All)
        {
            Assert.All(
                Enum.GetValues<CipherMode>().Where(mode => !engine.Supports(mode)),
                mode =>
                {
                    string message = Assert.Throws<PlatformNotSupportedException>(() => engine.CreateCipher(mode)).Message;
                    Assert.Contains(engine.Name, message, StringComparison.Ordinal);
                });
            Assert.False(engine.Supports(CipherMode.Xts));
        }

        Assert.Equal(["aesni/pclmulqdq", "aesni/vpclmulqdq-256", "aesni/vpclmulqdq-512"], AesniModes.All.Select(engine => engine.ToString()));
    }

    private static void AssertMatchesBouncyCastle(MessageCipher cipher, CipherMode mode, byte[] key, AesniMessage message)
    {
        cipher.SetKey(key);
        AssertBothWays(cipher, message, Expected(mode, key, message), []);
    }
}
