using System.Runtime.CompilerServices;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.Portable;

/// <summary>The Galois/counter mode over any engine, NIST SP 800-38D section 7. The spans have been checked.</summary>
internal static class GcmMode
{
    private const int BlockSize = AesCipher.BlockSize;
    private const int ShortIvLength = 12;

    /// <summary>Sets GHASH's key, H of section 7.1: the encrypted zero block.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="ghash">Receives the hash key.</param>
    [SkipLocalsInit]
    public static void SetHashKey(AesCipher cipher, SoftwareGhash ghash)
    {
        Span<byte> hashKey = stackalloc byte[BlockSize];
        default(CounterBlock).Write(hashKey);
        cipher.Encrypt(hashKey, hashKey);
        ghash.SetKey(hashKey);
    }

    /// <summary>Encrypts, section 7.1.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="ghash">GHASH with the hash key of <paramref name="cipher"/>.</param>
    /// <param name="iv">1 byte or more.</param>
    /// <param name="associatedData">Any number of bytes.</param>
    /// <param name="plaintext">Any number of bytes.</param>
    /// <param name="ciphertext">As long as the plaintext; the same memory, or no overlap.</param>
    /// <param name="tag">Receives the tag.</param>
    [SkipLocalsInit]
    public static void Encrypt(
        AesCipher cipher,
        SoftwareGhash ghash,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        Span<byte> ciphertext,
        Span<byte> tag)
    {
        CounterBlock first = FirstCounterBlock(ghash, iv);
        CtrMode.Transform32(cipher, first.Next32(), plaintext, ciphertext);

        Span<byte> wholeTag = stackalloc byte[BlockSize];
        MakeTag(cipher, ghash, first, associatedData, ciphertext, wholeTag);
        ScalarBytes.Copy(wholeTag[..tag.Length], tag);
    }

    /// <summary>Decrypts, section 7.2.</summary>
    /// <param name="cipher">The expanded key.</param>
    /// <param name="ghash">GHASH with the hash key of <paramref name="cipher"/>.</param>
    /// <param name="iv">1 byte or more.</param>
    /// <param name="associatedData">Any number of bytes.</param>
    /// <param name="ciphertext">Any number of bytes.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="plaintext">As long as the ciphertext; the same memory, or no overlap. Written even if the tag is wrong.</param>
    /// <returns>Whether the tag is right.</returns>
    [SkipLocalsInit]
    public static bool Decrypt(
        AesCipher cipher,
        SoftwareGhash ghash,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        Span<byte> plaintext)
    {
        CounterBlock first = FirstCounterBlock(ghash, iv);
        Span<byte> wholeTag = stackalloc byte[BlockSize];

        // The tag first: in place, the ciphertext is overwritten.
        MakeTag(cipher, ghash, first, associatedData, ciphertext, wholeTag);
        CtrMode.Transform32(cipher, first.Next32(), ciphertext, plaintext);
        return ScalarBytes.AreEqual(wholeTag[..tag.Length], tag);
    }

    /// <summary>J0 of section 7.1: an IV of 96 bits followed by a 1, or else the hash of the IV.</summary>
    [SkipLocalsInit]
    private static CounterBlock FirstCounterBlock(SoftwareGhash ghash, ReadOnlySpan<byte> iv)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        if (iv.Length == ShortIvLength)
        {
            ScalarBytes.Copy(iv, block);
            block[12] = 0;
            block[13] = 0;
            block[14] = 0;
            block[15] = 1;
        }
        else
        {
            ghash.Reset();
            ghash.Update(iv);
            ghash.UpdateLengths(0, iv.Length);
            ghash.CopyTo(block);
        }

        return CounterBlock.Read(block);
    }

    [SkipLocalsInit]
    private static void MakeTag(
        AesCipher cipher,
        SoftwareGhash ghash,
        CounterBlock first,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> ciphertext,
        Span<byte> tag)
    {
        Span<byte> hash = stackalloc byte[BlockSize];
        ghash.Reset();
        ghash.Update(associatedData);
        ghash.Update(ciphertext);
        ghash.UpdateLengths(associatedData.Length, ciphertext.Length);
        ghash.CopyTo(hash);
        CtrMode.Transform32(cipher, first, hash, tag);
    }
}
