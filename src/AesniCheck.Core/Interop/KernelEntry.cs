using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The way into the kernel and back, with as little as possible in between: getppid(2). Linux only, and thread-safe.</summary>
internal static partial class KernelEntry
{
    /// <summary>A system call that can't fail. The C library doesn't remember its result, and no page of the kernel's answers in its place.</summary>
    public static void Call() => _ = getppid();

    [LibraryImport("libc")]
    private static partial int getppid();
}
