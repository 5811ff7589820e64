using System.Runtime.InteropServices;

namespace AesniCheck.Processes.Harness;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Stop = 19;

    /// <summary>Sends a signal to a process, or to the group -<paramref name="process"/>.</summary>
    public static void Send(int process, int signal)
    {
        if (!TrySend(process, signal))
        {
            throw new InvalidOperationException($"kill {process}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>The same if the process may have ended already.</summary>
    public static bool TrySend(int process, int signal) => kill(process, signal) == 0;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
