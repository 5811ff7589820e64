using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AesniCheck.Host.Interop;

/// <summary>
/// One stop of one running thread of another process: ptrace(2), from PTRACE_SEIZE to PTRACE_DETACH. Linux on x86-64 only.
/// <para>
/// The kernel knows a tracer by its thread. Stop, read, write and dispose on one thread that does not end in between and that
/// no pool shares; any other call throws <see cref="InvalidOperationException"/>. Disposing always lets the thread go on, and
/// should this process die, the kernel lets it go.
/// </para>
/// Not for the main thread of a child of this process: the runtime waits for its children, and would take a stop for the end.
/// </summary>
internal sealed unsafe partial class ThreadTrace : IDisposable
{
    private const nint PTRACE_GETREGS = 12;
    private const nint PTRACE_DETACH = 17;
    private const nint PTRACE_GETSIGINFO = 0x4202;
    private const nint PTRACE_GETREGSET = 0x4204;
    private const nint PTRACE_SETREGSET = 0x4205;
    private const nint PTRACE_SEIZE = 0x4206;
    private const nint PTRACE_INTERRUPT = 0x4207;
    private const nint NT_X86_XSTATE = 0x202;
    private const int PTRACE_EVENT_STOP = 128;
    private const int WALL = 0x40000000; // __WALL, but for the underscores
    private const int WNOHANG = 1;

    // struct user_regs_struct: 27 registers of 8 bytes.
    private const int RegisterCount = 27;
    private const int OrigRax = 15;
    private const int Rip = 16;

    // siginfo_t, and its beginning in ints.
    private const int SigInfoBytes = 128;
    private const int SiSigno = 0;
    private const int SiCode = 2;

    // A thread on another CPU stops in some ten microseconds; one that has to wait for a CPU must be left ours.
    private const int Spins = 100;
    private const int SpinLength = 20;
    private const uint PauseMicroseconds = 20;

    private readonly int _thread;
    private readonly int _tracer = Scheduling.CurrentThreadId();
    private nint _signal;
    private bool _released;

    private ThreadTrace(int thread) => _thread = thread;

    /// <summary>Where the thread goes on.</summary>
    public ulong InstructionPointer { get; private set; }

    /// <summary>
    /// Whether it was stopped on its way out of a system call, which has no use for vector registers of its own; else it was
    /// stopped in the middle of its work, by an interrupt.
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

    /// <summary>Lets the thread go on, with the signal that was on its way to it.</summary>
    public void Dispose()
    {
        EnsureTracer();
        while (!_released)
        {
            // It fails when something has killed the thread meanwhile. Its end must be taken note of, or it stays a zombie, and
            // nobody hears of the end of its process.
            _released = ptrace(PTRACE_DETACH, _thread, 0, (void*)_signal) == 0 || !WaitForStop(out _);
        }
    }

    private TraceRefusal? Interrupt()
    {
        bool interrupted = ptrace(PTRACE_INTERRUPT, _thread, 0, null) == 0;
        if (!WaitForStop(out int status))
        {
            _released = true;
            return new TraceRefusal(TraceRefusalKind.Gone, $"Thread {_thread} has ended.");
        }

        if (status >> 16 != PTRACE_EVENT_STOP || !interrupted)
        {
            // On its way to a signal handler: the runtime suspends threads by signals. The thread has to get it.
            _signal = status >> 16 == 0 ? (status >> 8) & 0xff : 0;
            return new TraceRefusal(TraceRefusalKind.Signalled, $"Thread {_thread} was being sent signal {_signal}.");
        }

        ulong* registers = stackalloc ulong[RegisterCount];
        if (ptrace(PTRACE_GETREGS, _thread, 0, registers) != 0)
        {
            return Refusal("PTRACE_GETREGS", _thread);
        }

        // What is no system call has -1 here.
        IsInSystemCall = (long)registers[OrigRax] >= 0;
        InstructionPointer = registers[Rip];
        return null;
    }

    /// <returns>Whether it has stopped; else it has ended.</returns>
    private bool WaitForStop(out int status)
    {
        for (int polls = 0; ; polls++)
        {
            int code = 0;
            int waited = waitpid(_thread, &code, WALL | WNOHANG);
            status = code;
            if (waited == _thread)
            {
                return (code & 0xff) == 0x7f;
            }

            if (waited < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR)
            {
                return false;
            }

            // Whoever waits for any child can have been told of the stop in our place, once and for all. The runtime does where
            // SIGCHLD was ignored when it began.
            if (HasStopped(out status))
            {
                return true;
            }

            if (polls < Spins)
            {
                Thread.SpinWait(SpinLength);
            }
            else
            {
                _ = usleep(PauseMicroseconds);
            }
        }
    }

    private bool HasStopped(out int status)
    {
        int* info = stackalloc int[SigInfoBytes / sizeof(int)];
        bool stopped = ptrace(PTRACE_GETSIGINFO, _thread, 0, info) == 0;
        int stopEvent = info[SiCode] >> 8 == PTRACE_EVENT_STOP ? PTRACE_EVENT_STOP : 0;
        status = stopped ? (stopEvent << 16) | (info[SiSigno] << 8) | 0x7f : 0;
        return stopped;
    }

    private void EnsureTracer()
    {
        if (Scheduling.CurrentThreadId() != _tracer)
        {
            throw new InvalidOperationException("A thread is traced from the thread that stopped it, and from no other.");
        }
    }

    private static TraceRefusal Refusal(string request, int thread)
    {
        int error = Marshal.GetLastPInvokeError();
        string what = $"{request} of thread {thread}: {new Win32Exception(error).Message}";
        return error switch
        {
            Errno.ESRCH => new TraceRefusal(TraceRefusalKind.Gone, what),
            Errno.EPERM => new TraceRefusal(
                TraceRefusalKind.Forbidden,
                $"{what}. A parent may trace its children unless /proc/sys/kernel/yama/ptrace_scope is above 1; a container needs a "
                + "seccomp profile that lets ptrace pass, or CAP_SYS_PTRACE; and no debugger or strace may hold the thread."),
            _ => new TraceRefusal(TraceRefusalKind.Failed, what),
        };
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, int pid, nint addr, void* data);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc")]
    private static partial int usleep(uint usec);
}
