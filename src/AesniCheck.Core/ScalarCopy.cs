namespace AesniCheck;

/// <summary>
/// Copies and comparisons in general-purpose registers: <c>Span.CopyTo</c> and <c>SequenceEqual</c> go through vector registers,
/// which is where the damage may be that is being recorded.
/// </summary>
internal static class ScalarCopy
{
    /// <summary>A copy of <paramref name="source"/>, byte by byte.</summary>
    public static byte[] Of(ReadOnlySpan<byte> source)
    {
        byte[] copy = new byte[source.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = source[i];
        }

        return copy;
    }

    /// <summary>Whether the two hold the same bytes.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
