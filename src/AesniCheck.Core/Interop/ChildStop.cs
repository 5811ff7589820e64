using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Finds the signal that stopped a child process: waitid(2). Linux only.</summary>
internal static unsafe partial class ChildStop
{
    private const int P_PID = 1;
    private const int WNOHANG = 1;
    private const int WSTOPPED = 2;
    private const int WNOWAIT = 0x1000000;

    // struct siginfo_t of SIGCHLD on x86-64, in ints: si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status. 128 bytes.
    private const int InfoInts = 32;
    private const int Pid = 4;
    private const int Status = 6;

    /// <summary>Returns the number of the signal; null if the process is not stopped by one, or is not a child. Leaves the child in a waitable state.</summary>
    /// <param name="process">The child.</param>
    public static int? SignalOf(int process)
    {
        int* info = stackalloc int[InfoInts];
        new Span<int>(info, InfoInts).Clear();
        return waitid(P_PID, (uint)process, info, WSTOPPED | WNOHANG | WNOWAIT) == 0 && info[Pid] == process ? info[Status] : null;
    }

    [LibraryImport("libc")]
    private static partial int waitid(int type, uint id, int* info, int options);
}
