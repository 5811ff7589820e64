namespace AesniCheck.Ciphers.Modes;

/// <summary>The lengths, in bytes, that the standards of the modes allow, taken together. An engine may have fewer.</summary>
internal static class StandardLengths
{
    extension(CipherMode mode)
    {
        /// <summary>Whether IV, tag and message may have these lengths.</summary>
        public bool AllowsLengths(int ivLength, int tagLength, int messageLength) =>
            mode.AllowsIvLength(ivLength) && mode.AllowsTagLength(tagLength) && mode.AllowsMessageLength(ivLength, messageLength);

        /// <summary>Whether a key may have this length: XTS has two AES keys, of the same length.</summary>
        public bool AllowsKeyLength(int keyLength) =>
            mode == CipherMode.Xts ? keyLength is 32 or 48 or 64 : keyLength is 16 or 24 or 32;
    }
}
