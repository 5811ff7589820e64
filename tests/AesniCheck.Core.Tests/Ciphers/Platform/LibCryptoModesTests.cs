using System.Security.Cryptography;
using AesniCheck.Host;
using AesniCheck.Vectors;
using Xunit;

namespace AesniCheck.Ciphers.Platform;

/// <summary>CTR and XTS of the system's crypto library, called directly.</summary>
public sealed class LibCryptoModesTests
{
    private static readonly PlatformModes Platform = new(LibCryptoModes.OfRuntime);

    public LibCryptoModesTests() => Assert.SkipUnless(PlatformLibrary.IsPresent, "There is no OpenSSL here.");

    public static TheoryData<CipherMode> Modes { get; } = [CipherMode.Ctr, CipherMode.Xts];

    [Theory]
    [MemberData(nameof(Modes))]
    internal void ItIsAPartOfThePlatform(CipherMode mode)
    {
        Assert.False(ModeEngines.Platform.Supports(mode));
        Assert.Null(Platform.WhyNot(mode));
        Assert.True(Platform.Supports(mode));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    internal void EveryLengthIsWhatTheReferenceMakesOfIt(CipherMode mode)
    {
        var random = new Random(11);
        foreach (AesKeySize size in AesKeySizes.All)
        {
            byte[] key = Random(random, mode.KeyByteCount(size));
            if (!Platform.SupportsKey(mode, key))
            {
                Assert.Equal((CipherMode.Xts, AesKeySize.Aes192), (mode, size));
                continue;
            }

            using MessageCipher platform = Platform.CreateCipher(mode);
            using MessageCipher reference = ModeEngines.Software.CreateCipher(mode);
            platform.SetKey(key);
            reference.SetKey(key);
            int minimum = mode == CipherMode.Xts ? 16 : 0;
            int[] lengths = [.. Enumerable.Range(minimum, 300), .. Enumerable.Range(0, 100).Select(_ => random.Next(minimum, 4097)), 4096];
            foreach (int length in lengths)
            {
                byte[] iv = Random(random, 16);
                iv.AsSpan(16 - (4 * random.Next(5))).Fill(0xff);
                byte[] text = Random(random, length);
                byte[] expected = new byte[length];
                reference.Encrypt(iv, [], text, expected, []);

                byte[] output = new byte[length];
                platform.Encrypt(iv, [], text, output, []);
                Assert.Equal(expected, output);
                Assert.True(platform.Decrypt(iv, [], output, [], output));
                Assert.Equal(text, output);
            }
        }
    }

    [Fact]
    public void TheKnownAnswersOfCtrAndXtsAreTriedOnIt()
    {
        foreach (VectorFile file in EmbeddedVectors.ReadModes().Where(file => file.Vectors[0].Mode is CipherMode.Ctr or CipherMode.Xts))
        {
            KnownAnswerResult result = KnownAnswerSuite.Run(file, Platform);
            Assert.True(result.IsPassed, file.FileName);
            Assert.Equal(0, result.NotTriedCount);
        }
    }

    [Fact]
    public void WhatTheLibraryRefusesIsNotTried()
    {
        string text = """
            # test data for XTS

            [ENCRYPT]

            COUNT = 1
            DataUnitLen = 128
            Key = 0000000000000000000000000000000000000000000000000000000000000000
            i = 00000000000000000000000000000000
            PT = 00000000000000000000000000000000
            CT = 00000000000000000000000000000000

            """;
        KnownAnswerResult result = KnownAnswerSuite.Run(RspReader.Read(text, "own.rsp"), Platform);
        Assert.Equal((0, 1, "platform does not support XTS keys with equal halves"), (result.VectorCount, result.NotTriedCount, result.SkipReason));

        KnownAnswerResult long192 = KnownAnswerSuite.Run(RspReader.Read(text.Replace("Key = 00", "Key = 0100000000000000000000000000000000", StringComparison.Ordinal), "own.rsp"), Platform);
        Assert.Equal((0, 1, "platform does not support XTS keys of 48 bytes"), (long192.VectorCount, long192.NotTriedCount, long192.SkipReason));
    }

    [Fact]
    public void ARefusalHasTheLibrarysWordsAndLeavesNone()
    {
        using MessageCipher cipher = Platform.CreateCipher(CipherMode.Xts);
        CryptographicException exception = Assert.Throws<CryptographicException>(() => cipher.SetKey(new byte[32]));
        Assert.Matches("^EVP_CipherInit_ex with a key failed: error:[0-9A-F]+:.*duplicate.*\\.$", exception.Message.ReplaceLineEndings(""));
        Assert.Throws<InvalidOperationException>(() => cipher.Encrypt(new byte[16], [], new byte[16], new byte[16], []));

        cipher.SetKey([.. Enumerable.Range(0, 32).Select(index => (byte)index)]);
        cipher.Encrypt(new byte[16], [], new byte[16], new byte[16], []);
        using var aes = Aes.Create();
        Assert.Equal(16, aes.EncryptCbc(new byte[16], new byte[16], PaddingMode.None).Length);
    }

    [Fact]
    public void ALibraryWithoutAFunctionIsNamedAndTheRestGoesOn()
    {
        var modes = new LibCryptoModes(() => throw new EntryPointNotFoundException("EVP_CipherUpdate"));
        var platform = new PlatformModes(modes);
        Assert.Equal("CTR is not tested: the crypto library has no function EVP_CipherUpdate", platform.WhyNot(CipherMode.Ctr));
        Assert.False(platform.Supports(CipherMode.Xts));
        Assert.False(platform.SupportsKey(CipherMode.Ctr, new byte[16]));
        Assert.True(platform.Supports(CipherMode.Cbc));
        Assert.True(platform.SupportsKey(CipherMode.Cbc, new byte[16]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    internal void AMessageAllocatesNothing(CipherMode mode)
    {
        byte[][] keys = [.. Enumerable.Range(0, 2).Select(seed => Random(new Random(seed), mode.KeyByteCount(AesKeySize.Aes256)))];
        byte[] iv = new byte[16];
        byte[] text = new byte[1_000];
        using MessageCipher cipher = Platform.CreateCipher(mode);
        int turn = 0;
        long bytes = Allocations.Of(
            () =>
            {
                cipher.SetKey(keys[turn++ % 2]);
                iv[0]++;
                cipher.Encrypt(iv, [], text, text, []);
                cipher.Decrypt(iv, [], text, [], text);
            },
            count: 300);
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void TheLibraryIsNamedWithItsFile()
    {
        CryptoLibrary library = CryptoLibraryReader.Read();
        Assert.NotNull(library.File);
        Assert.Contains("libcrypto", library.File, StringComparison.Ordinal);
        Assert.StartsWith($"{library.Version} ({library.File})", library.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x7f0000001000, "/usr/lib/x86_64-linux-gnu/libcrypto.so.3")]
    [InlineData(0x7f0000001fff, "/usr/lib/x86_64-linux-gnu/libcrypto.so.3")]
    [InlineData(0x7f0000002000, "/opt/my libs/libcrypto.so.1.1 (deleted)")]
    [InlineData(0x7f0000003000, null)]
    [InlineData(0x7ffd00000010, null)]
    public void AnAddressBelongsToTheFileThatIsMappedThere(long address, string? file) => Assert.Equal(file, RuntimeLibCrypto.FileAt(
        """
        55d0c0000000-55d0c0001000 rw-p 00000000 00:00 0 [heap]
        7f0000001000-7f0000002000 r-xp 000b2000 fe:01 1234 /usr/lib/x86_64-linux-gnu/libcrypto.so.3
        7f0000002000-7f0000003000 r-xp 000b2000 fe:01 1235 /opt/my libs/libcrypto.so.1.1 (deleted)
        7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0    [stack]
        nonsense

        """,
        (nint)address));

    private static byte[] Random(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
