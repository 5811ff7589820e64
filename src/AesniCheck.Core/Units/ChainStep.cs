using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>What a chain does in each of its steps. Every one is a bijection, so no error is ever masked again.</summary>
[JsonConverter(typeof(KebabCaseConverter<ChainStep>))]
public enum ChainStep
{
    /// <summary>AESENC with key 0, AESENC with key 1.</summary>
    Encrypt,

    /// <summary>AESDEC with key 0, AESDEC with key 1.</summary>
    Decrypt,

    /// <summary>AESENCLAST with key 0, AESDECLAST with key 1.</summary>
    LastRounds,

    /// <summary>AESENC with key 0; AESIMC, and XOR with key 1.</summary>
    InverseMixColumns,
}

/// <summary>The steps in general-purpose registers, and back.</summary>
internal static class ChainSteps
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ChainStep> All { get; } = Enum.GetValues<ChainStep>();

    extension(ChainStep step)
    {
        /// <summary>The rounds in a step.</summary>
        public static int RoundsPerStep => 2;

        /// <summary>
        /// Whether a wrong byte spreads from step to step. Where the columns are not mixed, or unmixed again in the same step, it
        /// stays one byte for ever: then nobody can tell when it went wrong.
        /// </summary>
        public bool Spreads => step is ChainStep.Encrypt or ChainStep.Decrypt;

        /// <summary>One step.</summary>
        public AesState Apply(AesState state, AesState key0, AesState key1) => step.Second(step.First(state, key0), key1);

        // Not inlined: the states then go from call to call in general-purpose registers. Inlined, the JIT copies them on the
        // stack through a vector register, and the reference must not touch one.

        /// <summary>The first round of a step.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public AesState First(AesState state, AesState key0) => step switch
        {
            ChainStep.Decrypt => state.Decrypt(key0),
            ChainStep.LastRounds => state.EncryptLast(key0),
            _ => state.Encrypt(key0),
        };

        /// <summary>The second round of a step.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public AesState Second(AesState state, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.Encrypt(key1),
            ChainStep.Decrypt => state.Decrypt(key1),
            ChainStep.LastRounds => state.DecryptLast(key1),
            _ => state.InverseMixColumns() ^ key1,
        };

        /// <summary>What the first round of a step made this of.</summary>
        public AesState UndoFirst(AesState state, AesState key0) => step switch
        {
            ChainStep.Decrypt => state.UndoDecrypt(key0),
            ChainStep.LastRounds => state.UndoEncryptLast(key0),
            _ => state.UndoEncrypt(key0),
        };

        /// <summary>What the second round of a step made this of.</summary>
        public AesState UndoSecond(AesState state, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.UndoEncrypt(key1),
            ChainStep.Decrypt => state.UndoDecrypt(key1),
            ChainStep.LastRounds => state.UndoDecryptLast(key1),
            _ => (state ^ key1).MixColumns(),
        };
    }
}
