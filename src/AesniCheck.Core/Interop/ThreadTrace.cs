namespace AesniCheck.Interop;

/// <summary>
/// One stop of one thread of another process: ptrace(2), from PTRACE_SEIZE to PTRACE_DETACH. Linux on x86-64 only.
/// <para>
/// The kernel knows a tracer by its thread. Stop, read, write, step and dispose on one thread that does not end in between and
/// that no pool shares; any other call throws <see cref="InvalidOperationException"/>. Disposing always lets the thread go on, and
/// should this process die, the kernel lets it go.
/// </para>
/// <para>
/// A thread that waits in a system call begins that anew when it goes on, but for those that signal(7) lists as ended with EINTR
/// after any stop, epoll_wait(2) above all.
/// </para>
/// Not for the main thread of a child of this process: the runtime waits for its children, and would take a stop for the end.
/// </summary>
internal sealed unsafe partial class ThreadTrace : IDisposable
{
    private readonly int _thread;
    private readonly int _tracer = Scheduling.CurrentThreadId();
    private nint _signal;
    private bool _beginsAnew;
    private bool _released;

    private ThreadTrace(int thread) => _thread = thread;

    /// <summary>Where the thread goes on. A system call that it waits in is behind it already.</summary>
    public ulong InstructionPointer { get; private set; }

    /// <summary>
    /// Whether it was stopped on its way out of a system call, which has no use for vector registers of its own; else it was
    /// stopped in the middle of its work, by an interrupt. After a step: whether that was a system call.
    /// </summary>
    public bool IsInSystemCall { get; private set; }

    /// <summary>
    /// Stops a thread. Waits until the kernel has stopped it, however long that takes: a thread that has been asked to stop and
    /// is then left alone would stop for good.
    /// </summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <param name="refusal">Why it could not be stopped, where the result is null. The thread then goes on.</param>
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
    /// <param name="image">Room for all of it.</param>
    /// <param name="length">The bytes that it has.</param>
    /// <returns>Null, or why it could not be read.</returns>
    public TraceRefusal? ReadExtendedState(Span<byte> image, out int length)
    {
        EnsureTracer();
        fixed (byte* pointer = image)
        {
            // struct iovec: a pointer and a length, which the kernel sets to that of the state.
            nuint* iovec = stackalloc nuint[] { (nuint)pointer, (nuint)image.Length };
            bool read = ptrace(PTRACE_GETREGSET, _thread, NT_X86_XSTATE, iovec) == 0;
            length = read ? (int)iovec[1] : 0;
            return read ? null : Refusal("PTRACE_GETREGSET", _thread);
        }
    }

    /// <summary>Replaces the extended state.</summary>
    /// <param name="image">All of it, as it was read.</param>
    /// <returns>Null, or why it could not be written.</returns>
    public TraceRefusal? WriteExtendedState(ReadOnlySpan<byte> image)
    {
        EnsureTracer();
        fixed (byte* pointer = image)
        {
            nuint* iovec = stackalloc nuint[] { (nuint)pointer, (nuint)image.Length };
            return ptrace(PTRACE_SETREGSET, _thread, NT_X86_XSTATE, iovec) == 0 ? null : Refusal("PTRACE_SETREGSET", _thread);
        }
    }

    /// <summary>Lets the thread go on, with the signals that were on their way to it.</summary>
    public void Dispose()
    {
        EnsureTracer();
        if (!_released)
        {
            LetSignalsThrough();
        }

        while (!_released)
        {
            // It fails when something has killed the thread meanwhile. Its end must be taken note of, or it stays a zombie, and
            // nobody hears of the end of its process.
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
            // On its way to a signal handler: the runtime suspends threads by signals. The thread has to get it.
            _signal = status >> 16 == 0 ? (status >> 8) & 0xff : 0;
            return new TraceRefusal(TraceRefusalKind.Signalled, $"Thread {_thread} was being sent signal {_signal}.");
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

        // What is no system call has -1 here.
        IsInSystemCall = (long)registers[OrigRax] >= 0;
        InstructionPointer = registers[Rip];
        _beginsAnew = IsInSystemCall && -(long)registers[Rax] is >= ERESTARTSYS and <= ERESTART_RESTARTBLOCK;
        return null;
    }

    private void EnsureTracer()
    {
        if (Scheduling.CurrentThreadId() != _tracer)
        {
            throw new InvalidOperationException("A thread is traced from the thread that stopped it, and from no other.");
        }
    }
}
