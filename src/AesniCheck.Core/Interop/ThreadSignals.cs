using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// Signals to single threads, mainly real-time signals, and the signal dispositions and masks of threads and the process: sigaction(2), tgkill(2),
/// pthread_sigmask(3). Linux on x86-64 only. Thread-safe.
/// </summary>
/// <remarks>A set of signals is a <c>ulong</c> here, as in the kernel: bit 0 is signal 1.</remarks>
internal static unsafe partial class ThreadSignals
{
    /// <summary>The signal for an access to unmapped memory. The runtime turns it into a NullReferenceException.</summary>
    public const int SIGSEGV = 11;

    /// <summary>The signal for the end of a child. A process that ignores it, even by inheritance from its parent, never learns how a child ended.</summary>
    public const int SIGCHLD = 17;

    /// <summary>A file has reached the limit RLIMIT_FSIZE. If the signal is ignored, write(2) fails instead: EFBIG.</summary>
    public const int SIGXFSZ = 25;

    // libc reserves 32 and 33, the runtime uses 34, and other users take the first or the last: hence from 63 down to 40.
    private const int HighestFree = 63;
    private const int LowestFree = 40;

    private const int SIG_UNBLOCK = 1;
    private const nint SIG_DFL = 0;
    private const nint SIG_IGN = 1;
    private const int SA_RESTART = 0x10000000;
    private const int SA_ONSTACK = 0x08000000;
    private const int SYS_tgkill = 234;

    // struct sigaction of glibc and musl: the handler, 128 bytes of mask, the flags (int), the restorer, which is libc's own business.
    private const int ActionWords = 19;
    private const int MaskWords = 16;
    private const int Handler = 0;
    private const int Mask = 1;
    private const int Flags = 17;

    // Dispositions apply to the whole process, and are changed by a read and a write.
    private static readonly Lock Dispositions = new();

    /// <summary>
    /// Returns a function of libc that takes an int and touches nothing but registers, so that it can handle a signal at any time; managed code can't.
    /// </summary>
    /// <exception cref="IOException">There is no such function.</exception>
    public static nint LeafHandler() =>
        NativeLibrary.TryLoad("libc", typeof(ThreadSignals).Assembly, null, out nint library)
            && NativeLibrary.TryGetExport(library, "abs", out nint leaf)
            ? leaf
            : throw new IOException("libc does not export abs, which is needed as a signal handler");

    /// <summary>Counts the unused signals.</summary>
    public static int CountFree()
    {
        int count = 0;
        for (int signal = LowestFree; signal <= HighestFree; signal++)
        {
            count += IsFree(signal) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes an unused signal. System calls that it interrupts are restarted.</summary>
    /// <param name="handler">The handler. All other signals are blocked while it runs, so that no other frame is ever laid over its frame.</param>
    /// <param name="onAlternateStack">Whether it runs on the thread's alternate stack.</param>
    /// <returns>The signal.</returns>
    /// <exception cref="IOException">All are in use, or the system refused.</exception>
    public static int Take(nint handler, bool onAlternateStack)
    {
        ulong* action = stackalloc ulong[ActionWords];
        action[Handler] = (ulong)handler;
        new Span<ulong>(action + Mask, MaskWords).Fill(ulong.MaxValue);
        action[Flags] = (uint)(onAlternateStack ? SA_RESTART | SA_ONSTACK : SA_RESTART);
        lock (Dispositions)
        {
            for (int signal = HighestFree; signal >= LowestFree; signal--)
            {
                if (IsFree(signal))
                {
                    Set(signal, action);
                    return signal;
                }
            }
        }

        throw new IOException("all real-time signals are in use");
    }

    /// <summary>Gives a signal back. Pending signals are discarded; it must not be sent afterwards, since it would end the process.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Release(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        lock (Dispositions)
        {
            // Ignoring a signal discards the pending ones, blocked or not, on all threads (POSIX, sigaction). Otherwise they would arrive with the default
            // disposition.
            action[Handler] = (ulong)SIG_IGN;
            Set(signal, action);
            action[Handler] = (ulong)SIG_DFL;
            Set(signal, action);
        }
    }

    /// <summary>Blocks or unblocks signals during the handler of another signal. The handler stays the same.</summary>
    /// <param name="signal">The signal of the handler.</param>
    /// <param name="set">The signals to block or unblock.</param>
    /// <param name="waits">Whether to block them.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void SetMask(int signal, ulong set, bool waits)
    {
        ulong* action = stackalloc ulong[ActionWords];
        lock (Dispositions)
        {
            Get(signal, action);
            action[Mask] = waits ? action[Mask] | set : action[Mask] & ~set;
            Set(signal, action);
        }
    }

    /// <summary>Restores the default disposition of a signal if the process ignores it.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void StopIgnoring(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        lock (Dispositions)
        {
            Get(signal, action);
            if (action[Handler] == (ulong)SIG_IGN)
            {
                action[Handler] = (ulong)SIG_DFL;
                Set(signal, action);
            }
        }
    }

    /// <summary>Ignores a signal that has its default disposition.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Ignore(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        lock (Dispositions)
        {
            Get(signal, action);
            if ((nint)action[Handler] == SIG_DFL)
            {
                action[Handler] = (ulong)SIG_IGN;
                Set(signal, action);
            }
        }
    }

    /// <summary>Returns the current disposition of a signal.</summary>
    /// <exception cref="IOException">The system call failed.</exception>
    public static SignalAction ActionOf(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        Get(signal, action);
        return new SignalAction((nint)action[Handler], action[Mask], (int)action[Flags]);
    }

    /// <summary>Unblocks signals for the calling thread; pending ones arrive at once.</summary>
    public static void Unblock(ulong set)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        mask[0] = set;
        _ = pthread_sigmask(SIG_UNBLOCK, mask, null);
    }

    /// <summary>The set that contains one signal.</summary>
    public static ulong SetOf(int signal) => 1UL << (signal - 1);

    /// <summary>Sends a signal to a thread of this process.</summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>False if the thread has ended, or too many signals are pending.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    public static bool TrySend(int thread, int signal)
    {
        if (syscall(SYS_tgkill, Environment.ProcessId, thread, signal) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() is Errno.ESRCH or Errno.EAGAIN ? false : throw Refused("tgkill", signal);
    }

    private static bool IsFree(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        return sigaction(signal, null, action) == 0 && (nint)action[Handler] == SIG_DFL;
    }

    private static void Get(int signal, ulong* action)
    {
        if (sigaction(signal, null, action) != 0)
        {
            throw Refused("sigaction", signal);
        }
    }

    private static void Set(int signal, ulong* action)
    {
        if (sigaction(signal, action, null) != 0)
        {
            throw Refused("sigaction", signal);
        }
    }

    private static IOException Refused(string call, int signal) => new($"{call} for signal {signal}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sigaction(int signal, ulong* action, ulong* before);

    [LibraryImport("libc")]
    private static partial int pthread_sigmask(int how, ulong* set, ulong* before);

    // musl does not have tgkill.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint process, nint thread, nint signal);
}

/// <summary>The disposition of a signal.</summary>
/// <param name="Handler">The address of the handler; 0 for the default, 1 if the signal is ignored.</param>
/// <param name="Mask">The signals that are blocked while the handler runs.</param>
/// <param name="Flags">SA_RESTART and other flags.</param>
internal readonly record struct SignalAction(nint Handler, ulong Mask, int Flags);
