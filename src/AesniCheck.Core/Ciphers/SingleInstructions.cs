using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Ciphers;

/// <summary>
/// Executes instructions one at a time, each in its own method: operands come from memory, the result goes to memory. No value stays in a
/// vector register for longer than the instruction takes, and no compiled loop is involved: if such a result is wrong
/// repeatedly, the instruction is at fault. Tests substitute a broken CPU.
/// </summary>
internal abstract class SingleInstructions
{
    /// <summary>Whether this CPU and runtime support the AES instructions.</summary>
    public abstract bool HasAes { get; }

    /// <summary>Whether this CPU and runtime support the instructions that GHASH uses at a width.</summary>
    public abstract bool Has(PclmulWidth width);

    /// <summary>Executes an AES instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="state">The state.</param>
    /// <param name="key">The round key; not used by AESIMC.</param>
    public abstract AesState Execute(AesInstruction instruction, AesState state, AesState key);

    /// <summary>Executes AESKEYGENASSIST.</summary>
    /// <param name="words">The operand.</param>
    /// <param name="round">The number of the round constant, 1 to 10.</param>
    public abstract AesState Assist(AesState words, int round);

    /// <summary>Executes a GHASH instruction on one register.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="width">The width of the register.</param>
    /// <param name="operands">The operands one after the other, each as wide as the register; the low half of each block first.</param>
    /// <param name="result">Receives the register's value.</param>
    public abstract void Execute(GhashInstruction instruction, PclmulWidth width, ReadOnlySpan<ulong> operands, Span<ulong> result);
}

/// <summary>Executes the instructions on this CPU.</summary>
internal sealed unsafe class CpuInstructions : SingleInstructions
{
    /// <inheritdoc/>
    public override bool HasAes => Aes.IsSupported;

    /// <inheritdoc/>
    public override bool Has(PclmulWidth width) => width.IsSupported;

    /// <inheritdoc/>
    public override AesState Execute(AesInstruction instruction, AesState state, AesState key) => instruction switch
    {
        AesInstruction.Encrypt => Encrypt(&state, &key),
        AesInstruction.EncryptLast => EncryptLast(&state, &key),
        AesInstruction.Decrypt => Decrypt(&state, &key),
        AesInstruction.DecryptLast => DecryptLast(&state, &key),
        _ => InverseMixColumns(&state),
    };

    /// <inheritdoc/>
    public override AesState Assist(AesState words, int round)
    {
        Vector128<uint> result = AesniKeySchedule.Assist(Load(&words).AsUInt32(), round);
        return *(AesState*)&result;
    }

    /// <inheritdoc/>
    public override void Execute(GhashInstruction instruction, PclmulWidth width, ReadOnlySpan<ulong> operands, Span<ulong> result)
    {
        fixed (ulong* from = operands, to = result)
        {
            switch (width)
            {
                case PclmulWidth.V512:
                    Execute<PclmulVector512, Vector512<ulong>>(instruction, (byte*)from, (byte*)to);
                    break;
                case PclmulWidth.V256:
                    Execute<PclmulVector256, Vector256<ulong>>(instruction, (byte*)from, (byte*)to);
                    break;
                default:
                    Execute<PclmulVector128, Vector128<ulong>>(instruction, (byte*)from, (byte*)to);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AesState Encrypt(AesState* state, AesState* key) => Store(Aes.Encrypt(Load(state), Load(key)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AesState EncryptLast(AesState* state, AesState* key) => Store(Aes.EncryptLast(Load(state), Load(key)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AesState Decrypt(AesState* state, AesState* key) => Store(Aes.Decrypt(Load(state), Load(key)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AesState DecryptLast(AesState* state, AesState* key) => Store(Aes.DecryptLast(Load(state), Load(key)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AesState InverseMixColumns(AesState* state) => Store(Aes.InverseMixColumns(Load(state)));

    // Not inlined, and no value is kept from one case to another, so that few registers are live at a time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Execute<TOperations, TVector>(GhashInstruction instruction, byte* operands, byte* result)
        where TOperations : struct, IPclmulVector<TVector>
        where TVector : struct
    {
        byte* second = operands + (TOperations.BlockCount * AesCipher.BlockSize);
        switch (instruction)
        {
            case GhashInstruction.ReverseBytes:
                Write(result, TOperations.LoadReversed(operands));
                break;
            case GhashInstruction.SwapHalves:
                Write(result, TOperations.SwapHalves(TOperations.Load(operands)));
                break;
            case GhashInstruction.Xor:
                Write(result, TOperations.Xor(TOperations.Load(operands), TOperations.Load(second)));
                break;
            case GhashInstruction.XorOfThree:
                byte* third = second + (TOperations.BlockCount * AesCipher.BlockSize);
                Write(result, TOperations.Xor(TOperations.Load(operands), TOperations.Load(second), TOperations.Load(third)));
                break;
            case GhashInstruction.MultiplyLowLow:
                Write(result, TOperations.MultiplyLowLow(TOperations.Load(operands), TOperations.Load(second)));
                break;
            case GhashInstruction.MultiplyLowHigh:
                Write(result, TOperations.MultiplyLowHigh(TOperations.Load(operands), TOperations.Load(second)));
                break;
            case GhashInstruction.MultiplyHighLow:
                Write(result, TOperations.MultiplyHighLow(TOperations.Load(operands), TOperations.Load(second)));
                break;
            default:
                Write(result, TOperations.MultiplyHighHigh(TOperations.Load(operands), TOperations.Load(second)));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TVector>(byte* result, TVector value)
        where TVector : struct => Unsafe.WriteUnaligned(result, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(AesState* state) => Vector128.Load((byte*)state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static AesState Store(Vector128<byte> result) => *(AesState*)&result;
}
