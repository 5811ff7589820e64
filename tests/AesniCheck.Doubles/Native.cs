using System.Runtime.InteropServices;

namespace AesniCheck.Doubles;

/// <summary>What a process can do to itself.</summary>
internal static partial class Native
{
    private const int KillSignal = 9;
    private const int StopSignal = 19;

    public static void StopThisProcess() => Signal(StopSignal);

    public static void KillThisProcess() => Signal(KillSignal);

    public static void WriteToStandardOutput(ReadOnlySpan<byte> bytes)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    private static void Signal(int signal)
    {
        if (kill(Environment.ProcessId, signal) != 0)
        {
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
