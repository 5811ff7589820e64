using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>
/// The counter mode with CBC-MAC over any engine, NIST SP 800-38C, with the formatting of its appendix A. The spans have been
/// checked.
/// </summary>
internal static class CcmMode
{
    private const int BlockSize = AesCipher.BlockSize;

    // The flags take one byte; the nonce and the length, or the counter, share the rest of the block.
    private const int NonceAndLengthSize = BlockSize - 1;

    /// <summary>Encrypts, section 6.1.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="nonce">7 to 13 bytes.</param>
    /// <param name="associatedData">Any number of bytes.</param>
    /// <param name="plaintext">As many bytes as the length of the nonce allows.</param>
    /// <param name="ciphertext">As long as the plaintext; the same memory, or no overlap.</param>
    /// <param name="tag">Receives the tag.</param>
    [SkipLocalsInit]
    public static void Encrypt(
        AesCipher cipher,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertext,
        Span<byte> tag)
    {
        // The tag first: in place, the plaintext is overwritten.
        Span<byte> wholeTag = stackalloc byte[BlockSize];
        MakeTag(cipher, nonce, associatedData, plaintext, tag.Length, wholeTag);
        ScalarBytes.Copy(wholeTag[..tag.Length], tag);
        CtrMode.Transform(cipher, FirstCounterBlock(nonce).Next(), plaintext, ciphertext);
    }

    /// <summary>Decrypts, section 6.2.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="nonce">7 to 13 bytes.</param>
    /// <param name="associatedData">Any number of bytes.</param>
    /// <param name="ciphertext">As many bytes as the length of the nonce allows.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="plaintext">As long as the ciphertext; the same memory, or no overlap. Written even if the tag is wrong.</param>
    /// <returns>Whether the tag is right.</returns>
    [SkipLocalsInit]
    public static bool Decrypt(
        AesCipher cipher,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        Span<byte> plaintext)
    {
        CtrMode.Transform(cipher, FirstCounterBlock(nonce).Next(), ciphertext, plaintext);
        Span<byte> wholeTag = stackalloc byte[BlockSize];
        MakeTag(cipher, nonce, associatedData, plaintext, tag.Length, wholeTag);
        return ScalarBytes.AreEqual(wholeTag[..tag.Length], tag);
    }

    [SkipLocalsInit]
    private static void MakeTag(
        AesCipher cipher,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        int tagLength,
        Span<byte> tag)
    {
        // Appendix A.2.1: bit 6 is set if there is associated data; bits 3 to 5 encode the tag's length.
        int flags = (associatedData.IsEmpty ? 0 : 0x40) | ((tagLength - 2) / 2 << 3);
        Span<byte> block = stackalloc byte[BlockSize];
        FormatBlock(flags, nonce, plaintext.Length, block);

        var mac = new CbcMac(cipher, block);
        if (!associatedData.IsEmpty)
        {
            UpdateAssociatedDataLength(ref mac, associatedData.Length);
            mac.Update(associatedData);
            mac.Pad();
        }

        mac.Update(plaintext);
        mac.Pad();
        CtrMode.Transform(cipher, FirstCounterBlock(nonce), block, tag);
    }

    /// <summary>Appendix A.2.2: two bytes, or the prefix ff fe and four; longer data does not fit in a span.</summary>
    [SkipLocalsInit]
    private static void UpdateAssociatedDataLength(ref CbcMac mac, int length)
    {
        Span<byte> encoded = stackalloc byte[6];
        if (length < 0xff00)
        {
            BinaryPrimitives.WriteUInt16BigEndian(encoded, (ushort)length);
            mac.Update(encoded[..2]);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(encoded, 0xfffe);
            BinaryPrimitives.WriteInt32BigEndian(encoded[2..], length);
            mac.Update(encoded);
        }
    }

    /// <summary>Ctr0 of appendix A.3. The limit on the message's length ensures that the counter does not overflow.</summary>
    [SkipLocalsInit]
    private static CounterBlock FirstCounterBlock(ReadOnlySpan<byte> nonce)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        FormatBlock(flags: 0, nonce, number: 0, block);
        return CounterBlock.Read(block);
    }

    /// <summary>Formats a block: flags, with the number's size minus one in bits 0 to 2; the nonce; a big-endian number in the rest.</summary>
    private static void FormatBlock(int flags, ReadOnlySpan<byte> nonce, int number, Span<byte> block)
    {
        // The number first, as eight bytes; the nonce then overwrites the excess ones.
        BinaryPrimitives.WriteInt64BigEndian(block[8..], number);
        block[0] = (byte)(flags | (NonceAndLengthSize - nonce.Length - 1));
        ScalarBytes.Copy(nonce, block[1..]);
    }
}
