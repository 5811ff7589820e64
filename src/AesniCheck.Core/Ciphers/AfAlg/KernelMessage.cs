namespace AesniCheck.Ciphers.AfAlg;

/// <summary>What the kernel's ciphers demand of their arguments, whatever the mode.</summary>
internal static class KernelMessage
{
    /// <summary>Whether the mode has keys of that length.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void RequireKeyLength(CipherMode mode, int length)
    {
        if (!AesKeySizes.All.Any(size => mode.KeyByteCount(size) == length))
        {
            throw new ArgumentException($"{mode} has no key of {length} bytes.", nameof(length));
        }
    }

    /// <summary>There is a key, and input and output are as long as each other, not too long, and the same memory or apart.</summary>
    /// <exception cref="InvalidOperationException">There is no key yet.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap in part.</exception>
    public static void Require(bool hasKey, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (!hasKey)
        {
            throw new InvalidOperationException("The cipher has no key yet.");
        }

        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: they must be equal.", nameof(output));
        }

        if (input.Length > KernelModes.MaximumMessageLength)
        {
            throw new ArgumentException($"The message has {input.Length} bytes: {KernelModes.MaximumMessageLength} at most.", nameof(input));
        }

        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or apart.", nameof(output));
        }
    }
}
