using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers.Portable;

namespace AesniCheck.Ciphers;

/// <summary>The modes of operation.</summary>
[JsonConverter(typeof(KebabCaseConverter<CipherMode>))]
public enum CipherMode
{
    /// <summary>Electronic codebook, NIST SP 800-38A section 6.1: each block independently. No IV; whole blocks.</summary>
    Ecb,

    /// <summary>Cipher block chaining, SP 800-38A section 6.2. IV of 16 bytes; whole blocks, no padding.</summary>
    Cbc,

    /// <summary>Cipher feedback by whole blocks, CFB128, SP 800-38A section 6.3. IV of 16 bytes; any length: the last block may be partial.</summary>
    Cfb,

    /// <summary>Cipher feedback by bytes, CFB8, SP 800-38A section 6.3. IV of 16 bytes; any length.</summary>
    Cfb8,

    /// <summary>Output feedback, SP 800-38A section 6.4. IV of 16 bytes; any length: the last block may be partial.</summary>
    Ofb,

    /// <summary>
    /// Counter, SP 800-38A section 6.5. The IV is the first counter block, 16 bytes, which counts up as a 128-bit big-endian
    /// number; any length.
    /// </summary>
    Ctr,

    /// <summary>
    /// XEX with ciphertext stealing, IEEE 1619 and SP 800-38E. The key is the data key followed by the tweak key, 32 or 64 bytes
    /// (48 for AES-192, outside the standard); the IV is the tweak before its encryption, 16 bytes; 16 bytes to 2^20 blocks.
    /// </summary>
    Xts,

    /// <summary>Galois/counter, SP 800-38D. IV of 1 byte or more, usually 12; tag of 4, 8, 12 to 16 bytes; any length.</summary>
    Gcm,

    /// <summary>Counter with CBC-MAC, SP 800-38C. Nonce of n = 7 to 13 bytes; tag of 4, 6, … 16 bytes; less than 2^(8(15 - n)) bytes.</summary>
    Ccm,
}

/// <summary>The properties of the modes.</summary>
internal static class CipherModes
{
    extension(CipherMode mode)
    {
        /// <summary>The mode's name in published vectors: <c>CBC</c>, <c>CFB128</c>.</summary>
        public string Label => mode == CipherMode.Cfb ? "CFB128" : mode.ToString().ToUpperInvariant();

        /// <summary>Whether the mode has associated data and a tag.</summary>
        public bool IsAuthenticated => mode is CipherMode.Gcm or CipherMode.Ccm;

        /// <summary>Whether messages must consist of whole blocks.</summary>
        public bool IsByWholeBlocks => mode is CipherMode.Ecb or CipherMode.Cbc;

        /// <summary>Returns the length of the key in bytes, for an AES key of the given size: XTS has two.</summary>
        public int KeyByteCount(AesKeySize keySize) => mode == CipherMode.Xts ? 2 * keySize.ByteCount : keySize.ByteCount;

        /// <summary>Whether a key may have this length in bytes: XTS has two AES keys of the same length.</summary>
        public bool AllowsKeyLength(int keyLength) =>
            mode == CipherMode.Xts ? keyLength is 32 or 48 or 64 : keyLength is 16 or 24 or 32;

        /// <summary>Whether the mode's standard permits this combination of IV, tag and message lengths, in bytes.</summary>
        public bool AllowsLengths(int ivLength, int tagLength, int messageLength) =>
            mode.AllowsIvLength(ivLength) && mode.AllowsTagLength(tagLength) && mode.AllowsMessageLength(ivLength, messageLength);

        /// <summary>Whether the mode's standard permits IVs, or nonces, of this length in bytes.</summary>
        public bool AllowsIvLength(int ivLength) => mode switch
        {
            CipherMode.Ecb => ivLength == 0,
            CipherMode.Gcm => ivLength >= 1,
            CipherMode.Ccm => ivLength is >= 7 and <= 13,
            _ => ivLength == AesCipher.BlockSize,
        };

        /// <summary>Whether the mode's standard permits tags of this length in bytes; only 0 for modes without a tag.</summary>
        public bool AllowsTagLength(int tagLength) => mode switch
        {
            CipherMode.Gcm => tagLength is 4 or 8 or (>= 12 and <= 16),
            CipherMode.Ccm => tagLength is >= 4 and <= 16 && tagLength % 2 == 0,
            _ => tagLength == 0,
        };

        /// <summary>Whether the mode's standard permits messages of this length in bytes, with an IV of the given length.</summary>
        public bool AllowsMessageLength(int ivLength, int messageLength) => mode switch
        {
            CipherMode.Ecb or CipherMode.Cbc => messageLength % AesCipher.BlockSize == 0,
            CipherMode.Xts => messageLength is >= AesCipher.BlockSize and <= XtsMode.MaximumLength,

            // The length field has the bytes of the first block that the nonce leaves free; with four or more, every length fits.
            CipherMode.Ccm => ivLength <= 11 || messageLength < 1L << (8 * (15 - ivLength)),
            _ => true,
        };
    }
}
