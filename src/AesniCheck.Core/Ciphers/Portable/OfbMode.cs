using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// Output feedback over any engine, NIST SP 800-38A section 6.4: encryption and decryption are the same. The last block may be partial. The
/// spans have been checked.
/// </summary>
internal static class OfbMode
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>XORs a message with the IV encrypted once, twice, and so on: one output block for each block of the message.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="iv">16 bytes.</param>
    /// <param name="input">Any number of bytes.</param>
    /// <param name="output">As long as the input; the same memory, or no overlap.</param>
    [SkipLocalsInit]
    public static void Transform(AesCipher cipher, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBytes.Copy(iv, block);
        while (!input.IsEmpty)
        {
            int length = Math.Min(BlockSize, input.Length);
            cipher.Encrypt(block, block);
            ScalarBytes.Xor(input[..length], block, output);
            input = input[length..];
            output = output[length..];
        }
    }
}
