namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// Computes GCM IVs backwards from the counter block to which they must lead: no IV of 12 bytes makes the 32-bit counter wrap
/// within a message of ordinary length, and one of another length does so only by chance.
/// </summary>
internal static class GcmIv
{
    /// <summary>Makes the IV of 16 bytes that leads to a first counter block.</summary>
    /// <param name="hashKey">16 bytes: H, the encrypted zero block.</param>
    /// <param name="counterBlock">16 bytes: J0 of NIST SP 800-38D section 7.1, whose encryption masks the tag; the message begins with the next counter block.</param>
    /// <param name="iv">Receives the 16 bytes; may be the same memory as the counter block.</param>
    /// <exception cref="DivideByZeroException">The hash key is zero.</exception>
    public static void ForCounterBlock(ReadOnlySpan<byte> hashKey, ReadOnlySpan<byte> counterBlock, Span<byte> iv)
    {
        // J0 = ((IV * H) + length) * H, where length is that of the IV in bits, solved for the IV.
        GaloisField128 inverse = GaloisField128.FromBytes(hashKey).Inverse();
        var length = new GaloisField128(0, 8 * AesCipher.BlockSize);
        (GaloisField128.FromBytes(counterBlock).Multiply(inverse) ^ length).Multiply(inverse).CopyTo(iv);
    }
}
