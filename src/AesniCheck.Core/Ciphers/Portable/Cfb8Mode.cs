using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// Cipher feedback by bytes over any engine, CFB8 of NIST SP 800-38A section 6.3: one encrypted block for each byte. The spans
/// have been checked.
/// </summary>
internal static class Cfb8Mode
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>
    /// Encrypts or decrypts: each byte is XORed with the first byte of the encrypted shift register, into which the ciphertext is shifted.
    /// </summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="direction">Whether the ciphertext is the output or the input.</param>
    /// <param name="iv">16 bytes: the initial shift register.</param>
    /// <param name="input">Any number of bytes.</param>
    /// <param name="output">As long as the input; the same memory, or no overlap.</param>
    [SkipLocalsInit]
    public static void Transform(AesCipher cipher, CipherDirection direction, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(iv);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(iv[8..]);
        for (int i = 0; i < input.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(block, high);
            BinaryPrimitives.WriteUInt64BigEndian(block[8..], low);
            cipher.Encrypt(block, block);

            byte read = input[i];
            byte written = (byte)(read ^ block[0]);
            output[i] = written;

            byte ciphertext = direction == CipherDirection.Encrypt ? written : read;
            high = (high << 8) | (low >> 56);
            low = (low << 8) | ciphertext;
        }
    }
}
