using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// Cipher feedback by whole blocks over any engine, CFB128 of NIST SP 800-38A section 6.3. The last block may be partial: no
/// later block needs the rest. The spans have been checked.
/// </summary>
internal static class CfbMode
{
    private const int BlockSize = AesCipher.BlockSize;

    /// <summary>Encrypts: each plaintext block is XORed with the encrypted ciphertext block before it, the first with the encrypted IV.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="iv">16 bytes.</param>
    /// <param name="input">Any number of bytes.</param>
    /// <param name="output">As long as the input; the same memory, or no overlap.</param>
    [SkipLocalsInit]
    public static void Encrypt(AesCipher cipher, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock previous = ScalarBlock.Read(iv);
        for (; input.Length >= BlockSize; input = input[BlockSize..], output = output[BlockSize..])
        {
            previous = ScalarBlock.Read(input) ^ EncryptBlock(cipher, previous, block);
            previous.Write(output);
        }

        EncryptBlock(cipher, previous, block);
        ScalarBytes.Xor(input, block, output);
    }

    /// <summary>Decrypts: each ciphertext block is XORed with the encrypted ciphertext block before it, the first with the encrypted IV.</summary>
    /// <inheritdoc cref="Encrypt"/>
    [SkipLocalsInit]
    public static void Decrypt(AesCipher cipher, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        ScalarBlock previous = ScalarBlock.Read(iv);
        for (; input.Length >= BlockSize; input = input[BlockSize..], output = output[BlockSize..])
        {
            ScalarBlock ciphertext = ScalarBlock.Read(input);
            (ciphertext ^ EncryptBlock(cipher, previous, block)).Write(output);
            previous = ciphertext;
        }

        EncryptBlock(cipher, previous, block);
        ScalarBytes.Xor(input, block, output);
    }

    private static ScalarBlock EncryptBlock(AesCipher cipher, ScalarBlock input, Span<byte> block)
    {
        input.Write(block);
        cipher.Encrypt(block, block);
        return ScalarBlock.Read(block);
    }
}
