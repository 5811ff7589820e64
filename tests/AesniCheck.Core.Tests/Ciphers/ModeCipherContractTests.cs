using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The inputs that every mode engine refuses, and those that the reference never refuses.</summary>
public sealed class ModeCipherContractTests
{
    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void LengthsThatTheModeDoesNotHaveAreRefused(CipherMode mode)
    {
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            using MessageCipher cipher = engine.CreateCipher(mode, new byte[mode.KeyByteCount(AesKeySize.Aes128)]);
            for (int ivLength = 0; ivLength <= 20; ivLength++)
            {
                for (int tagLength = 0; tagLength <= 18; tagLength++)
                {
                    foreach (int length in new[] { 0, 1, 15, 16, 17, 32, 35 })
                    {
                        AssertIsTaken(engine.SupportsLengths(mode, ivLength, tagLength, length), cipher, ivLength, tagLength, length);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void KeysOfOtherLengthsAreRefused(CipherMode mode)
    {
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            using MessageCipher cipher = engine.CreateCipher(mode);
            for (int length = 0; length <= 70; length++)
            {
                byte[] key = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
                if (AesKeySizes.All.Any(keySize => mode.KeyByteCount(keySize) == length))
                {
                    cipher.SetKey(key);
                }
                else
                {
                    Assert.Contains($"not {length}", Assert.Throws<ArgumentException>(() => cipher.SetKey(key)).Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void SpansThatOverlapOrDifferInLengthAreRefused(CipherMode mode)
    {
        int tagLength = mode.IsAuthenticated ? 16 : 0;
        byte[] iv = new byte[IvLength(mode)];
        byte[] memory = new byte[128];
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            using MessageCipher cipher = engine.CreateCipher(mode, new byte[mode.KeyByteCount(AesKeySize.Aes256)]);
            AssertRefused(() => cipher.Encrypt(iv, [], memory.AsSpan(0, 32), memory.AsSpan(16, 32), new byte[tagLength]));
            AssertRefused(() => cipher.Encrypt(iv, [], memory.AsSpan(1, 32), memory.AsSpan(0, 32), new byte[tagLength]));
            AssertRefused(() => cipher.Decrypt(iv, [], memory.AsSpan(0, 32), new byte[tagLength], memory.AsSpan(31, 32)));
            AssertRefused(() => cipher.Encrypt(iv, [], memory.AsSpan(0, 32), memory.AsSpan(32, 48), new byte[tagLength]));
            AssertRefused(() => cipher.Decrypt(iv, [], memory.AsSpan(0, 48), new byte[tagLength], memory.AsSpan(48, 32)));
            if (mode.IsAuthenticated)
            {
                AssertRefused(() => cipher.Encrypt(iv, [], memory.AsSpan(0, 32), memory.AsSpan(32, 32), memory.AsSpan(63, 16)));
                AssertRefused(() => cipher.Decrypt(iv, memory.AsSpan(40, 3), memory.AsSpan(0, 32), new byte[16], memory.AsSpan(32, 32)));
            }
            else
            {
                AssertRefused(() => cipher.Encrypt(iv, new byte[1], memory.AsSpan(0, 32), memory.AsSpan(32, 32), []));
            }

            if (iv.Length != 0)
            {
                AssertRefused(
                    () => cipher.Encrypt(memory.AsSpan(40, iv.Length), [], memory.AsSpan(0, 32), memory.AsSpan(32, 32), new byte[tagLength]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void ACipherWithoutAKeySaysSo(CipherMode mode)
    {
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            using MessageCipher cipher = engine.CreateCipher(mode);
            byte[] tag = new byte[mode.IsAuthenticated ? 16 : 0];
            Assert.Throws<InvalidOperationException>(() => cipher.Encrypt(new byte[IvLength(mode)], [], new byte[16], new byte[16], tag));
            Assert.Throws<InvalidOperationException>(() => cipher.Decrypt(new byte[IvLength(mode)], [], new byte[16], tag, new byte[16]));
        }
    }

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void ACipherTakesKeyAfterKey(CipherMode mode)
    {
        foreach (ModeEngine engine in TestModeEngines.Supporting(mode))
        {
            using MessageCipher reused = engine.CreateCipher(mode);
            foreach (AesKeySize keySize in AesKeySizes.All.Reverse())
            {
                var message = new ModeCase(mode, keySize, IvLength(mode), 0, 48, mode.IsAuthenticated ? 16 : 0, 0, Seed: (int)keySize);
                byte[] output = new byte[48];
                byte[] tag = new byte[message.TagLength];
                reused.SetKey(message.Key());
                reused.Encrypt(message.Iv(), [], message.Message(), output, tag);
                byte[] outputAndTag = [.. output, .. tag];
                Assert.Equal(message.Encrypt(engine, inPlace: false), outputAndTag);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestModeEngines.Modes), MemberType = typeof(TestModeEngines))]
    internal void TheReferenceAllocatesNothing(CipherMode mode)
    {
        byte[] key = new byte[mode.KeyByteCount(AesKeySize.Aes256)];
        byte[] iv = new byte[mode == CipherMode.Gcm ? 17 : IvLength(mode)];
        byte[] associatedData = new byte[mode.IsAuthenticated ? 70_000 : 0];
        byte[] message = new byte[mode.IsByWholeBlocks ? 1024 : 1031];
        byte[] tag = new byte[mode.IsAuthenticated ? 16 : 0];
        using MessageCipher cipher = ModeEngines.Software.CreateCipher(mode);
        bool isRight = true;

        Assert.Equal(0, Allocations.Of(() =>
        {
            cipher.SetKey(key);
            cipher.Encrypt(iv, associatedData, message, message, tag);
            isRight &= cipher.Decrypt(iv, associatedData, message, tag, message);
        }));
        Assert.True(isRight);
    }

    [Fact]
    public void EveryModeEngineIsFoundByItsName()
    {
        Assert.All(ModeEngines.All, engine => Assert.Same(engine, ModeEngines.ByName(engine.Name)));
        Assert.Contains("'vaes'", Assert.Throws<ArgumentException>(() => ModeEngines.ByName("vaes")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModeThatIsNotSupportedSaysSo()
    {
        Assert.Throws<PlatformNotSupportedException>(() => ModeEngines.Platform.CreateCipher(CipherMode.Xts));
        Assert.Throws<PlatformNotSupportedException>(() => ModeEngines.Software.CreateCipher((CipherMode)99));
    }

    private static int IvLength(CipherMode mode) => mode switch
    {
        CipherMode.Ecb => 0,
        CipherMode.Gcm or CipherMode.Ccm => 12,
        _ => 16,
    };

    private static void AssertIsTaken(bool isTaken, MessageCipher cipher, int ivLength, int tagLength, int length)
    {
        byte[] iv = new byte[ivLength];
        byte[] tag = new byte[tagLength];
        byte[] ciphertext = new byte[length];
        if (isTaken)
        {
            cipher.Encrypt(iv, [], new byte[length], ciphertext, tag);
            Assert.True(cipher.Decrypt(iv, [], ciphertext, tag, new byte[length]));
        }
        else
        {
            AssertRefused(() => cipher.Encrypt(iv, [], new byte[length], ciphertext, tag));
            AssertRefused(() => cipher.Decrypt(iv, [], ciphertext, tag, new byte[length]));
        }
    }

    private static void AssertRefused(Action operation) => Assert.Throws<ArgumentException>(operation);
}
