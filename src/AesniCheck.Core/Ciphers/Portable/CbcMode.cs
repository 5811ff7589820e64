namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// Cipher block chaining over any engine, NIST SP 800-38A section 6.2, without padding. The chaining is done in 64-bit
/// general-purpose registers, so that only the engine itself uses vector registers.
/// </summary>
public static class CbcMode
{
    private const int BlockSize = AesCipher.BlockSize;

    // The number of blocks that engines keep in flight: CBC is parallel in decryption.
    private const int ChunkSize = 8 * BlockSize;

    /// <summary>Encrypts: each plaintext block is XORed with the ciphertext block before it, the first with the IV.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="iv">16 bytes.</param>
    /// <param name="input">Any number of whole blocks.</param>
    /// <param name="output">As long as <paramref name="input"/>: the same memory, or memory that does not overlap it.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap in part.</exception>
    public static void Encrypt(AesCipher cipher, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireIv(iv);
        AesCipher.RequireWholeBlocks(input, output);

        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock previous = ScalarBlock.Read(iv);
        for (int offset = 0; offset < input.Length; offset += BlockSize)
        {
            (ScalarBlock.Read(input[offset..]) ^ previous).Write(block);
            cipher.Encrypt(block, block);
            previous = ScalarBlock.Read(block);
            previous.Write(output[offset..]);
        }
    }

    /// <summary>Decrypts: each block is decrypted and XORed with the ciphertext block before it, the first with the IV.</summary>
    /// <inheritdoc cref="Encrypt"/>
    public static void Decrypt(AesCipher cipher, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        RequireIv(iv);
        AesCipher.RequireWholeBlocks(input, output);

        Span<byte> chunk = stackalloc byte[ChunkSize];

        // Read first: the IV may overlap the output.
        ScalarBlock first = ScalarBlock.Read(iv);

        // From the end to the beginning: in place, the previous ciphertext block then still exists when it is needed.
        for (int end = input.Length; end > 0; end -= ChunkSize)
        {
            int start = Math.Max(0, end - ChunkSize);
            Span<byte> decrypted = chunk[..(end - start)];
            cipher.Decrypt(input[start..end], decrypted);
            for (int offset = end - BlockSize; offset >= start; offset -= BlockSize)
            {
                ScalarBlock previous = offset == 0 ? first : ScalarBlock.Read(input[(offset - BlockSize)..]);
                (ScalarBlock.Read(decrypted[(offset - start)..]) ^ previous).Write(output[offset..]);
            }
        }
    }

    private static void RequireIv(ReadOnlySpan<byte> iv)
    {
        if (iv.Length != BlockSize)
        {
            throw new ArgumentException($"The IV has {iv.Length} bytes: CBC takes {BlockSize}.", nameof(iv));
        }
    }
}
