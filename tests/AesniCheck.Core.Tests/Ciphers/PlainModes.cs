using System.Numerics;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using PlainAes = Org.BouncyCastle.Crypto.Engines.AesEngine;

namespace AesniCheck.Ciphers;

/// <summary>
/// Encryption that shares no line with the modes under test: BouncyCastle's GCM and CCM, and the rest as the standards' formulas
/// say it, with <see cref="BigInteger"/> for the arithmetic and BouncyCastle's AES for the blocks.
/// </summary>
internal static class PlainModes
{
    /// <summary>The ciphertext, followed by the tag.</summary>
    public static byte[] Encrypt(CipherMode mode, byte[] key, byte[] iv, byte[] associatedData, byte[] plaintext, int tagLength) => mode switch
    {
        CipherMode.Ecb => [.. plaintext.Chunk(16).SelectMany(block => EncryptBlock(key, block))],
        CipherMode.Cbc => Cbc(key, iv, plaintext),
        CipherMode.Cfb => Cfb(key, iv, plaintext, segment: 16),
        CipherMode.Cfb8 => Cfb(key, iv, plaintext, segment: 1),
        CipherMode.Ofb => Ofb(key, iv, plaintext),
        CipherMode.Ctr => Ctr(key, iv, plaintext),
        CipherMode.Xts => Xts(key, iv, plaintext),
        CipherMode.Gcm => Authenticated(
            new GcmBlockCipher(new PlainAes()), new AeadParameters(new KeyParameter(key), 8 * tagLength, iv, associatedData), plaintext),
        _ => Authenticated(
            new CcmBlockCipher(new PlainAes()), new AeadParameters(new KeyParameter(key), 8 * tagLength, iv, associatedData), plaintext),
    };

    public static byte[] EncryptBlock(byte[] key, byte[] block)
    {
        var engine = new PlainAes();
        engine.Init(true, new KeyParameter(key));
        byte[] output = new byte[16];
        engine.ProcessBlock(block, 0, output, 0);
        return output;
    }

    private static byte[] Authenticated(IAeadCipher cipher, AeadParameters parameters, byte[] plaintext)
    {
        cipher.Init(true, parameters);
        byte[] output = new byte[cipher.GetOutputSize(plaintext.Length)];
        int length = cipher.ProcessBytes(plaintext, 0, plaintext.Length, output, 0);
        length += cipher.DoFinal(output, length);
        return output[..length];
    }

    private static byte[] Cbc(byte[] key, byte[] iv, byte[] plaintext)
    {
        List<byte> ciphertext = [];
        byte[] previous = iv;
        foreach (byte[] block in plaintext.Chunk(16))
        {
            previous = EncryptBlock(key, Xor(block, previous));
            ciphertext.AddRange(previous);
        }

        return [.. ciphertext];
    }

    private static byte[] Cfb(byte[] key, byte[] iv, byte[] plaintext, int segment)
    {
        List<byte> shifted = [.. iv];
        foreach (byte[] part in plaintext.Chunk(segment))
        {
            shifted.AddRange(Xor(part, EncryptBlock(key, [.. shifted.TakeLast(16)])));
        }

        return [.. shifted.Skip(16)];
    }

    private static byte[] Ofb(byte[] key, byte[] iv, byte[] plaintext)
    {
        List<byte> ciphertext = [];
        byte[] output = iv;
        foreach (byte[] block in plaintext.Chunk(16))
        {
            output = EncryptBlock(key, output);
            ciphertext.AddRange(Xor(block, output));
        }

        return [.. ciphertext];
    }

    private static byte[] Ctr(byte[] key, byte[] iv, byte[] plaintext)
    {
        var counter = new BigInteger(iv, isUnsigned: true, isBigEndian: true);
        return
        [
            .. plaintext.Chunk(16).Index().SelectMany(chunk =>
                Xor(chunk.Item, EncryptBlock(key, ToBytes((counter + chunk.Index) % (BigInteger.One << 128), isBigEndian: true)))),
        ];
    }

    private static byte[] Xts(byte[] key, byte[] iv, byte[] plaintext)
    {
        byte[] dataKey = key[..(key.Length / 2)];
        byte[][] blocks = [.. plaintext.Chunk(16)];
        var tweak = new BigInteger(EncryptBlock(key[(key.Length / 2)..], iv), isUnsigned: true);
        for (int i = 0; i < blocks.Length; i++)
        {
            int length = blocks[i].Length;
            if (length < 16)
            {
                byte[] stolen = blocks[i - 1][length..];
                (blocks[i - 1], blocks[i]) = (XtsBlock(dataKey, tweak, [.. blocks[i], .. stolen]), blocks[i - 1][..length]);
            }
            else
            {
                blocks[i] = XtsBlock(dataKey, tweak, blocks[i]);
            }

            tweak <<= 1;
            if (tweak >> 128 != 0)
            {
                tweak ^= (BigInteger.One << 128) ^ 0x87;
            }
        }

        return [.. blocks.SelectMany(block => block)];
    }

    private static byte[] XtsBlock(byte[] key, BigInteger tweak, byte[] block)
    {
        byte[] mask = ToBytes(tweak, isBigEndian: false);
        return Xor(EncryptBlock(key, Xor(block, mask)), mask);
    }

    private static byte[] ToBytes(BigInteger number, bool isBigEndian)
    {
        byte[] bytes = new byte[16];
        byte[] significant = number.ToByteArray(isUnsigned: true, isBigEndian);
        significant.CopyTo(bytes, isBigEndian ? 16 - significant.Length : 0);
        return bytes;
    }

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (a, b) => (byte)(a ^ b))];
}
