using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <content>The kernel's side: requests, stops, refusals.</content>
internal sealed unsafe partial class ThreadTrace
{
    private const nint PTRACE_PEEKTEXT = 1;
    private const nint PTRACE_SINGLESTEP = 9;
    private const nint PTRACE_GETREGS = 12;
    private const nint PTRACE_DETACH = 17;
    private const nint PTRACE_GETSIGINFO = 0x4202;
    private const nint PTRACE_GETREGSET = 0x4204;
    private const nint PTRACE_SETREGSET = 0x4205;
    private const nint PTRACE_SEIZE = 0x4206;
    private const nint PTRACE_INTERRUPT = 0x4207;
    private const nint PTRACE_GETSIGMASK = 0x420a;
    private const nint PTRACE_SETSIGMASK = 0x420b;
    private const nint NT_X86_XSTATE = 0x202;
    private const int PTRACE_EVENT_STOP = 128;
    private const int WALL = 0x40000000; // __WALL, but for the underscores
    private const int WNOHANG = 1;

    // struct user_regs_struct: 27 registers of 8 bytes.
    private const int RegisterCount = 27;
    private const int Rax = 10;
    private const int OrigRax = 15;
    private const int Rip = 16;

    // The results of a system call that will restart, visible only inside the kernel: include/linux/errno.h.
    private const int ERESTARTSYS = 512;
    private const int ERESTART_RESTARTBLOCK = 516;

    // siginfo_t, and its beginning in ints.
    private const int SigInfoBytes = 128;
    private const int SiSigno = 0;
    private const int SiCode = 2;

    // A thread on another CPU stops within some ten microseconds; a thread that waits for a CPU needs ours.
    private const int Spins = 100;
    private const int SpinLength = 20;
    private const uint PauseMicroseconds = 20;

    private enum Wait
    {
        Stopped,
        Ended,
        TimedOut,
    }

    private static TraceRefusal Refusal(string request, int thread)
    {
        int error = Marshal.GetLastPInvokeError();
        TraceRefusalKind kind = error switch
        {
            Errno.ESRCH => TraceRefusalKind.Gone,
            Errno.EPERM or Errno.EACCES or Errno.ENOSYS => TraceRefusalKind.Forbidden,
            _ => TraceRefusalKind.Failed,
        };
        return new TraceRefusal(kind, $"{request} for thread {thread}: {new Win32Exception(error).Message}", error);
    }

    private TraceRefusal Ended()
    {
        _released = true;
        return new TraceRefusal(TraceRefusalKind.Gone, $"Thread {_thread} has ended.");
    }

    private Wait WaitForStop(int? maximumPolls, out int status)
    {
        status = 0;
        for (int polls = 0; maximumPolls is null || polls < maximumPolls; polls++)
        {
            int code = 0;
            int waited = waitpid(_thread, &code, WALL | WNOHANG);
            if (waited == _thread)
            {
                status = code;
                return (code & 0xff) == 0x7f ? Wait.Stopped : Wait.Ended;
            }

            if (waited < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR)
            {
                return Wait.Ended;
            }

            // A call that waits for any child may have consumed the notification of the stop. The runtime makes such calls if SIGCHLD was ignored when it
            // started.
            if (HasStopped(out status))
            {
                return Wait.Stopped;
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

        return Wait.TimedOut;
    }

    private bool HasStopped(out int status)
    {
        int* info = stackalloc int[SigInfoBytes / sizeof(int)];
        bool stopped = ptrace(PTRACE_GETSIGINFO, _thread, 0, info) == 0;
        int stopEvent = info[SiCode] >> 8 == PTRACE_EVENT_STOP ? PTRACE_EVENT_STOP : 0;
        status = stopped ? (stopEvent << 16) | (info[SiSigno] << 8) | 0x7f : 0;
        return stopped;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, int pid, nint addr, void* data);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc")]
    private static partial int usleep(uint usec);
}
