using System.Runtime.InteropServices;
using AesniCheck.Basics;

namespace AesniCheck.Interop;

/// <content>Single-stepping, to follow the effect of a changed value.</content>
internal sealed unsafe partial class ThreadTrace
{
    private const int SIGTRAP = 5;

    // Bit n - 1 stands for signal n: SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV and SIGSYS, which an instruction itself may cause. In that case the
    // kernel kills a thread that blocks them.
    private const ulong CausedByInstructions = (1UL << 3) | (1UL << 4) | (1UL << 6) | (1UL << 7) | (1UL << 10) | (1UL << 30);

    // TRAP_BRKPT for a system call, TRAP_TRACE for any other instruction, SIGTRAP itself for the entry of a signal handler.
    private const int TRAP_BRKPT = 1;
    private const int TRAP_TRACE = 2;

    // Some 15 ms: most system calls have returned by then.
    private const int SystemCallPolls = 300;

    private ulong? _mask;

    // SYSCALL.
    private static ReadOnlySpan<byte> SystemCallCode => [0x0f, 0x05];

    /// <summary>
    /// Lets the thread execute one instruction, and stops it again. Signals that arrive meanwhile are blocked, and delivered when the thread resumes. A step
    /// takes some five microseconds. With a repeat prefix, each repetition is a step. If this process dies between a step and the disposal, the thread keeps
    /// its signals blocked.
    /// </summary>
    /// <returns>
    /// Null, or the reason why the instruction was not executed. <see cref="TraceRefusalKind.Signalled"/>: the instruction causes a signal, or one arrived in a
    /// system call; the next step goes to the first instruction of its handler. <see cref="TraceRefusalKind.Waiting"/>: it waits in a system call; another step
    /// gives it more time. In both cases the thread may also be resumed.
    /// </returns>
    public TraceRefusal? Step()
    {
        EnsureTracer();

        // A system call waits until a signal arrives, and both the call and the entry of a handler set the mask of blocked signals.
        bool isSystemCall = IsInSystemCall || IsAtSystemCall();
        TraceRefusal? refusal = isSystemCall || _signal != 0 ? UnblockSignals() : BlockSignals();
        return refusal ?? StepOnce(isSystemCall ? SystemCallPolls : null);
    }

    /// <summary>Reads the memory of the thread.</summary>
    /// <param name="address">The address.</param>
    /// <param name="bytes">Receives the bytes; its length is the number to read.</param>
    /// <returns>The number of bytes read: fewer if the memory ends. The rest of <paramref name="bytes"/> is unchanged.</returns>
    public int ReadMemory(ulong address, Span<byte> bytes)
    {
        EnsureTracer();
        int count = 0;
        while (count < bytes.Length)
        {
            // An aligned word lies in a single page, which is either mapped or not.
            int skipped = (int)((address + (ulong)count) % sizeof(ulong));
            ulong word = (ulong)ptrace(PTRACE_PEEKTEXT, _thread, (nint)(address + (ulong)(count - skipped)), null);
            if (Marshal.GetLastPInvokeError() != 0)
            {
                break;
            }

            int length = Math.Min(sizeof(ulong) - skipped, bytes.Length - count);
            new ReadOnlySpan<byte>((byte*)&word + skipped, length).CopyTo(bytes[count..]);
            count += length;
        }

        return count;
    }

    private TraceRefusal? StepOnce(int? maximumPolls)
    {
        bool interrupted = false;
        while (true)
        {
            if (ptrace(PTRACE_SINGLESTEP, _thread, 0, (void*)_signal) != 0)
            {
                return Refusal("PTRACE_SINGLESTEP", _thread);
            }

            _signal = 0;
            Wait wait = WaitForStop(maximumPolls, out int status);
            if (wait == Wait.TimedOut)
            {
                interrupted = true;
                _ = ptrace(PTRACE_INTERRUPT, _thread, 0, null);
                wait = WaitForStop(null, out status);
            }

            if (wait == Wait.Ended)
            {
                return Ended();
            }

            if (status >> 16 == PTRACE_EVENT_STOP)
            {
                // The stop of an interrupt. If it ended a system call, the SIGTRAP for the end of that call is still pending, and would kill the thread if
                // it resumed before that.
                continue;
            }

            TraceRefusal? refusal = ReadRegisters();
            int signal = (status >> 8) & 0xff;
            if (signal != SIGTRAP || !IsEndOfStep())
            {
                _signal = signal;
                return refusal ?? new TraceRefusal(TraceRefusalKind.Signalled, $"Signal {_signal} is pending for thread {_thread}.");
            }

            // An interrupted system call has ended only to restart.
            if (refusal is not null || !_restarts)
            {
                return refusal;
            }

            if (interrupted)
            {
                return new TraceRefusal(TraceRefusalKind.Waiting, $"Thread {_thread} waits in a system call.");
            }
        }
    }

    private bool IsEndOfStep()
    {
        int* info = stackalloc int[SigInfoBytes / sizeof(int)];
        return ptrace(PTRACE_GETSIGINFO, _thread, 0, info) == 0 && info[SiCode] is TRAP_BRKPT or TRAP_TRACE or SIGTRAP;
    }

    /// <summary>
    /// Returns whether the last instruction was a system call: an interrupt that became due in its last part, in which the kernel takes none, stops the thread
    /// before the next instruction.
    /// </summary>
    public bool IsRightAfterSystemCall() => IsSystemCall(InstructionPointer - (ulong)SystemCallCode.Length);

    private bool IsAtSystemCall() => IsSystemCall(InstructionPointer);

    private bool IsSystemCall(ulong address)
    {
        Span<byte> code = stackalloc byte[SystemCallCode.Length];
        return ReadMemory(address, code) == code.Length && ScalarBytes.AreEqual(code, SystemCallCode);
    }

    private TraceRefusal? BlockSignals()
    {
        if (_mask is not null)
        {
            return null;
        }

        ulong mask;
        if (ptrace(PTRACE_GETSIGMASK, _thread, sizeof(ulong), &mask) != 0)
        {
            return Refusal("PTRACE_GETSIGMASK", _thread);
        }

        ulong held = mask | ~CausedByInstructions;
        if (ptrace(PTRACE_SETSIGMASK, _thread, sizeof(ulong), &held) != 0)
        {
            return Refusal("PTRACE_SETSIGMASK", _thread);
        }

        _mask = mask;
        return null;
    }

    private TraceRefusal? UnblockSignals()
    {
        if (_mask is not { } mask)
        {
            return null;
        }

        _mask = null;
        return ptrace(PTRACE_SETSIGMASK, _thread, sizeof(ulong), &mask) == 0 ? null : Refusal("PTRACE_SETSIGMASK", _thread);
    }
}
