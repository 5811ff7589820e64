namespace AesniCheck.Ciphers;

/// <summary>The instructions of AES-NI.</summary>
internal enum AesInstruction
{
    /// <summary>AESENC: a round of encryption.</summary>
    Encrypt,

    /// <summary>AESENCLAST: the last round of encryption.</summary>
    EncryptLast,

    /// <summary>AESDEC: a round of decryption.</summary>
    Decrypt,

    /// <summary>AESDECLAST: the last round of decryption.</summary>
    DecryptLast,

    /// <summary>AESIMC: INVMIXCOLUMNS(), without a key.</summary>
    InverseMixColumns,
}

/// <summary>The expected results of the instructions, in general-purpose registers.</summary>
internal static class AesInstructions
{
    extension(AesInstruction instruction)
    {
        /// <summary>The instruction's name in Intel's manual.</summary>
        public string Mnemonic => instruction switch
        {
            AesInstruction.Encrypt => "AESENC",
            AesInstruction.EncryptLast => "AESENCLAST",
            AesInstruction.Decrypt => "AESDEC",
            AesInstruction.DecryptLast => "AESDECLAST",
            _ => "AESIMC",
        };

        /// <summary>Computes the right result.</summary>
        public AesState Apply(AesState state, AesState key) => instruction switch
        {
            AesInstruction.Encrypt => state.Encrypt(key),
            AesInstruction.EncryptLast => state.EncryptLast(key),
            AesInstruction.Decrypt => state.Decrypt(key),
            AesInstruction.DecryptLast => state.DecryptLast(key),
            _ => state.InverseMixColumns(),
        };

        /// <summary>Returns the instruction for a round of a block.</summary>
        /// <param name="encrypt">The direction.</param>
        /// <param name="isLast">Whether it is the last round.</param>
        public static AesInstruction OfRound(bool encrypt, bool isLast) => (encrypt, isLast) switch
        {
            (true, false) => AesInstruction.Encrypt,
            (true, true) => AesInstruction.EncryptLast,
            (false, false) => AesInstruction.Decrypt,
            (false, true) => AesInstruction.DecryptLast,
        };
    }
}
