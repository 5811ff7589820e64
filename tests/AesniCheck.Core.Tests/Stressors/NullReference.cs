using System.Runtime.CompilerServices;

namespace AesniCheck.Stressors;

/// <summary>
/// A fault that the runtime handles: the length of no string is read, the kernel sends SIGSEGV, and the runtime's handler on the
/// alternate stack makes an exception of it.
/// </summary>
internal static class NullReference
{
    /// <summary>Makes one.</summary>
    /// <returns>Whether the exception was thrown.</returns>
    public static bool IsCaught()
    {
        try
        {
            _ = Read(null);
            return false;
        }
        catch (NullReferenceException)
        {
            return true;
        }
    }

    // No null check is compiled for a length so near to address 0: the read itself faults.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read(string? text) => text!.Length;
}
