using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Ends a process whose parent has ended: prctl(2). Linux only.</summary>
internal static partial class ParentDeath
{
    private const int PR_SET_PDEATHSIG = 1;
    private const int SIGKILL = 9;

    /// <summary>
    /// From now on, the kernel kills this process when the thread that started it ends. Not retroactive: if the parent has already ended, that is noticed
    /// otherwise, for example by the end of this process's input.
    /// </summary>
    public static void Follow() => _ = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);

    /// <summary>The process id of the parent.</summary>
    public static int Parent() => getppid();

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
