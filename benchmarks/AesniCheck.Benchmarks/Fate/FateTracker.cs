using Iced.Intel;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>Follows a bit of a register through the instructions of a thread that is held, one at a time. For one thread.</summary>
/// <param name="code">Reads the code of the thread.</param>
/// <param name="uses">Tells what instructions do.</param>
/// <param name="clock">The clock.</param>
internal sealed class FateTracker(CodeReader code, RegisterUses uses, TimeProvider clock)
{
    private const int MaximumInstructionBytes = 15;

    /// <summary>The most instructions that a thread is led through.</summary>
    public int MaximumSteps { get; init; } = 200_000;

    /// <summary>The longest time that this may take.</summary>
    public TimeSpan MaximumTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Follows it as far as is allowed. A system call is not executed: the thread might wait in it for long.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="part">The bit.</param>
    public RegisterFate Follow(ISteppedThread thread, RegisterPart part)
    {
        long begin = clock.GetTimestamp();
        byte[] bytes = new byte[MaximumInstructionBytes];
        for (int steps = 0; ; steps++)
        {
            ulong address = thread.InstructionPointer;
            int length = code(address, bytes);
            Instruction instruction = Decoder.Create(64, bytes, address).Decode();
            if (instruction.IsInvalid || instruction.Length > length)
            {
                return new RegisterFate(FateKind.Undecided, address, "no code", steps);
            }

            RegisterFate? fate = uses.Of(instruction, part) switch
            {
                RegisterUse.Read => new RegisterFate(FateKind.Read, address, instruction.ToString(), steps),
                RegisterUse.Overwritten => new RegisterFate(FateKind.Overwritten, address, instruction.ToString(), steps),
                _ when instruction.Mnemonic == Mnemonic.Syscall => new RegisterFate(
                    SignalReturn.IsBefore(address, code) ? FateKind.SignalReturn : FateKind.SystemCall, address, instruction.ToString(), steps),
                _ when steps >= MaximumSteps || clock.GetElapsedTime(begin) >= MaximumTime => new RegisterFate(FateKind.Undecided, address, "followed long enough", steps),
                _ => null,
            };
            if (fate is { } known)
            {
                return known;
            }

            if (!thread.TryStep())
            {
                return new RegisterFate(FateKind.Undecided, thread.InstructionPointer, "could not be followed further", steps);
            }
        }
    }
}
