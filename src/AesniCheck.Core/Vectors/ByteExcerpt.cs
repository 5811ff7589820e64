namespace AesniCheck.Vectors;

/// <summary>A few bytes of an output of any length, for a message.</summary>
/// <param name="Offset">Where they begin in the output.</param>
/// <param name="Bytes">The bytes; a copy, at most <see cref="MaximumLength"/> of them.</param>
/// <param name="Length">The bytes of the whole output.</param>
public sealed record ByteExcerpt(int Offset, byte[] Bytes, int Length)
{
    /// <summary>The longest excerpt in bytes; shorter outputs are kept whole.</summary>
    public const int MaximumLength = 64;

    // Excerpts begin at a multiple of 16, one row before the row of the difference: the last bytes that are right are shown too.
    private const int Row = 16;

    /// <summary>No bytes of nothing.</summary>
    public static ByteExcerpt Empty { get; } = new(0, [], 0);

    /// <summary>Whether it is the whole output.</summary>
    public bool IsWhole => Bytes.Length == Length;

    /// <summary>The offset of the excerpt that shows a byte, for outputs of which the longest has that length.</summary>
    /// <param name="index">The index of the byte; -1 for none: the beginning is shown.</param>
    /// <param name="length">The bytes of the longest of the outputs to be shown beside one another.</param>
    public static int OffsetFor(int index, int length) =>
        length <= MaximumLength ? 0 : Math.Max(0, (Math.Min(index, length - 1) / Row * Row) - Row);

    /// <summary>Takes an excerpt of an output that lies in two pieces.</summary>
    /// <param name="offset">Where it begins; past the end for nothing.</param>
    /// <param name="first">The first piece.</param>
    /// <param name="second">What follows it.</param>
    public static ByteExcerpt Of(int offset, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        int length = first.Length + second.Length;
        byte[] bytes = new byte[Math.Clamp(length - offset, 0, MaximumLength)];
        for (int i = 0; i < bytes.Length; i++)
        {
            int index = offset + i;
            bytes[i] = index < first.Length ? first[index] : second[index - first.Length];
        }

        return new ByteExcerpt(offset, bytes, length);
    }
}
