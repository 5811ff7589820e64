using System.Buffers.Binary;

namespace AesniCheck;

/// <summary>
/// Comparing and copying results in general-purpose registers. <c>SequenceEqual</c>, <c>CopyTo</c> and their kin live in the
/// very vector registers whose damage is looked for: they could hide a wrong byte, or make one.
/// </summary>
internal static class ScalarBytes
{
    /// <summary>The index of the first byte that differs, or -1. The spans are equally long.</summary>
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

    /// <summary>Whether the two hold the same bytes.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length == right.Length && FirstDifference(left, right) < 0;

    /// <summary>A copy.</summary>
    public static byte[] Copy(ReadOnlySpan<byte> source)
    {
        byte[] copy = new byte[source.Length];
        Copy(source, copy);
        return copy;
    }

    /// <summary>Copies into memory that is at least as long.</summary>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}
