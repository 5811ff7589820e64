namespace AesniCheck.Ciphers;

/// <summary>The requirements of all ciphers on the spans of a message: lengths that the mode permits, and memory that is the same or does not overlap.</summary>
internal static class MessageSpans
{
    /// <summary>Checks a message before its encryption or decryption.</summary>
    /// <exception cref="ArgumentException">The mode does not permit a length, or spans overlap that must not.</exception>
    public static void Require(
        CipherMode mode,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> input,
        ReadOnlySpan<byte> output,
        ReadOnlySpan<byte> tag)
    {
        RequireLengths(mode, iv, associatedData, input, output, tag);
        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or not overlap.", nameof(output));
        }

        if (output.Overlaps(iv) || output.Overlaps(associatedData) || output.Overlaps(tag))
        {
            throw new ArgumentException("The output overlaps the IV, the associated data or the tag.", nameof(output));
        }
    }

    private static void RequireLengths(
        CipherMode mode,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> input,
        ReadOnlySpan<byte> output,
        ReadOnlySpan<byte> tag)
    {
        if (!mode.AllowsIvLength(iv.Length))
        {
            throw new ArgumentException($"The IV has {iv.Length} bytes, which {mode} does not permit.", nameof(iv));
        }

        if (!mode.IsAuthenticated && !associatedData.IsEmpty)
        {
            throw new ArgumentException($"There are {associatedData.Length} bytes of associated data: {mode} takes none.", nameof(associatedData));
        }

        if (!mode.AllowsMessageLength(iv.Length, input.Length))
        {
            throw new ArgumentException($"The input has {input.Length} bytes, which {mode} does not permit.", nameof(input));
        }

        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: the lengths must be equal.", nameof(output));
        }

        if (!mode.AllowsTagLength(tag.Length))
        {
            throw new ArgumentException($"The tag has {tag.Length} bytes, which {mode} does not permit.", nameof(tag));
        }
    }
}
