namespace AesniCheck.Interop;

/// <summary>
/// One stop of one thread of another process: ptrace(2), from PTRACE_SEIZE to PTRACE_DETACH. Linux on x86-64 only.
/// <para>
/// The kernel identifies a tracer by its thread. Stop, read, write, step and dispose on one thread that does not end in between and
/// that no pool shares; any other call throws <see cref="InvalidOperationException"/>. Disposing always resumes the thread, and the kernel
/// resumes it if this process dies.
/// </para>
/// <para>
/// A thread that waits in a system call restarts the call when it resumes, except for the calls that signal(7) lists as failing with
/// EINTR after any stop, mainly epoll_wait(2).
/// </para>
/// Not for the main thread of a child of this process: the runtime waits for its children, and would mistake a stop for the end.
/// </summary>
internal sealed unsafe partial class ThreadTrace : IDisposable
{
    private readonly int _thread;
    private readonly int _tracer = Scheduling.CurrentThreadId();
    private nint _signal;
    private bool _restarts;
    private bool _released;

    private ThreadTrace(int thread) => _thread = thread;

    /// <summary>The address at which the thread resumes. If it waits in a system call, this is after the call's instruction.</summary>
    public ulong InstructionPointer { get; private set; }

    /// <summary>
    /// Whether the thread was stopped on its way out of a system call, which does not use vector registers itself; otherwise an interrupt stopped it in the
    /// middle of its work. After a step: whether the step was a system call.
    /// </summary>
    public bool IsInSystemCall { get; private set; }

    /// <summary>
    /// Stops a thread. Waits without a timeout until the kernel has stopped it: a thread that was asked to stop and then abandoned would stay stopped
    /// forever.
    /// </summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <param name="refusal">The reason why it could not be stopped, if the result is null. The thread then runs on.</param>
    public static ThreadTrace? TryStop(int thread, out TraceRefusal? refusal)
    {
        if (ptrace(PTRACE_SEIZE, thread, 0, null) != 0)
        {
            refusal = Refusal("PTRACE_SEIZE", thread);
            return null;
        }

        var trace = new ThreadTrace(thread);
        refusal = trace.Interrupt();
        if (refusal is null)
        {
            return trace;
        }

        trace.Dispose();
        return null;
    }

    /// <summary>Reads the extended state: the XSAVE area in its standard form, not compacted.</summary>
    /// <param name="image">The buffer, large enough for the whole state.</param>
    /// <param name="length">The length of the state in bytes.</param>
    /// <returns>Null, or the reason why it could not be read.</returns>
    public TraceRefusal? ReadExtendedState(Span<byte> image, out int length)
    {
        EnsureTracer();
        fixed (byte* pointer = image)
        {
            // struct iovec: a pointer and a length, which the kernel sets to the length of the state.
            nuint* iovec = stackalloc nuint[] { (nuint)pointer, (nuint)image.Length };
            bool read = ptrace(PTRACE_GETREGSET, _thread, NT_X86_XSTATE, iovec) == 0;
            length = read ? (int)iovec[1] : 0;
            return read ? null : Refusal("PTRACE_GETREGSET", _thread);
        }
    }

    /// <summary>Replaces the extended state.</summary>
    /// <param name="image">The whole state, as it was read.</param>
    /// <returns>Null, or the reason why it could not be written.</returns>
    public TraceRefusal? WriteExtendedState(ReadOnlySpan<byte> image)
    {
        EnsureTracer();
        fixed (byte* pointer = image)
        {
            nuint* iovec = stackalloc nuint[] { (nuint)pointer, (nuint)image.Length };
            return ptrace(PTRACE_SETREGSET, _thread, NT_X86_XSTATE, iovec) == 0 ? null : Refusal("PTRACE_SETREGSET", _thread);
        }
    }

    /// <summary>Resumes the thread, and delivers its pending signals.</summary>
    public void Dispose()
    {
        EnsureTracer();
        if (!_released)
        {
            UnblockSignals();
        }

        while (!_released)
        {
            // Fails if the thread was killed meanwhile. Its end must be collected; otherwise it stays a zombie, and the end of its process is never
            // reported.
            _released = ptrace(PTRACE_DETACH, _thread, 0, (void*)_signal) == 0 || WaitForStop(null, out _) == Wait.Ended;
        }
    }

    private TraceRefusal? Interrupt()
    {
        bool interrupted = ptrace(PTRACE_INTERRUPT, _thread, 0, null) == 0;
        if (WaitForStop(null, out int status) == Wait.Ended)
        {
            return Ended();
        }

        if (status >> 16 != PTRACE_EVENT_STOP || !interrupted)
        {
            // On its way to a signal handler: the runtime suspends threads by signals. The signal must be delivered.
            _signal = status >> 16 == 0 ? (status >> 8) & 0xff : 0;
            return new TraceRefusal(TraceRefusalKind.Signalled, $"Signal {_signal} was pending for thread {_thread}.");
        }

        return ReadRegisters();
    }

    private TraceRefusal? ReadRegisters()
    {
        ulong* registers = stackalloc ulong[RegisterCount];
        if (ptrace(PTRACE_GETREGS, _thread, 0, registers) != 0)
        {
            return Refusal("PTRACE_GETREGS", _thread);
        }

        // -1 outside a system call.
        IsInSystemCall = (long)registers[OrigRax] >= 0;
        InstructionPointer = registers[Rip];
        _restarts = IsInSystemCall && -(long)registers[Rax] is >= ERESTARTSYS and <= ERESTART_RESTARTBLOCK;
        return null;
    }

    private void EnsureTracer()
    {
        if (Scheduling.CurrentThreadId() != _tracer)
        {
            throw new InvalidOperationException("A thread can be traced only from the thread that stopped it.");
        }
    }
}
