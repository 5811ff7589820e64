using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The stack on which a thread handles signals that use an alternate stack: stack_t of sigaltstack(2), on x86-64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe partial struct AlternateStack
{
    private const int SS_DISABLE = 2;

    /// <param name="lowest">The lowest byte; the stack grows towards it.</param>
    /// <param name="length">The length in bytes.</param>
    public AlternateStack(byte* lowest, int length)
    {
        Lowest = lowest;
        Length = length;
    }

    /// <summary>The alternate stack of the calling thread.</summary>
    /// <exception cref="IOException">The system call failed.</exception>
    public static AlternateStack Current
    {
        get
        {
            AlternateStack now;
            ThrowIfRefused(sigaltstack(null, &now));
            return now;
        }
    }

    /// <summary>The lowest byte; null if there is no stack.</summary>
    public byte* Lowest { get; }

    /// <summary>SS_DISABLE and other flags; 0 for a usable stack.</summary>
    public int Flags { get; }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the thread has no alternate stack.</summary>
    public bool IsDisabled => (Flags & SS_DISABLE) != 0;

    /// <summary>Replaces the alternate stack of the calling thread. Must not be called by a signal handler.</summary>
    /// <returns>The previous alternate stack.</returns>
    /// <exception cref="IOException">The system refused, or the stack is too short for the kernel's signal frame.</exception>
    public static AlternateStack Exchange(AlternateStack next)
    {
        AlternateStack before;
        ThrowIfRefused(sigaltstack(&next, &before));
        return before;
    }

    private static void ThrowIfRefused(int result)
    {
        if (result != 0)
        {
            throw new IOException($"sigaltstack: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sigaltstack(AlternateStack* next, AlternateStack* before);
}
