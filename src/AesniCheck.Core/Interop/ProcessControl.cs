using System.Runtime.InteropServices;
using System.Text;

namespace AesniCheck.Interop;

/// <summary>The end of this process with its parent, and the names of its threads: prctl(2), getppid(2). Linux only.</summary>
internal static unsafe partial class ProcessControl
{
    private const int PR_SET_PDEATHSIG = 1;
    private const int PR_SET_NAME = 15;
    private const int SIGKILL = 9;

    /// <summary>The process id of the parent.</summary>
    public static int ParentId => getppid();

    /// <summary>
    /// From now on, the kernel kills this process when the thread that started it ends. Not retroactive: if the parent has already ended, that is noticed
    /// otherwise, for example by the end of this process's input.
    /// </summary>
    public static void EndWithParent() => _ = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);

    /// <summary>Names the calling thread, as <c>/proc/PID/task/TID/comm</c> and top(1) show it. The kernel keeps at most 15 bytes.</summary>
    /// <param name="name">The name, in ASCII.</param>
    public static void NameThread(string name)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(name), 0];
        fixed (byte* pointer = bytes)
        {
            _ = prctl(PR_SET_NAME, (nuint)pointer, 0, 0, 0);
        }
    }

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
