using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Where a thread handles signals that ask for a stack of their own: stack_t of sigaltstack(2), on x86-64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe partial struct AlternateStack
{
    private const int SS_DISABLE = 2;

    /// <param name="lowest">The lowest byte; the stack grows towards it.</param>
    /// <param name="length">Its length in bytes.</param>
    public AlternateStack(byte* lowest, int length)
    {
        Lowest = lowest;
        Length = length;
    }

    /// <summary>That of the calling thread.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static AlternateStack Current
    {
        get
        {
            AlternateStack now;
            ThrowIfRefused(sigaltstack(null, &now));
            return now;
        }
    }

    /// <summary>The lowest byte; null where there is none.</summary>
    public byte* Lowest { get; }

    /// <summary>SS_DISABLE and the like; 0 for a stack that can be used.</summary>
    public int Flags { get; }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the thread has none.</summary>
    public bool IsDisabled => (Flags & SS_DISABLE) != 0;

    /// <summary>Gives the calling thread another one. Not to be called by the handler of a signal.</summary>
    /// <returns>What it had before.</returns>
    /// <exception cref="IOException">The system refused, or it is too short for what the kernel puts there.</exception>
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
