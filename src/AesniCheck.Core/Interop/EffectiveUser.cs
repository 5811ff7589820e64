using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The user that this process acts as: geteuid(2). Linux only, and thread-safe.</summary>
internal static partial class EffectiveUser
{
    /// <summary>The user id of root.</summary>
    public const uint Root = 0;

    /// <summary>The user id.</summary>
    public static uint Id() => geteuid();

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
