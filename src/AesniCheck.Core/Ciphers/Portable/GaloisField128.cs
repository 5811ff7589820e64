using System.Buffers.Binary;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// An element of GF(2^128) in the representation of GHASH, NIST SP 800-38D section 6.3: bit 0 is the leftmost bit of the first byte and stands
/// for x^0. Simple bitwise arithmetic; GHASH itself uses tables.
/// </summary>
/// <param name="High">The first eight bytes as a big-endian number: x^0 is its highest bit, x^63 its lowest.</param>
/// <param name="Low">The last eight bytes: x^64 to x^127.</param>
internal readonly record struct GaloisField128(ulong High, ulong Low)
{
    /// <summary>x^128 modulo x^128 + x^7 + x^2 + x + 1, in <see cref="High"/>: the eight leftmost bits of R in section 6.3.</summary>
    public const ulong Reduction = 0xe1UL << 56;

    /// <summary>The neutral element of the multiplication: x^0.</summary>
    public static GaloisField128 One => new(1UL << 63, 0);

    /// <summary>Addition, which is XOR.</summary>
    public static GaloisField128 operator ^(GaloisField128 left, GaloisField128 right) => new(left.High ^ right.High, left.Low ^ right.Low);

    /// <summary>Reads an element from 16 bytes.</summary>
    public static GaloisField128 FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the element as 16 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    /// <summary>Returns the product with x: shifts right by one bit, and reduces the bit shifted out.</summary>
    public GaloisField128 MultiplyByX() => new((High >> 1) ^ ((Low & 1) * Reduction), (Low >> 1) | (High << 63));

    /// <summary>Returns the product, algorithm 1 of section 6.3.</summary>
    public GaloisField128 Multiply(GaloisField128 other)
    {
        GaloisField128 product = default;
        GaloisField128 multiple = other;
        for (int power = 0; power < 128; power++)
        {
            ulong bit = power < 64 ? High >> (63 - power) : Low >> (127 - power);
            if ((bit & 1) != 0)
            {
                product ^= multiple;
            }

            multiple = multiple.MultiplyByX();
        }

        return product;
    }

    /// <summary>
    /// Returns the multiplicative inverse: this to the power of 2^128 - 2, since the group has 2^128 - 1 elements.
    /// </summary>
    /// <exception cref="DivideByZeroException">This is zero.</exception>
    public GaloisField128 Inverse()
    {
        if (this == default)
        {
            throw new DivideByZeroException("Zero has no inverse in GF(2^128).");
        }

        GaloisField128 inverse = One;
        GaloisField128 power = this;
        for (int i = 1; i < 128; i++)
        {
            power = power.Multiply(power);
            inverse = inverse.Multiply(power);
        }

        return inverse;
    }
}
