namespace AesniCheck.Ciphers.Aesni;

/// <summary>The common part of all hardware modes: the key schedule, and the checks of spans.</summary>
internal abstract class AesniModeCipher : MessageCipher
{
    /// <summary>The length of a block in bytes.</summary>
    protected const int BlockSize = AesCipher.BlockSize;

    /// <summary>The key schedule of the last <see cref="SetKey"/>.</summary>
    protected AesniKeySchedule Schedule { get; } = new();

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key) => Schedule.Expand(key);

    /// <summary>Requires spans of the same length that are the same memory or do not overlap.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    protected static void RequireEqualLengths(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: the lengths must be equal.", nameof(output));
        }

        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or not overlap.", nameof(output));
        }
    }

    /// <summary>Requires a key.</summary>
    /// <exception cref="InvalidOperationException"><see cref="SetKey"/> has not been called.</exception>
    protected void RequireKey()
    {
        if (Schedule.KeySize == default)
        {
            throw new InvalidOperationException("The cipher has no key yet: call SetKey first.");
        }
    }
}
