using AesniCheck.Ciphers;
using AesniCheck.Ciphers.AfAlg;
using Xunit;

namespace AesniCheck.Host;

/// <summary>The requirements on a driver of the kernel, fake or real, whatever the form of the requests.</summary>
internal static class KernelCheck
{
    private static readonly int[] Lengths =
        [0, 1, 2, 15, 16, 17, 31, 32, 33, 48, 127, 128, 129, 255, 256, 1000, 1024, 4095, 4096, 4097, 12345, 12352, AfAlgModes.MaximumMessageLength];

    /// <summary>Encrypts and decrypts messages of many lengths, out of place and in place, and spoils tags.</summary>
    public static void AssertRight(AfAlgModes engine)
    {
        AfAlgDriver driver = engine.Driver;
        using MessageCipher cipher = engine.CreateCipher(driver.Mode);
        var random = new Random(4106);
        int ivLength = driver.Mode == CipherMode.Ecb ? 0 : driver.Mode == CipherMode.Gcm ? 12 : 16;
        int tagLength = driver.Mode == CipherMode.Gcm ? 16 : 0;
        foreach (int length in Lengths.Where(length => engine.SupportsLengths(driver.Mode, ivLength, tagLength, length)))
        {
            foreach (int keyLength in (int[])[16, 24, 32])
            {
                byte[] key = Bytes(random, driver.Mode == CipherMode.Xts ? 2 * keyLength : keyLength);
                byte[] iv = Bytes(random, ivLength);
                byte[] associatedData = Bytes(random, tagLength == 0 ? 0 : driver.IsRfc4106 ? 8 + (4 * (length & 1)) : length % 37);
                cipher.SetKey(key);
                AssertRight(cipher, driver, key, iv, associatedData, Bytes(random, length), tagLength);
            }
        }
    }

    private static void AssertRight(MessageCipher cipher, AfAlgDriver driver, byte[] key, byte[] iv, byte[] associatedData, byte[] plaintext, int tagLength)
    {
        (byte[] expected, byte[] expectedTag) = Expected(driver.Mode, key, iv, associatedData, plaintext);
        byte[] memory = new byte[plaintext.Length];
        byte[] tag = new byte[tagLength];

        cipher.Encrypt(iv, associatedData, plaintext, memory, tag);
        Assert.Equal(expected, memory);
        Assert.Equal(expectedTag, tag);
        Assert.True(cipher.Decrypt(iv, associatedData, memory, tag, memory));
        Assert.Equal(plaintext, memory);
        cipher.Encrypt(iv, associatedData, memory, memory, tag);
        Assert.Equal(expected, memory);
        Assert.Equal(expectedTag, tag);
        if (tagLength > 0)
        {
            tag[^1] ^= 0x80;
            Assert.False(cipher.Decrypt(iv, associatedData, memory, tag, new byte[memory.Length]));
        }
    }

    // RFC 4106 gives the same results as GCM.
    private static (byte[] Ciphertext, byte[] Tag) Expected(CipherMode mode, byte[] key, byte[] iv, byte[] associatedData, byte[] plaintext)
    {
        byte[] all = FakeKernelCipher.Transform(new FakeDriver("", mode), key, 16, true, iv, associatedData.Length, [.. associatedData, .. plaintext])!;
        return mode == CipherMode.Gcm ? (all[associatedData.Length..^16], all[^16..]) : (all, []);
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
