using AesniCheck.Ciphers.Aesni;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Xunit;
using BouncyCastleAes = Org.BouncyCastle.Crypto.Engines.AesEngine;

namespace AesniCheck.Ciphers;

/// <summary>The hardware modes by name, random messages for them, and BouncyCastle's output.</summary>
internal static class AesniModesTestData
{
    public static TheoryData<string> Names { get; } = [.. AesniModes.All.Select(engine => engine.Name)];

    /// <summary>A cipher of that engine; the test is skipped if the engine is not supported.</summary>
    public static MessageCipher Create(string name, CipherMode mode)
    {
        AesniModes engine = AesniModes.All.Single(one => one.Name == name);
        Assert.SkipUnless(engine.Supports(mode), $"This CPU or runtime does not support the engine {name}.");
        return engine.CreateCipher(mode);
    }

    public static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Encrypts and decrypts, out of place and in place, and compares both with the expected output.</summary>
    public static void AssertBothWays(MessageCipher cipher, AesniMessage message, byte[] ciphertext, byte[] tag)
    {
        byte[] output = new byte[ciphertext.Length];
        byte[] outputTag = new byte[tag.Length];
        cipher.Encrypt(message.Iv, message.AssociatedData, message.Plaintext, output, outputTag);
        Assert.True(ciphertext.AsSpan().SequenceEqual(output), $"ciphertext, apart: {message}");
        Assert.True(tag.AsSpan().SequenceEqual(outputTag), $"tag, apart: {message}");

        Array.Clear(output);
        Assert.True(cipher.Decrypt(message.Iv, message.AssociatedData, ciphertext, tag, output), $"refused, apart: {message}");
        Assert.True(message.Plaintext.AsSpan().SequenceEqual(output), $"plaintext, apart: {message}");

        Array.Clear(outputTag);
        cipher.Encrypt(message.Iv, message.AssociatedData, output, output, outputTag);
        Assert.True(ciphertext.AsSpan().SequenceEqual(output), $"ciphertext, in place: {message}");
        Assert.True(tag.AsSpan().SequenceEqual(outputTag), $"tag, in place: {message}");

        Assert.True(cipher.Decrypt(message.Iv, message.AssociatedData, output, tag, output), $"refused, in place: {message}");
        Assert.True(message.Plaintext.AsSpan().SequenceEqual(output), $"plaintext, in place: {message}");
    }

    /// <summary>BouncyCastle's CBC or CTR.</summary>
    public static byte[] Expected(CipherMode mode, byte[] key, AesniMessage message)
    {
        IBlockCipher chaining = mode == CipherMode.Cbc ? new CbcBlockCipher(new BouncyCastleAes()) : new SicBlockCipher(new BouncyCastleAes());
        var cipher = new BufferedBlockCipher(chaining);
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(key), message.Iv));
        return cipher.DoFinal(message.Plaintext);
    }

    /// <summary>BouncyCastle's GCM: ciphertext and tag of 16 bytes.</summary>
    public static (byte[] Ciphertext, byte[] Tag) ExpectedGcm(byte[] key, AesniMessage message)
    {
        var cipher = new GcmBlockCipher(new BouncyCastleAes());
        cipher.Init(forEncryption: true, new AeadParameters(new KeyParameter(key), 128, message.Iv, message.AssociatedData));
        byte[] output = new byte[cipher.GetOutputSize(message.Plaintext.Length)];
        int length = cipher.ProcessBytes(message.Plaintext, 0, message.Plaintext.Length, output, 0);
        cipher.DoFinal(output, length);
        return (output[..^16], output[^16..]);
    }
}

/// <summary>The inputs of the encryption, except the key.</summary>
internal sealed record AesniMessage(byte[] Iv, byte[] AssociatedData, byte[] Plaintext)
{
    public static AesniMessage Make(int seed, int ivLength, int associatedLength, int length) => new(
        AesniModesTestData.Random(seed, ivLength),
        AesniModesTestData.Random(seed + 1, associatedLength),
        AesniModesTestData.Random(seed + 2, length));

    public override string ToString() =>
        $"IV {Convert.ToHexString(Iv)}, {AssociatedData.Length} bytes of associated data, {Plaintext.Length} bytes of plaintext";
}
