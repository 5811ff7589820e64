using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;

namespace AesniCheck.Units;

/// <summary>The operation that a chain performs in each of its steps. Every one is a bijection, so an error is never masked later.</summary>
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

/// <summary>The steps and their inverses, computed in general-purpose registers.</summary>
internal static class ChainSteps
{
    /// <summary>All steps.</summary>
    public static IReadOnlyList<ChainStep> All { get; } = Enum.GetValues<ChainStep>();

    extension(ChainStep step)
    {
        /// <summary>The number of rounds in a step.</summary>
        public static int RoundsPerStep => 2;

        /// <summary>
        /// Whether a wrong byte spreads from step to step. If the columns are not mixed, or are unmixed again in the same step, the error
        /// stays in one byte; then the time of the error can't be determined.
        /// </summary>
        public bool Spreads => step is ChainStep.Encrypt or ChainStep.Decrypt;

        /// <summary>Applies one step.</summary>
        public AesState Apply(AesState state, AesState key0, AesState key1) => step.Second(step.First(state, key0), key1);

        // Not inlined: the states are then passed from call to call in general-purpose registers. When inlined, the JIT copies them on the
        // stack through a vector register, and the reference must not use one.

        /// <summary>Applies the first round of a step.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public AesState First(AesState state, AesState key0) => step switch
        {
            ChainStep.Decrypt => state.Decrypt(key0),
            ChainStep.LastRounds => state.EncryptLast(key0),
            _ => state.Encrypt(key0),
        };

        /// <summary>Applies the second round of a step.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public AesState Second(AesState state, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.Encrypt(key1),
            ChainStep.Decrypt => state.Decrypt(key1),
            ChainStep.LastRounds => state.DecryptLast(key1),
            _ => state.InverseMixColumns() ^ key1,
        };

        /// <summary>Inverts <c>First</c>.</summary>
        public AesState UndoFirst(AesState state, AesState key0) => step switch
        {
            ChainStep.Decrypt => state.UndoDecrypt(key0),
            ChainStep.LastRounds => state.UndoEncryptLast(key0),
            _ => state.UndoEncrypt(key0),
        };

        /// <summary>Inverts <c>Second</c>.</summary>
        public AesState UndoSecond(AesState state, AesState key1) => step switch
        {
            ChainStep.Encrypt => state.UndoEncrypt(key1),
            ChainStep.Decrypt => state.UndoDecrypt(key1),
            ChainStep.LastRounds => state.UndoDecryptLast(key1),
            _ => (state ^ key1).MixColumns(),
        };
    }
}
