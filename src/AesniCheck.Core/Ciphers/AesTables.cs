using System.Numerics;

namespace AesniCheck.Ciphers;

/// <summary>The S-boxes and lookup tables of AES, computed from their definitions in FIPS 197; no table is hard-coded.</summary>
internal static class AesTables
{
    /// <summary>SBOX() of FIPS 197 section 5.1.1, 256 bytes.</summary>
    public static readonly byte[] Sbox = MakeSbox();

    /// <summary>INVSBOX() of FIPS 197 section 5.3.2, 256 bytes.</summary>
    public static readonly byte[] InverseSbox = Invert(Sbox);

    /// <summary>
    /// Four tables of 256 words, one after the other. Word <c>256 r + x</c> is the contribution of byte <c>x</c> in row <c>r</c> to its
    /// column through SUBBYTES() and MIXCOLUMNS(); row 0 is the low byte.
    /// </summary>
    public static readonly uint[] Encryption = MakeRoundTable(Sbox, 0x02, 0x01, 0x01, 0x03);

    /// <summary>The same tables for INVSUBBYTES() and INVMIXCOLUMNS().</summary>
    public static readonly uint[] Decryption = MakeRoundTable(InverseSbox, 0x0e, 0x09, 0x0d, 0x0b);

    /// <summary>Rcon of FIPS 197 section 5.2: the first ten powers of x in GF(2^8).</summary>
    public static readonly byte[] RoundConstants = MakeRoundConstants();

    /// <summary>Returns the product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, FIPS 197 section 4.2.</summary>
    public static byte Multiply(byte left, byte right)
    {
        int product = 0;
        int multiple = left;
        for (int bits = right; bits != 0; bits >>= 1)
        {
            if ((bits & 1) != 0)
            {
                product ^= multiple;
            }

            multiple <<= 1;
            if ((multiple & 0x100) != 0)
            {
                multiple ^= 0x11b;
            }
        }

        return (byte)product;
    }

    /// <summary>MIXCOLUMNS() of one column, row 0 in the low byte.</summary>
    public static uint MixColumn(uint column) =>
        Encryption[InverseSbox[(byte)column]]
        ^ Encryption[0x100 + InverseSbox[(byte)(column >> 8)]]
        ^ Encryption[0x200 + InverseSbox[(byte)(column >> 16)]]
        ^ Encryption[0x300 + InverseSbox[column >> 24]];

    /// <summary>INVMIXCOLUMNS() of one column, row 0 in the low byte.</summary>
    public static uint InverseMixColumn(uint column) =>
        Decryption[Sbox[(byte)column]]
        ^ Decryption[0x100 + Sbox[(byte)(column >> 8)]]
        ^ Decryption[0x200 + Sbox[(byte)(column >> 16)]]
        ^ Decryption[0x300 + Sbox[column >> 24]];

    private static byte[] MakeSbox()
    {
        // 3 generates the multiplicative group: walking through its powers, and at the same time through those of its inverse, visits each element
        // together with its inverse exactly once.
        byte inverseOf3 = 0xf6;
        byte[] sbox = new byte[256];
        byte element = 1;
        byte inverse = 1;
        do
        {
            uint rotated = inverse * 0x0101u;
            sbox[element] = (byte)(inverse ^ (rotated >> 4) ^ (rotated >> 5) ^ (rotated >> 6) ^ (rotated >> 7) ^ 0x63);
            element = Multiply(element, 3);
            inverse = Multiply(inverse, inverseOf3);
        }
        while (element != 1);

        // Zero has no inverse; the standard maps it to itself before the affine transformation.
        sbox[0] = 0x63;
        return sbox;
    }

    private static byte[] Invert(byte[] permutation)
    {
        byte[] inverse = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            inverse[permutation[i]] = (byte)i;
        }

        return inverse;
    }

    private static uint[] MakeRoundTable(byte[] sbox, byte row0, byte row1, byte row2, byte row3)
    {
        uint[] table = new uint[4 * 256];
        for (int i = 0; i < 256; i++)
        {
            byte s = sbox[i];
            uint column = Multiply(s, row0) | (uint)Multiply(s, row1) << 8 | (uint)Multiply(s, row2) << 16 | (uint)Multiply(s, row3) << 24;
            for (int row = 0; row < 4; row++)
            {
                table[(256 * row) + i] = BitOperations.RotateLeft(column, 8 * row);
            }
        }

        return table;
    }

    private static byte[] MakeRoundConstants()
    {
        byte[] constants = new byte[10];
        byte constant = 1;
        for (int i = 0; i < constants.Length; i++)
        {
            constants[i] = constant;
            constant = Multiply(constant, 2);
        }

        return constants;
    }
}
