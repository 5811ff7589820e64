namespace AesniCheck.Vectors;

/// <summary>A few bytes of an output of any length, for a message.</summary>
/// <param name="Offset">The offset of the excerpt in the output.</param>
/// <param name="Bytes">The bytes; a copy, at most <see cref="MaximumLength"/> of them.</param>
/// <param name="Length">The length of the whole output in bytes.</param>
public sealed record ByteExcerpt(int Offset, byte[] Bytes, int Length)
{
    /// <summary>The longest excerpt in bytes; shorter outputs are kept whole.</summary>
    public const int MaximumLength = 64;

    // Excerpts begin at a multiple of 16, one row before the row of the difference, so that the last correct bytes are shown too.
    private const int Row = 16;

    /// <summary>The excerpt of an empty output.</summary>
    public static ByteExcerpt Empty { get; } = new(0, [], 0);

    /// <summary>Whether the excerpt is the whole output.</summary>
    public bool IsWhole => Bytes.Length == Length;

    /// <summary>Returns the offset at which an excerpt must begin to show a byte.</summary>
    /// <param name="index">The index of the byte; -1 for none, which shows the beginning.</param>
    /// <param name="length">The length in bytes of the longest of the outputs that are shown side by side.</param>
    public static int OffsetFor(int index, int length) =>
        length <= MaximumLength ? 0 : Math.Max(0, (Math.Min(index, length - 1) / Row * Row) - Row);

    /// <summary>Takes an excerpt of an output that consists of two pieces.</summary>
    /// <param name="offset">The offset of the excerpt; past the end for an empty excerpt.</param>
    /// <param name="first">The first piece.</param>
    /// <param name="second">The second piece.</param>
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
