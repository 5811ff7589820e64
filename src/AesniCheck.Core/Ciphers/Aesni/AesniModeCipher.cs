namespace AesniCheck.Ciphers.Aesni;

/// <summary>What all hardware modes have in common: the key schedule, and what they demand of their spans.</summary>
internal abstract class AesniModeCipher : ModeCipher
{
    /// <summary>The length of a block in bytes.</summary>
    protected const int BlockSize = AesCipher.BlockSize;

    /// <summary>The key schedule of the last <see cref="SetKey"/>.</summary>
    protected AesniKeySchedule Schedule { get; } = new();

    /// <inheritdoc/>
    public override void SetKey(ReadOnlySpan<byte> key) => Schedule.Expand(key);

    /// <summary>Demands spans of one length, the same memory or apart.</summary>
    /// <exception cref="ArgumentException">They differ, or overlap in part.</exception>
    protected static void RequireEqualLengths(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: they must be equal.", nameof(output));
        }

        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or apart.", nameof(output));
        }
    }

    /// <summary>Demands a key.</summary>
    /// <exception cref="InvalidOperationException">There was no <see cref="SetKey"/>.</exception>
    protected void RequireKey()
    {
        if (Schedule.KeySize == default)
        {
            throw new InvalidOperationException("The cipher has no key yet: call SetKey first.");
        }
    }
}
