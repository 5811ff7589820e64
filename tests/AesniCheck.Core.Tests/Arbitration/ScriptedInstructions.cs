using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;

namespace AesniCheck.Arbitration;

/// <summary>A CPU simulated in general-purpose registers; a test chooses which of its instructions are wrong.</summary>
/// <param name="isWrong">Whether an execution is wrong: the name of the instruction, and the number of the execution, from 1.</param>
internal sealed class ScriptedInstructions(Func<string, int, bool> isWrong) : SingleInstructions
{
    /// <summary>One that is right.</summary>
    public static ScriptedInstructions Right => new((_, _) => false);

    /// <summary>One that gets everything wrong.</summary>
    public static ScriptedInstructions Wrong => new((_, _) => true);

    /// <summary>The executions so far.</summary>
    public int Count { get; private set; }

    /// <summary>The names of the instructions that were executed.</summary>
    public HashSet<string> Names { get; } = [];

    public override bool HasAes => true;

    public override bool Has(PclmulWidth width) => true;

    public override AesState Execute(AesInstruction instruction, AesState state, AesState key)
    {
        AesState right = instruction.Apply(state, key);
        return IsWrong(instruction.Mnemonic) ? right ^ new AesState(0, 0x40, 0, 0) : right;
    }

    public override AesState Assist(AesState words, int round)
    {
        AesState right = new CpuInstructions().Assist(words, round);
        return IsWrong("AESKEYGENASSIST") ? right ^ new AesState(0, 1, 0, 0) : right;
    }

    public override void Execute(GhashInstruction instruction, PclmulWidth width, ReadOnlySpan<ulong> operands, Span<ulong> result)
    {
        instruction.Apply(operands, result);
        result[^1] ^= IsWrong(instruction.MnemonicAt(width)) ? 1UL << 33 : 0;
    }

    private bool IsWrong(string name)
    {
        Names.Add(name);
        return isWrong(name, ++Count);
    }
}
