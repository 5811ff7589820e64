using AesniCheck.Ciphers;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using BouncyCastleAes = Org.BouncyCastle.Crypto.Engines.AesEngine;

namespace AesniCheck.Host;

/// <summary>The computations of the kernel's drivers, by BouncyCastle; XTS, which it lacks, by the reference's blocks.</summary>
internal static class FakeKernelCipher
{
    /// <summary>Null when the tag is wrong.</summary>
    public static byte[]? Transform(FakeDriver driver, byte[] key, int tagLength, bool isEncryption, byte[] iv, int associatedLength, byte[] input) =>
        driver.Mode switch
        {
            CipherMode.Ecb => Ecb(key, isEncryption, input),
            CipherMode.Cbc => Cbc(key, iv, isEncryption, input),
            CipherMode.Ctr => Counter(key, iv, input),
            CipherMode.Xts => Xts(key, iv, isEncryption, input),
            CipherMode.Gcm when driver.IsRfc4106 => Gcm(key[..^4], [.. key[^4..], .. iv], associatedLength, associatedLength - 8, tagLength, isEncryption, input),
            CipherMode.Gcm => Gcm(key, iv, associatedLength, associatedLength, tagLength, isEncryption, input),
            _ => throw new InvalidOperationException($"There is no {driver.Mode} in the fake kernel."),
        };

    private delegate int BlockStep(byte[] input, int inputOffset, byte[] output, int outputOffset);

    private static byte[] Ecb(byte[] key, bool isEncryption, byte[] input)
    {
        var cipher = new BouncyCastleAes();
        cipher.Init(isEncryption, new KeyParameter(key));
        return Blocks(cipher.ProcessBlock, input);
    }

    private static byte[] Cbc(byte[] key, byte[] iv, bool isEncryption, byte[] input)
    {
        var cipher = new CbcBlockCipher(new BouncyCastleAes());
        cipher.Init(isEncryption, new ParametersWithIV(new KeyParameter(key), iv));
        return Blocks(cipher.ProcessBlock, input);
    }

    private static byte[] Counter(byte[] key, byte[] iv, byte[] input)
    {
        var cipher = new SicBlockCipher(new BouncyCastleAes());
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        return Blocks(cipher.ProcessBlock, [.. input, .. new byte[-input.Length & 15]])[..input.Length];
    }

    private static byte[] Blocks(BlockStep step, byte[] input)
    {
        byte[] output = new byte[input.Length];
        for (int offset = 0; offset < input.Length; offset += 16)
        {
            step(input, offset, output, offset);
        }

        return output;
    }

    private static byte[]? Gcm(byte[] key, byte[] nonce, int skipped, int authenticated, int tagLength, bool isEncryption, byte[] input)
    {
        var cipher = new GcmBlockCipher(new BouncyCastleAes());
        cipher.Init(isEncryption, new AeadParameters(new KeyParameter(key), 8 * tagLength, nonce, input[..authenticated]));
        byte[] output = new byte[cipher.GetOutputSize(input.Length - skipped)];
        int length = cipher.ProcessBytes(input, skipped, input.Length - skipped, output, 0);
        try
        {
            cipher.DoFinal(output, length);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }

        return [.. input[..skipped], .. output];
    }

    // IEEE 1619, section 5.3 and 5.4.
    private static byte[] Xts(byte[] key, byte[] iv, bool isEncryption, byte[] input)
    {
        AesCipher data = AesEngines.Software.CreateCipher(key.AsSpan(0, key.Length / 2));
        byte[] tweak = new byte[16];
        AesEngines.Software.CreateCipher(key.AsSpan(key.Length / 2)).Encrypt(iv, tweak);
        byte[] output = new byte[input.Length];
        int tail = input.Length % 16;
        int whole = input.Length - tail - (tail == 0 ? 0 : 16);
        int offset = 0;
        for (; offset < whole; offset += 16)
        {
            XtsBlock(data, tweak, isEncryption, input.AsSpan(offset, 16)).CopyTo(output, offset);
            Double(tweak);
        }

        if (tail > 0)
        {
            byte[] next = [.. tweak];
            Double(next);
            byte[] full = XtsBlock(data, isEncryption ? tweak : next, isEncryption, input.AsSpan(offset, 16));
            full.AsSpan(0, tail).CopyTo(output.AsSpan(offset + 16));
            XtsBlock(data, isEncryption ? next : tweak, isEncryption, [.. input[(offset + 16)..], .. full[tail..]]).CopyTo(output, offset);
        }

        return output;
    }

    private static byte[] XtsBlock(AesCipher cipher, byte[] tweak, bool isEncryption, ReadOnlySpan<byte> input)
    {
        byte[] block = [.. input.ToArray().Zip(tweak, (left, right) => (byte)(left ^ right))];
        if (isEncryption)
        {
            cipher.Encrypt(block, block);
        }
        else
        {
            cipher.Decrypt(block, block);
        }

        return [.. block.Zip(tweak, (left, right) => (byte)(left ^ right))];
    }

    private static void Double(byte[] tweak)
    {
        int carry = 0;
        for (int i = 0; i < 16; i++)
        {
            int doubled = (tweak[i] << 1) | carry;
            (tweak[i], carry) = ((byte)doubled, doubled >> 8);
        }

        tweak[0] ^= (byte)(carry * 0x87);
    }
}
