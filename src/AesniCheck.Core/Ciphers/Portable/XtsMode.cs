using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// XTS-AES with ciphertext stealing over any engine, IEEE 1619 section 5 and NIST SP 800-38E. Keys with equal halves are
/// accepted, since published vectors have them. The spans have been checked.
/// </summary>
internal static class XtsMode
{
    /// <summary>The longest data unit in bytes: 2^20 blocks, SP 800-38E section 4.</summary>
    public const int MaximumLength = BlockSize << 20;

    private const int BlockSize = AesCipher.BlockSize;

    // The number of blocks that engines keep in flight.
    private const int ChunkSize = 8 * BlockSize;

    /// <summary>Encrypts or decrypts a data unit.</summary>
    /// <param name="dataCipher">The cipher with the first half of the key.</param>
    /// <param name="tweakCipher">The cipher with the second half of the key.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="iv">16 bytes: the tweak, before its encryption.</param>
    /// <param name="input">16 bytes or more.</param>
    /// <param name="output">As long as the input; the same memory, or no overlap.</param>
    [SkipLocalsInit]
    public static void Transform(
        AesCipher dataCipher,
        AesCipher tweakCipher,
        CipherDirection direction,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> input,
        Span<byte> output)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        tweakCipher.Encrypt(iv, block);
        Tweak tweak = Tweak.Read(block);

        // If the last block is partial, the last whole block is handled together with it.
        int rest = input.Length % BlockSize;
        int wholeLength = rest == 0 ? input.Length : input.Length - rest - BlockSize;
        tweak = TransformBlocks(dataCipher, direction, tweak, input[..wholeLength], output[..wholeLength]);
        if (rest != 0)
        {
            StealCiphertext(dataCipher, direction, tweak, input[wholeLength..], output[wholeLength..]);
        }
    }

    [SkipLocalsInit]
    private static Tweak TransformBlocks(AesCipher cipher, CipherDirection direction, Tweak tweak, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> tweaks = stackalloc byte[ChunkSize];
        for (; !input.IsEmpty; input = input[Math.Min(ChunkSize, input.Length)..])
        {
            int length = Math.Min(ChunkSize, input.Length);
            for (int offset = 0; offset < length; offset += BlockSize)
            {
                tweak.Write(tweaks[offset..]);
                tweak = tweak.Next();
            }

            Span<byte> chunk = output[..length];
            ScalarBytes.Xor(input[..length], tweaks, chunk);
            Transform(cipher, direction, chunk);
            ScalarBytes.Xor(chunk, tweaks, chunk);
            output = output[length..];
        }

        return tweak;
    }

    /// <summary>
    /// Transforms the last whole block and the partial one, IEEE 1619 sections 5.3.2 and 5.4.2. The partial block is completed with the end of the
    /// transformed block before it, which is then truncated. Decryption meets the two in the other order; so the tweaks are swapped.
    /// </summary>
    [SkipLocalsInit]
    private static void StealCiphertext(AesCipher cipher, CipherDirection direction, Tweak tweak, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Tweak next = tweak.Next();
        (Tweak first, Tweak second) = direction == CipherDirection.Encrypt ? (tweak, next) : (next, tweak);

        Span<byte> stolenFrom = stackalloc byte[BlockSize];
        TransformBlock(cipher, direction, first, input[..BlockSize], stolenFrom);

        Span<byte> completed = stackalloc byte[BlockSize];
        ReadOnlySpan<byte> cut = input[BlockSize..];
        ScalarBytes.Copy(cut, completed);
        ScalarBytes.Copy(stolenFrom[cut.Length..], completed[cut.Length..]);

        // In place, this overwrites the partial input, which has been read.
        ScalarBytes.Copy(stolenFrom[..cut.Length], output[BlockSize..]);
        TransformBlock(cipher, direction, second, completed, output[..BlockSize]);
    }

    private static void TransformBlock(AesCipher cipher, CipherDirection direction, Tweak tweak, ReadOnlySpan<byte> input, Span<byte> output)
    {
        tweak.Xor(input, output);
        Transform(cipher, direction, output);
        tweak.Xor(output, output);
    }

    private static void Transform(AesCipher cipher, CipherDirection direction, Span<byte> blocks)
    {
        if (direction == CipherDirection.Encrypt)
        {
            cipher.Encrypt(blocks, blocks);
        }
        else
        {
            cipher.Decrypt(blocks, blocks);
        }
    }

    /// <summary>An element of GF(2^128) as in IEEE 1619 section 5.2: the first byte holds the lowest powers, and its bit 0 the lowest of all.</summary>
    private readonly struct Tweak(ulong low, ulong high)
    {
        private readonly ulong _low = low;
        private readonly ulong _high = high;

        public static Tweak Read(ReadOnlySpan<byte> bytes) =>
            new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

        public void Write(Span<byte> bytes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, _low);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], _high);
        }

        public void Xor(ReadOnlySpan<byte> input, Span<byte> output) => (ScalarBlock.Read(input) ^ new ScalarBlock(_low, _high)).Write(output);

        /// <summary>Returns the product with x, modulo x^128 + x^7 + x^2 + x + 1: x^128 reduces to 0x87.</summary>
        public Tweak Next() => new((_low << 1) ^ ((_high >> 63) * 0x87), (_high << 1) | (_low >> 63));
    }
}
