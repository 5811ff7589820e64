using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>Reads the code of another process: fills what it can of the bytes at an address, and tells how many.</summary>
internal delegate int CodeReader(ulong address, Span<byte> bytes);

/// <summary>What is known of a bit of a register at a place in the code.</summary>
/// <param name="IsDead">Whether no instruction that can come next reads it before it is overwritten, or the function ends.</param>
/// <param name="Address">The instruction that may read it, or that is not understood; 0 where it is dead.</param>
/// <param name="Why">What that instruction is, in a few words; empty where it is dead.</param>
internal readonly record struct Liveness(bool IsDead, ulong Address, string Why);

/// <summary>
/// Follows all ways that the code can take from a place, and tells whether any reads a bit of a register before it is overwritten. At the end of the
/// function nobody relies on vector registers any more, but for what a function may give back: System V ABI, which .NET's code keeps to; all of them belong
/// to the one that is called. A call is taken to keep them, as some helpers of the runtime do. Code with rules of its own, as hand-written
/// cryptography has, must not be asked about. For one thread.
/// </summary>
/// <param name="code">Reads the code.</param>
/// <param name="uses">Tells what instructions do.</param>
internal sealed class LivenessSearch(CodeReader code, RegisterUses uses)
{
    private const int MaximumInstructions = 20_000;
    private const int MaximumInstructionBytes = 15;

    private readonly HashSet<ulong> _seen = [];
    private readonly Stack<ulong> _open = new();

    /// <summary>Searches from a place.</summary>
    /// <param name="address">The instruction that comes next.</param>
    /// <param name="part">The bit.</param>
    /// <param name="isInSystemCall">Whether the function makes a system call: then it gives a number back, and no vector.</param>
    public Liveness Search(ulong address, RegisterPart part, bool isInSystemCall)
    {
        _seen.Clear();
        _open.Clear();
        _open.Push(address);
        byte[] bytes = new byte[MaximumInstructionBytes];
        while (_open.TryPop(out ulong next))
        {
            while (_seen.Add(next))
            {
                int length = code(next, bytes);
                var decoder = Decoder.Create(64, bytes, next);
                Instruction instruction = decoder.Decode();
                if (instruction.IsInvalid || instruction.Length > length || _seen.Count > MaximumInstructions)
                {
                    return new Liveness(false, next, _seen.Count > MaximumInstructions ? "too much code" : "no code");
                }

                RegisterUse use = uses.Of(instruction, part);
                if (use == RegisterUse.Read)
                {
                    return new Liveness(false, next, instruction.ToString());
                }

                if (use == RegisterUse.Overwritten)
                {
                    break;
                }

                if (WhyUnknown(instruction, part, isInSystemCall) is { } why)
                {
                    return new Liveness(false, next, why);
                }

                bool isEnd = instruction.Mnemonic == Mnemonic.Syscall && SignalReturn.IsBefore(next, code);
                if (isEnd || !Advance(instruction, out next))
                {
                    break;
                }
            }
        }

        return new Liveness(true, 0, "");
    }

    private static string? WhyUnknown(in Instruction instruction, RegisterPart part, bool isInSystemCall) => instruction.FlowControl switch
    {
        FlowControl.Return when part.IsResult && !isInSystemCall => $"{instruction}: may give it back",
        FlowControl.Call or FlowControl.IndirectCall when part.IsArgument && instruction.Mnemonic != Mnemonic.Syscall => $"{instruction}: may take it",
        FlowControl.IndirectBranch => $"{instruction}: goes elsewhere",
        _ => null,
    };

    /// <returns>Whether the code goes on, at <paramref name="next"/>.</returns>
    private bool Advance(in Instruction instruction, out ulong next)
    {
        next = instruction.NextIP;
        switch (instruction.FlowControl)
        {
            case FlowControl.UnconditionalBranch:
                next = instruction.NearBranchTarget;
                return true;
            case FlowControl.ConditionalBranch or FlowControl.XbeginXabortXend:
                _open.Push(instruction.NearBranchTarget);
                return true;
            case FlowControl.Return or FlowControl.Interrupt or FlowControl.Exception:
                return false;
            default:
                return true;
        }
    }
}
