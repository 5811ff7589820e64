using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using AesniCheck.Interop;

namespace AesniCheck.Doubles;

/// <summary>The instructions of a broken CPU: those of this one, executed one at a time, with a fault injected after them. Thread-safe.</summary>
internal class BrokenInstructions : SingleInstructions
{
    private readonly CpuInstructions _real = new();

    protected static bool OnBrokenCpu => Scheduling.CurrentCpu() == BrokenMachine.BrokenCpu;

    public override bool HasAes => _real.HasAes;

    public override bool Has(PclmulWidth width) => _real.Has(width);

    public override AesState Execute(AesInstruction instruction, AesState state, AesState key) => _real.Execute(instruction, state, key);

    public override AesState Assist(AesState words, int round) => _real.Assist(words, round);

    public override void Execute(GhashInstruction instruction, PclmulWidth width, ReadOnlySpan<ulong> operands, Span<ulong> result) =>
        _real.Execute(instruction, width, operands, result);
}

/// <summary>The lowest bit of byte 3 is wrong on one CPU, whenever the result of a last round begins with certain bits: see <see cref="WrongForOnePattern"/>.</summary>
/// <param name="bits">How many.</param>
internal sealed class WrongLastRound(int bits) : BrokenInstructions
{
    public override AesState Execute(AesInstruction instruction, AesState state, AesState key)
    {
        AesState right = base.Execute(instruction, state, key);
        bool isWrong = instruction is AesInstruction.EncryptLast or AesInstruction.DecryptLast && OnBrokenCpu && OnePattern.Matches(right.ToBytes(), bits);
        return isWrong ? right ^ new AesState(1 << 24, 0, 0, 0) : right;
    }
}

/// <summary>On one CPU a round of encryption computes a round of decryption.</summary>
internal sealed class DecryptingRounds : BrokenInstructions
{
    public override AesState Execute(AesInstruction instruction, AesState state, AesState key) => base.Execute(
        (instruction, OnBrokenCpu) switch
        {
            (AesInstruction.Encrypt, true) => AesInstruction.Decrypt,
            (AesInstruction.EncryptLast, true) => AesInstruction.DecryptLast,
            _ => instruction,
        },
        state,
        key);
}

/// <summary>On one CPU AESKEYGENASSIST has another round constant.</summary>
/// <param name="constant">The number of the constant whose lowest bit is wrong.</param>
internal sealed class WrongRoundConstant(int constant) : BrokenInstructions
{
    public override AesState Assist(AesState words, int round)
    {
        AesState right = base.Assist(words, round);
        return round == constant && OnBrokenCpu ? right ^ new AesState(0, 1, 0, 1) : right;
    }
}

/// <summary>A carry-less multiplication is wrong in one bit of its last block: at one width, or at all of them; on one CPU, or on all of them.</summary>
/// <param name="width">The width; null for all.</param>
/// <param name="onAll">Whether on all CPUs.</param>
internal sealed class WrongMultiplier(PclmulWidth? width, bool onAll) : BrokenInstructions
{
    public override void Execute(GhashInstruction instruction, PclmulWidth at, ReadOnlySpan<ulong> operands, Span<ulong> result)
    {
        base.Execute(instruction, at, operands, result);
        if (instruction >= GhashInstruction.MultiplyLowLow && (width ?? at) == at && (onAll || OnBrokenCpu))
        {
            result[^1] ^= 1 << 20;
        }
    }
}
