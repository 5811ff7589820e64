using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers;

/// <summary>
/// The key schedule in hardware: AESKEYGENASSIST for SUBWORD(), ROTWORD() and Rcon, AESIMC for the equivalent inverse cipher
/// (FIPS 197 sections 5.2 and 5.3.5). Can be expanded repeatedly without allocating; for one thread at a time.
/// </summary>
internal sealed unsafe class AesniKeySchedule
{
    private const int MaximumRoundKeys = 15;

    private readonly AlignedMemory _memory = new(2 * MaximumRoundKeys * AesCipher.BlockSize);

    /// <summary>The key size of the last <see cref="Expand"/>.</summary>
    public AesKeySize KeySize { get; private set; }

    /// <summary>The number of rounds of the last <see cref="Expand"/>.</summary>
    public int RoundCount => KeySize.RoundCount;

    /// <summary>Nr + 1 round keys of 16 bytes each in the order of encryption. Valid as long as this object is reachable.</summary>
    public byte* EncryptionKeys => _memory.Pointer;

    /// <summary>The same in the order of decryption; the inner round keys have gone through AESIMC.</summary>
    public byte* DecryptionKeys => EncryptionKeys + (MaximumRoundKeys * AesCipher.BlockSize);

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
        uint* words = (uint*)EncryptionKeys;
        int keyWords = KeySize.WordCount;
        int wordCount = 4 * (RoundCount + 1);
        key.CopyTo(new Span<byte>(words, key.Length));

        for (int i = keyWords; i < wordCount; i++)
        {
            uint word = words[i - 1];
            if (i % keyWords == 0)
            {
                // Element 1 of the result is ROTWORD(SUBWORD(word)) ^ Rcon of the word in element 1 of the operand.
                word = Assist(Vector128.Create(word), i / keyWords).GetElement(1);
            }
            else if (keyWords == 8 && i % 8 == 4)
            {
                // Element 0 is SUBWORD(word) only.
                word = Assist(Vector128.Create(word), 1).GetElement(0);
            }

            words[i] = words[i - keyWords] ^ word;
        }
    }

    private void InvertForDecryption()
    {
        Vector128<byte>* encryption = (Vector128<byte>*)EncryptionKeys;
        Vector128<byte>* decryption = (Vector128<byte>*)DecryptionKeys;
        int rounds = RoundCount;
        decryption[0] = encryption[rounds];
        for (int round = 1; round < rounds; round++)
        {
            decryption[round] = Aes.InverseMixColumns(encryption[rounds - round]);
        }

        decryption[rounds] = encryption[0];
    }

    /// <summary>AESKEYGENASSIST, whose round constant is an immediate: Rcon 1 to 10, the powers of x in GF(2^8).</summary>
    public static Vector128<uint> Assist(Vector128<uint> words, int roundConstant)
    {
        Vector128<byte> value = words.AsByte();
        return (roundConstant switch
        {
            1 => Aes.KeygenAssist(value, 0x01),
            2 => Aes.KeygenAssist(value, 0x02),
            3 => Aes.KeygenAssist(value, 0x04),
            4 => Aes.KeygenAssist(value, 0x08),
            5 => Aes.KeygenAssist(value, 0x10),
            6 => Aes.KeygenAssist(value, 0x20),
            7 => Aes.KeygenAssist(value, 0x40),
            8 => Aes.KeygenAssist(value, 0x80),
            9 => Aes.KeygenAssist(value, 0x1b),
            _ => Aes.KeygenAssist(value, 0x36),
        }).AsUInt32();
    }
}
