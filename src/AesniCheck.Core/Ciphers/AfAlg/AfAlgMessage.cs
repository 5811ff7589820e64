namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The requirements of the kernel's ciphers on their arguments, in any mode.</summary>
internal static class AfAlgMessage
{
    /// <summary>Requires a key length that the mode permits.</summary>
    /// <exception cref="ArgumentException">The mode does not permit the length.</exception>
    public static void RequireKeyLength(CipherMode mode, int length)
    {
        if (!AesKeySizes.All.Any(size => mode.KeyByteCount(size) == length))
        {
            throw new ArgumentException($"{mode} does not permit a key of {length} bytes.", nameof(length));
        }
    }

    /// <summary>Requires a key, and input and output of the same length, not too long, which are the same memory or do not overlap.</summary>
    /// <exception cref="InvalidOperationException">No key is set.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap in part.</exception>
    public static void Require(bool hasKey, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (!hasKey)
        {
            throw new InvalidOperationException("No key is set: call SetKey first.");
        }

        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: the lengths must be equal.", nameof(output));
        }

        if (input.Length > AfAlgModes.MaximumMessageLength)
        {
            throw new ArgumentException($"The message has {input.Length} bytes; the maximum is {AfAlgModes.MaximumMessageLength}.", nameof(input));
        }

        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or not overlap.", nameof(output));
        }
    }
}
