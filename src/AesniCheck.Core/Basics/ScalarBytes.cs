using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AesniCheck.Basics;

/// <summary>
/// Compares and copies results in general-purpose registers. <c>SequenceEqual</c>, <c>CopyTo</c> and similar methods use the very vector registers under
/// test: they could hide a wrong byte, or produce one.
/// </summary>
internal static class ScalarBytes
{
    /// <summary>The index of the first byte that differs, or -1. The spans have the same length.</summary>
    public static int FirstDifference(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int offset = 0;
        for (; offset + sizeof(ulong) <= left.Length; offset += sizeof(ulong))
        {
            ulong difference = BinaryPrimitives.ReadUInt64LittleEndian(left[offset..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(right[offset..]);
            if (difference != 0)
            {
                // Read as little endian, the first byte is the lowest.
                return offset + (int)(ulong.TrailingZeroCount(difference) / 8);
            }
        }

        for (; offset < left.Length; offset++)
        {
            if (left[offset] != right[offset])
            {
                return offset;
            }
        }

        return -1;
    }

    /// <summary>Whether two spans hold the same bytes. Always compares all of them, which is fastest if they nearly always are equal.</summary>
    public static unsafe bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        int words = left.Length / sizeof(ulong);
        fixed (byte* leftBytes = left, rightBytes = right)
        {
            if (!AreEqual((ulong*)leftBytes, (ulong*)rightBytes, words))
            {
                return false;
            }
        }

        return FirstDifference(left[(words * sizeof(ulong))..], right[(words * sizeof(ulong))..]) < 0;
    }

    /// <summary>Whether two runs of 64-bit words are equal. Always compares all of them, which is fastest if they nearly always are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe bool AreEqual(ulong* left, ulong* right, int count)
    {
        ulong difference = 0;
        int i = 0;
        for (; i + 3 < count; i += 4)
        {
            difference |= (left[i] ^ right[i]) | (left[i + 1] ^ right[i + 1]) | (left[i + 2] ^ right[i + 2]) | (left[i + 3] ^ right[i + 3]);
        }

        for (; i < count; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }

    /// <summary>Returns a copy.</summary>
    public static byte[] Copy(ReadOnlySpan<byte> source)
    {
        byte[] copy = new byte[source.Length];
        Copy(source, copy);
        return copy;
    }

    /// <summary>Copies into memory that is at least as long and does not overlap.</summary>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int offset = 0;
        for (; offset + sizeof(ulong) <= source.Length; offset += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], BinaryPrimitives.ReadUInt64LittleEndian(source[offset..]));
        }

        for (; offset < source.Length; offset++)
        {
            destination[offset] = source[offset];
        }
    }

    /// <summary>Writes the bitwise complement of a span. The result is at least as long and does not overlap.</summary>
    public static void Complement(ReadOnlySpan<byte> source, Span<byte> result)
    {
        int offset = 0;
        for (; offset + sizeof(ulong) <= source.Length; offset += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(result[offset..], ~BinaryPrimitives.ReadUInt64LittleEndian(source[offset..]));
        }

        for (; offset < source.Length; offset++)
        {
            result[offset] = (byte)~source[offset];
        }
    }

    /// <summary>XORs two spans. The result may be either of them; the second span and the result are at least as long as the first.</summary>
    public static void Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> result)
    {
        int offset = 0;
        for (; offset + sizeof(ulong) <= left.Length; offset += sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(left[offset..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(right[offset..]);
            BinaryPrimitives.WriteUInt64LittleEndian(result[offset..], word);
        }

        for (; offset < left.Length; offset++)
        {
            result[offset] = (byte)(left[offset] ^ right[offset]);
        }
    }
}
