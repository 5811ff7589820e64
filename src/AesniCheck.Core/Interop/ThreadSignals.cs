using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// Signals to single threads, real-time ones above all, and what threads and the process do with signals: sigaction(2), tgkill(2),
/// pthread_sigmask(3). Linux on x86-64 only. Thread-safe.
/// </summary>
/// <remarks>A set of signals is a <c>ulong</c> here, as the kernel has it: bit 0 is signal 1.</remarks>
internal static unsafe partial class ThreadSignals
{
    /// <summary>The signal of a thread that reaches for memory that isn't there. The runtime makes a NullReferenceException of it.</summary>
    public const int SIGSEGV = 11;

    /// <summary>The signal that tells of a child's end. Who ignores it, or inherits that from who started it, never learns how a child ended.</summary>
    public const int SIGCHLD = 17;

    /// <summary>A file has reached the size that RLIMIT_FSIZE allows. If it is ignored, write(2) fails instead: EFBIG.</summary>
    public const int SIGXFSZ = 25;

    // libc keeps 32 and 33, the runtime has 34, and who wants one more takes the first or the last: from 63 down to 40.
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

    // What a signal does is set by reading and writing, for the whole process.
    private static readonly Lock Dispositions = new();

    /// <summary>
    /// A function of libc that takes an int and comes back having touched nothing but registers, and so can handle a signal at any
    /// time; managed code can't.
    /// </summary>
    /// <exception cref="IOException">There is none.</exception>
    public static nint LeafHandler() =>
        NativeLibrary.TryLoad("libc", typeof(ThreadSignals).Assembly, null, out nint library)
            && NativeLibrary.TryGetExport(library, "abs", out nint leaf)
            ? leaf
            : throw new IOException("libc has no abs to handle signals with");

    /// <summary>How many signals nobody uses.</summary>
    public static int CountFree()
    {
        int count = 0;
        for (int signal = LowestFree; signal <= HighestFree; signal++)
        {
            count += IsFree(signal) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes a signal that nobody uses. System calls that it comes in between are begun anew.</summary>
    /// <param name="handler">What handles it, with all other signals waiting meanwhile: nothing is ever laid over its frame.</param>
    /// <param name="onAlternateStack">Whether on the thread's alternate stack.</param>
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

    /// <summary>
    /// Gives a signal back. What waits for threads to take it is thrown away; nobody may send it any more, since it would end the process.
    /// </summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void GiveBack(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        lock (Dispositions)
        {
            // Whoever ignores a signal loses those that wait, blocked or not, on all threads (POSIX, sigaction). Left to wait they would
            // come with the default disposition.
            action[Handler] = (ulong)SIG_IGN;
            Set(signal, action);
            action[Handler] = (ulong)SIG_DFL;
            Set(signal, action);
        }
    }

    /// <summary>Has signals wait while a thread is in the handler of another signal, or no longer. The handler stays what it is.</summary>
    /// <param name="signal">The signal whose handler it is.</param>
    /// <param name="set">Those that are to wait, or not to.</param>
    /// <param name="waits">Whether they are to wait.</param>
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

    /// <summary>Gives a signal its default disposition where the process ignores it.</summary>
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

    /// <summary>What the process does with a signal now.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static SignalAction ActionOf(int signal)
    {
        ulong* action = stackalloc ulong[ActionWords];
        Get(signal, action);
        return new SignalAction((nint)action[Handler], action[Mask], (int)action[Flags]);
    }

    /// <summary>Lets the calling thread have signals that were blocked for it; those that waited come at once.</summary>
    public static void Unblock(ulong set)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        mask[0] = set;
        _ = pthread_sigmask(SIG_UNBLOCK, mask, null);
    }

    /// <summary>The set of one signal.</summary>
    public static ulong SetOf(int signal) => 1UL << (signal - 1);

    /// <summary>Sends a signal to a thread of this process.</summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>False where there is no such thread any more, or too many signals wait.</returns>
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

    private static IOException Refused(string call, int signal) => new($"{call} of signal {signal}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sigaction(int signal, ulong* action, ulong* before);

    [LibraryImport("libc")]
    private static partial int pthread_sigmask(int how, ulong* set, ulong* before);

    // musl has no tgkill of its own.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint process, nint thread, nint signal);
}

/// <summary>What a process does with a signal.</summary>
/// <param name="Handler">The address of the handler; 0 for the default, 1 where it is ignored.</param>
/// <param name="Mask">The set of the signals that wait meanwhile.</param>
/// <param name="Flags">SA_RESTART and the like.</param>
internal readonly record struct SignalAction(nint Handler, ulong Mask, int Flags);
