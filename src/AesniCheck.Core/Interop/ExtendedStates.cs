using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The register states that the kernel saves, by arch_prctl(2). Linux on x86-64 only, and thread-safe.</summary>
internal static unsafe partial class ExtendedStates
{
    private const nint SYS_arch_prctl = 158;
    private const nint ARCH_GET_XCOMP_SUPP = 0x1021;

    /// <summary>Returns the states as bits of XCR0; null if the kernel does not report them, as before Linux 5.16.</summary>
    public static ulong? Read()
    {
        ulong states;
        return RuntimeInformation.ProcessArchitecture == Architecture.X64 && syscall(SYS_arch_prctl, ARCH_GET_XCOMP_SUPP, &states) == 0 ? states : null;
    }

    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint code, ulong* value);
}
