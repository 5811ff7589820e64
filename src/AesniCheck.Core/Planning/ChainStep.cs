using AesniCheck.Ciphers;

namespace AesniCheck.Planning;

/// <summary>What a chain does in each of its steps. Every one is a bijection, so no error is ever masked again.</summary>
internal enum ChainStep
{
    /// <summary>AESENC with key 0, AESENC with key 1.</summary>
    Encrypt,

    /// <summary>AESDEC with key 0, AESDEC with key 1.</summary>
    Decrypt,

    /// <summary>AESENCLAST with key 0, AESDECLAST with key 1.</summary>
    LastRounds,

    /// <summary>AESENC with key 0, AESIMC, XOR with key 1.</summary>
    InverseMixColumns,
}

/// <summary>The steps in general-purpose registers, and back.</summary>
internal static class ChainSteps
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ChainStep> All { get; } = Enum.GetValues<ChainStep>();

    extension(ChainStep step)
    {
        /// <summary>The AES instructions in a step.</summary>
        public static int InstructionsPerStep => 2;

        /// <summary>One step.</summary>
        public AesState Apply(AesState state, AesState key0, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.Encrypt(key0).Encrypt(key1),
            ChainStep.Decrypt => state.Decrypt(key0).Decrypt(key1),
            ChainStep.LastRounds => state.EncryptLast(key0).DecryptLast(key1),
            _ => state.Encrypt(key0).InverseMixColumns() ^ key1,
        };

        /// <summary>What a step made this of.</summary>
        public AesState Undo(AesState state, AesState key0, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.UndoEncrypt(key1).UndoEncrypt(key0),
            ChainStep.Decrypt => state.UndoDecrypt(key1).UndoDecrypt(key0),
            ChainStep.LastRounds => state.UndoDecryptLast(key1).UndoEncryptLast(key0),
            _ => (state ^ key1).MixColumns().UndoEncrypt(key0),
        };
    }
}
