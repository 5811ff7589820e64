namespace AesniCheck.Ciphers;

/// <summary>An engine with an expanded key: the bare block cipher over whole spans of blocks. For one thread at a time.</summary>
public abstract class AesCipher
{
    /// <summary>The length of a block in bytes.</summary>
    public const int BlockSize = 16;

    /// <summary>CIPHER() of FIPS 197 section 5.1, applied to each block.</summary>
    /// <param name="input">Any number of whole blocks.</param>
    /// <param name="output">As long as <paramref name="input"/>: the same memory, or memory that does not overlap it.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not multiples of 16, or the spans overlap in part.</exception>
    public void Encrypt(ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireWholeBlocks(input, output);
        EncryptBlocks(input, output);
    }

    /// <summary>INVCIPHER() of FIPS 197 section 5.3, applied to each block.</summary>
    /// <inheritdoc cref="Encrypt"/>
    public void Decrypt(ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireWholeBlocks(input, output);
        DecryptBlocks(input, output);
    }

    /// <summary>Encrypts; the spans have been checked.</summary>
    protected abstract void EncryptBlocks(ReadOnlySpan<byte> input, Span<byte> output);

    /// <summary>Decrypts; the spans have been checked.</summary>
    protected abstract void DecryptBlocks(ReadOnlySpan<byte> input, Span<byte> output);

    /// <summary>Checks the spans of a mode over blocks: whole blocks, equal lengths, the same memory or no overlap.</summary>
    internal static void RequireWholeBlocks(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.Length % BlockSize != 0)
        {
            throw new ArgumentException($"The input has {input.Length} bytes, which is not a multiple of {BlockSize}.", nameof(input));
        }

        if (input.Length != output.Length)
        {
            throw new ArgumentException($"The input has {input.Length} bytes and the output {output.Length}: the lengths must be equal.", nameof(output));
        }

        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException("The input and the output overlap in part: they must be the same memory, or not overlap.", nameof(output));
        }
    }
}
