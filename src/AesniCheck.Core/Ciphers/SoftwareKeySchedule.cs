using System.Buffers.Binary;
using System.Numerics;

namespace AesniCheck.Ciphers;

/// <summary>
/// KEYEXPANSION() of FIPS 197 section 5.2, and the round keys of the equivalent inverse cipher of section 5.3.5, in scalar
/// code. Can be expanded repeatedly without allocating; for one thread at a time.
/// </summary>
internal sealed class SoftwareKeySchedule
{
    private const int MaximumWords = 4 * 15;

    private readonly uint[] _encryption = new uint[MaximumWords];
    private readonly uint[] _decryption = new uint[MaximumWords];

    /// <summary>The key size of the last <see cref="Expand"/>.</summary>
    public AesKeySize KeySize { get; private set; }

    /// <summary>4 (Nr + 1) words in the order of encryption; row 0 of a column is the low byte.</summary>
    public ReadOnlySpan<uint> EncryptionWords => _encryption.AsSpan(0, WordCount);

    /// <summary>The same for decryption by the equivalent inverse cipher: in its order, the inner round keys through INVMIXCOLUMNS().</summary>
    public ReadOnlySpan<uint> DecryptionWords => _decryption.AsSpan(0, WordCount);

    private int WordCount => 4 * (KeySize.RoundCount + 1);

    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public void Expand(ReadOnlySpan<byte> key)
    {
        KeySize = AesKeySizes.FromByteCount(key.Length);
        ExpandForEncryption(key);
        InvertForDecryption();
    }

    private void ExpandForEncryption(ReadOnlySpan<byte> key)
    {
        int keyWords = KeySize.WordCount;
        for (int i = 0; i < keyWords; i++)
        {
            _encryption[i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
        }

        for (int i = keyWords; i < WordCount; i++)
        {
            uint word = _encryption[i - 1];
            if (i % keyWords == 0)
            {
                // Row 0 is the low byte, so ROTWORD() is a rotation to the right.
                word = SubWord(BitOperations.RotateRight(word, 8)) ^ AesTables.RoundConstants[(i / keyWords) - 1];
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                word = SubWord(word);
            }

            _encryption[i] = _encryption[i - keyWords] ^ word;
        }
    }

    private void InvertForDecryption()
    {
        int count = WordCount;
        for (int i = 0; i < count; i++)
        {
            uint word = _encryption[count - 4 - (i & ~3) + (i & 3)];
            bool outer = i < 4 || i >= count - 4;
            _decryption[i] = outer ? word : AesTables.InverseMixColumn(word);
        }
    }

    private static uint SubWord(uint word)
    {
        byte[] sbox = AesTables.Sbox;
        return sbox[(byte)word] | (uint)sbox[(byte)(word >> 8)] << 8 | (uint)sbox[(byte)(word >> 16)] << 16 | (uint)sbox[word >> 24] << 24;
    }
}
