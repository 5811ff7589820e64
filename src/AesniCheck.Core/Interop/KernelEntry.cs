using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Enters the kernel and returns, with as little work as possible: getppid(2). Linux only, and thread-safe.</summary>
internal static partial class KernelEntry
{
    /// <summary>Makes a system call that can't fail. The C library does not cache its result, and the vDSO does not implement it.</summary>
    public static void Call() => _ = getppid();

    [LibraryImport("libc")]
    private static partial int getppid();
}
