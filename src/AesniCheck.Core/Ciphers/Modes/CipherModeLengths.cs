namespace AesniCheck.Ciphers.Modes;

/// <summary>The lengths, in bytes, that the standards of the modes allow, each by itself.</summary>
internal static class CipherModeLengths
{
    extension(CipherMode mode)
    {
        /// <summary>Whether an IV, nonce, first counter block or tweak may have this length.</summary>
        public bool AllowsIvLength(int ivLength) => mode switch
        {
            CipherMode.Ecb => ivLength == 0,
            CipherMode.Gcm => ivLength >= 1,
            CipherMode.Ccm => ivLength is >= 7 and <= 13,
            _ => ivLength == AesCipher.BlockSize,
        };

        /// <summary>Whether a tag may have this length: 0 for modes without.</summary>
        public bool AllowsTagLength(int tagLength) => mode switch
        {
            CipherMode.Gcm => tagLength is 4 or 8 or (>= 12 and <= 16),
            CipherMode.Ccm => tagLength is >= 4 and <= 16 && tagLength % 2 == 0,
            _ => tagLength == 0,
        };

        /// <summary>Whether a message may have this length, with an IV of that length.</summary>
        public bool AllowsMessageLength(int ivLength, int messageLength) => mode switch
        {
            CipherMode.Ecb or CipherMode.Cbc => messageLength % AesCipher.BlockSize == 0,
            CipherMode.Xts => messageLength >= AesCipher.BlockSize,

            // The length has as many bytes of the first block as the nonce leaves; from four on, every length fits.
            CipherMode.Ccm => ivLength <= 11 || messageLength < 1L << (8 * (15 - ivLength)),
            _ => true,
        };
    }
}
