using System.Buffers.Binary;

namespace AesniCheck.Ciphers;

/// <summary>
/// Finds the IV of 16 bytes that makes a wanted first counter block J0, by solving GHASH: J0 = ((IV H) + L) H with L the block
/// of lengths. The multiplication is SP 800-38D section 6.3, algorithm 1, bit by bit.
/// </summary>
internal static class AesniGcmIv
{
    public static byte[] For(byte[] firstCounter, byte[] key)
    {
        byte[] zero = new byte[16];
        AesEngines.Software.CreateCipher(key).Encrypt(zero, zero);
        UInt128 inverse = Invert(BinaryPrimitives.ReadUInt128BigEndian(zero));
        UInt128 lengths = 128;
        UInt128 iv = Multiply(Multiply(BinaryPrimitives.ReadUInt128BigEndian(firstCounter), inverse) ^ lengths, inverse);
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, iv);
        return bytes;
    }

    /// <summary>X to the power 2^128 - 2: all bits of the exponent are ones except the lowest.</summary>
    private static UInt128 Invert(UInt128 x)
    {
        UInt128 result = UInt128.One << 127;
        UInt128 square = x;
        for (int bit = 1; bit < 128; bit++)
        {
            square = Multiply(square, square);
            result = Multiply(result, square);
        }

        return result;
    }

    private static UInt128 Multiply(UInt128 x, UInt128 y)
    {
        UInt128 z = 0;
        for (int bit = 127; bit >= 0; bit--)
        {
            z ^= ((x >> bit) & 1) == 0 ? 0 : y;
            y = (y >> 1) ^ ((y & 1) == 0 ? 0 : (UInt128)0xe1 << 120);
        }

        return z;
    }
}
