using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace AesniCheck.Vectors;

/// <summary>XTS as IEEE 1619 section 5.3 and 5.4 write it down, block by block.</summary>
internal static class PlainXts
{
    public static byte[] Transform(byte[] keys, ReadOnlySpan<byte> tweak, ReadOnlySpan<byte> input, bool encrypt)
    {
        int half = keys.Length / 2;
        byte[] current = Block(keys[half..], tweak.ToArray(), encrypt: true);
        byte[] key = keys[..half];
        byte[] output = input.ToArray();
        int whole = input.Length / 16;
        int rest = input.Length % 16;
        for (int i = 0; i < whole; i++)
        {
            byte[] next = Doubled(current);

            // With a partial block at the end, decryption processes the last whole block with the following tweak.
            bool isSwapped = !encrypt && rest > 0 && i == whole - 1;
            Masked(key, isSwapped ? next : current, output.AsSpan(16 * i, 16), encrypt);
            if (rest > 0 && i == whole - 1)
            {
                for (int b = 0; b < rest; b++)
                {
                    (output[(16 * i) + b], output[(16 * whole) + b]) = (output[(16 * whole) + b], output[(16 * i) + b]);
                }

                Masked(key, isSwapped ? current : next, output.AsSpan(16 * i, 16), encrypt);
            }

            current = next;
        }

        return output;
    }

    private static void Masked(byte[] key, byte[] tweak, Span<byte> block, bool encrypt)
    {
        byte[] masked = [.. block.ToArray().Zip(tweak, (left, right) => (byte)(left ^ right))];
        byte[] result = Block(key, masked, encrypt);
        for (int i = 0; i < 16; i++)
        {
            block[i] = (byte)(result[i] ^ tweak[i]);
        }
    }

    /// <summary>Times alpha in GF(2^128), little-endian: shifted by one bit, with the carry fed back as 0x87.</summary>
    private static byte[] Doubled(byte[] tweak)
    {
        byte[] doubled = new byte[16];
        int carry = 0;
        for (int i = 0; i < 16; i++)
        {
            int shifted = (tweak[i] << 1) | carry;
            doubled[i] = (byte)shifted;
            carry = shifted >> 8;
        }

        doubled[0] ^= (byte)(carry * 0x87);
        return doubled;
    }

    private static byte[] Block(byte[] key, byte[] input, bool encrypt)
    {
        var aes = new AesEngine();
        aes.Init(encrypt, new KeyParameter(key));
        byte[] output = new byte[16];
        _ = aes.ProcessBlock(input, 0, output, 0);
        return output;
    }
}
