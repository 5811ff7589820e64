using System.Buffers.Binary;
using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>Reads the code of another process: fills what it can of the bytes at an address, and tells how many.</summary>
internal delegate int CodeReader(ulong address, Span<byte> bytes);

/// <summary>What is known of a bit of a register at a place in the code.</summary>
/// <param name="IsDead">Whether no instruction that can come next reads it before it is overwritten, or the function ends.</param>
/// <param name="Address">The instruction that may read it, or that is not understood; 0 where it is dead.</param>
/// <param name="Why">What that instruction is, in a few words; empty where it is dead.</param>
internal readonly record struct Liveness(bool IsDead, ulong Address, string Why)
{
    /// <summary>Nobody reads it.</summary>
    public static Liveness Dead { get; } = new(true, 0, "");
}

/// <summary>
/// Follows all ways that the code can take from a place, and tells whether any reads a bit of a register before it is overwritten. At the end of the
/// function nobody relies on vector registers any more, but for what a function may give back: System V ABI, which .NET's code keeps to; all of them belong
/// to the one that is called. A function that is called is searched as well where the register may be an argument of it; and is taken to leave all registers as they
/// are, as some helpers of the runtime do. Code with rules of its own, as hand-written cryptography has, must not be asked about. For one thread.
/// </summary>
/// <param name="code">Reads the code.</param>
/// <param name="uses">Tells what instructions do.</param>
internal sealed class LivenessSearch(CodeReader code, RegisterUses uses)
{
    private const int MaximumInstructions = 50_000;
    private const int MaximumInstructionBytes = 15;

    private readonly HashSet<ulong> _seen = [];
    private readonly Stack<ulong> _functions = new();
    private readonly Stack<ulong> _open = new();
    private readonly byte[] _bytes = new byte[MaximumInstructionBytes];

    /// <summary>Searches from a place.</summary>
    /// <param name="address">The instruction that comes next.</param>
    /// <param name="part">The bit.</param>
    /// <param name="isInSystemCall">Whether the function makes a system call: it deals in numbers and addresses, takes no vectors, hands none on, and gives none back.</param>
    public Liveness Search(ulong address, RegisterPart part, bool isInSystemCall)
    {
        _seen.Clear();
        _functions.Clear();
        Liveness liveness = SearchFunction(address, part, mayHandOn: part.IsArgument && !isInSystemCall, mayGiveBack: part.IsResult && !isInSystemCall);
        while (liveness.IsDead && _functions.TryPop(out ulong function))
        {
            // What it gives back goes to a place that is searched already.
            liveness = SearchFunction(function, part, mayHandOn: true, mayGiveBack: false);
        }

        return liveness;
    }

    private Liveness SearchFunction(ulong address, RegisterPart part, bool mayHandOn, bool mayGiveBack)
    {
        _open.Clear();
        _open.Push(address);
        while (_open.TryPop(out ulong next))
        {
            while (_seen.Add(next))
            {
                Instruction instruction = Decode(next, out bool isWhole);
                if (!isWhole || _seen.Count > MaximumInstructions)
                {
                    return new Liveness(false, next, isWhole ? "too much code" : "no code");
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

                if (instruction.FlowControl == FlowControl.Return && mayGiveBack)
                {
                    return new Liveness(false, next, $"{instruction}: may give it back");
                }

                if (!TryFollow(instruction, mayHandOn, out bool ends, out ulong following))
                {
                    return new Liveness(false, next, $"{instruction}: goes elsewhere");
                }

                if (ends)
                {
                    break;
                }

                next = following;
            }
        }

        return Liveness.Dead;
    }

    /// <returns>Whether it is known where the code goes from there.</returns>
    private bool TryFollow(in Instruction instruction, bool mayHandOn, out bool ends, out ulong next)
    {
        ends = false;
        next = instruction.NextIP;
        switch (instruction.FlowControl)
        {
            case FlowControl.UnconditionalBranch:
                next = instruction.NearBranchTarget;
                return true;
            case FlowControl.IndirectBranch:
                return TryReadTarget(instruction, out next);
            case FlowControl.ConditionalBranch or FlowControl.XbeginXabortXend:
                _open.Push(instruction.NearBranchTarget);
                return true;
            case FlowControl.Return or FlowControl.Interrupt or FlowControl.Exception:
                ends = true;
                return true;
            case FlowControl.Call when instruction.Mnemonic == Mnemonic.Syscall:
                ends = SignalReturn.IsBefore(instruction.IP, code);
                return true;
            case FlowControl.Call or FlowControl.IndirectCall when mayHandOn:
                ulong function = instruction.NearBranchTarget;
                if (instruction.FlowControl == FlowControl.IndirectCall && !TryReadTarget(instruction, out function))
                {
                    return false;
                }

                _functions.Push(function);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Where a jump or call goes whose target is in memory at a fixed place, as those between libraries are.</summary>
    private bool TryReadTarget(in Instruction instruction, out ulong target)
    {
        Span<byte> pointer = stackalloc byte[sizeof(ulong)];
        bool isKnown = instruction.IsIPRelativeMemoryOperand && code(instruction.IPRelativeMemoryAddress, pointer) == pointer.Length;
        target = isKnown ? BinaryPrimitives.ReadUInt64LittleEndian(pointer) : 0;
        return isKnown;
    }

    private Instruction Decode(ulong address, out bool isWhole)
    {
        int length = code(address, _bytes);
        Instruction instruction = Decoder.Create(64, _bytes, address).Decode();
        isWhole = !instruction.IsInvalid && instruction.Length <= length;
        return instruction;
    }
}
