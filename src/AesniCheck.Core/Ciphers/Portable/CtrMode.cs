using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// The counter mode over any engine, NIST SP 800-38A section 6.5: encryption and decryption are the same. GCM and CCM use
/// it too. The spans have been checked.
/// </summary>
internal static class CtrMode
{
    private const int BlockSize = AesCipher.BlockSize;

    // The number of blocks that engines keep in flight.
    private const int ChunkSize = 8 * BlockSize;

    /// <summary>XORs a message with the encrypted counter blocks.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="counter">The first counter block; all of it is the counter, modulo 2^128.</param>
    /// <param name="input">Any number of bytes.</param>
    /// <param name="output">As long as the input; the same memory, or no overlap.</param>
    public static void Transform(AesCipher cipher, CounterBlock counter, ReadOnlySpan<byte> input, Span<byte> output) =>
        Transform(cipher, counter, wrapsAt32Bits: false, input, output);

    /// <summary>GCTR() of NIST SP 800-38D section 6.5: the same, but only the last 32 bits are the counter.</summary>
    /// <inheritdoc cref="Transform(AesCipher, CounterBlock, ReadOnlySpan{byte}, Span{byte})"/>
    public static void Transform32(AesCipher cipher, CounterBlock counter, ReadOnlySpan<byte> input, Span<byte> output) =>
        Transform(cipher, counter, wrapsAt32Bits: true, input, output);

    // The chunk is written before it is read: zeroing it first would use vector registers.
    [SkipLocalsInit]
    private static void Transform(AesCipher cipher, CounterBlock counter, bool wrapsAt32Bits, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> chunk = stackalloc byte[ChunkSize];
        for (int start = 0; start < input.Length; start += ChunkSize)
        {
            int length = Math.Min(ChunkSize, input.Length - start);
            Span<byte> keystream = chunk[..((length + BlockSize - 1) / BlockSize * BlockSize)];
            for (int offset = 0; offset < keystream.Length; offset += BlockSize)
            {
                counter.Write(keystream[offset..]);
                counter = wrapsAt32Bits ? counter.Next32() : counter.Next();
            }

            cipher.Encrypt(keystream, keystream);
            ScalarBytes.Xor(input.Slice(start, length), keystream, output[start..]);
        }
    }
}
