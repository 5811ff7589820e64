using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>What became of a bit of a register in the thread that has it.</summary>
[JsonConverter(typeof(KebabCaseConverter<FateKind>))]
internal enum FateKind
{
    /// <summary>It was overwritten before anything read it.</summary>
    Overwritten,

    /// <summary>No way that the code can take from there reads it.</summary>
    NeverRead,

    /// <summary>The thread was in a system call, or came to one, and no way that the code can take behind it reads it.</summary>
    SystemCall,

    /// <summary>The handler of a signal ended: the kernel gave the thread all the registers that it had before.</summary>
    SignalReturn,

    /// <summary>An instruction read it.</summary>
    Read,

    /// <summary>It could not be followed so far.</summary>
    Undecided,
}

/// <summary>What became of a bit of a register, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Address">The instruction that read it or overwrote it, or that comes next.</param>
/// <param name="Instruction">That instruction, or why nothing more is known; null where there is nothing to say.</param>
/// <param name="Steps">The instructions that were executed one by one.</param>
internal readonly record struct RegisterFate(FateKind Kind, ulong Address, string? Instruction, int Steps)
{
    /// <summary>Whether it proves that the bit had no effect.</summary>
    public bool IsWithoutEffect => Kind is not FateKind.Read and not FateKind.Undecided;
}
