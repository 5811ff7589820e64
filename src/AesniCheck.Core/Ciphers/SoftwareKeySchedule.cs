using System.Buffers.Binary;
using System.Numerics;

namespace AesniCheck.Ciphers;

/// <summary>KEYEXPANSION() of FIPS 197 section 5.2, and the round keys of the equivalent inverse cipher of section 5.3.5, in scalar code.</summary>
internal sealed class SoftwareKeySchedule
{
    private readonly uint[] _encryption;
    private readonly uint[] _decryption;

    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public SoftwareKeySchedule(ReadOnlySpan<byte> key)
    {
        KeySize = AesKeySizes.FromByteCount(key.Length);
        _encryption = Expand(key, KeySize);
        _decryption = InvertOrder(_encryption);
    }

    /// <summary>The length of the key.</summary>
    public AesKeySize KeySize { get; }

    /// <summary>4 (Nr + 1) words in the order of encryption; row 0 of a column is the low byte.</summary>
    public ReadOnlySpan<uint> EncryptionWords => _encryption;

    /// <summary>The same for decryption by the equivalent inverse cipher: in its order, the inner ones through INVMIXCOLUMNS().</summary>
    public ReadOnlySpan<uint> DecryptionWords => _decryption;

    private static uint[] Expand(ReadOnlySpan<byte> key, AesKeySize keySize)
    {
        int keyWords = keySize.WordCount;
        uint[] words = new uint[4 * (keySize.RoundCount + 1)];
        for (int i = 0; i < keyWords; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
        }

        for (int i = keyWords; i < words.Length; i++)
        {
            uint word = words[i - 1];
            if (i % keyWords == 0)
            {
                // Row 0 is the low byte, so ROTWORD() turns right.
                word = SubWord(BitOperations.RotateRight(word, 8)) ^ AesTables.RoundConstants[(i / keyWords) - 1];
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                word = SubWord(word);
            }

            words[i] = words[i - keyWords] ^ word;
        }

        return words;
    }

    private static uint[] InvertOrder(uint[] encryption)
    {
        uint[] words = new uint[encryption.Length];
        for (int i = 0; i < words.Length; i++)
        {
            uint word = encryption[words.Length - 4 - (i & ~3) + (i & 3)];
            bool outer = i < 4 || i >= words.Length - 4;
            words[i] = outer ? word : AesTables.InverseMixColumn(word);
        }

        return words;
    }

    private static uint SubWord(uint word)
    {
        byte[] sbox = AesTables.Sbox;
        return sbox[(byte)word] | (uint)sbox[(byte)(word >> 8)] << 8 | (uint)sbox[(byte)(word >> 16)] << 16 | (uint)sbox[word >> 24] << 24;
    }
}
