namespace AesniCheck.Benchmarks.Fate;

/// <summary>The end of a signal handler: rt_sigreturn(2), which gives the thread all the registers that it had before the signal.</summary>
internal static class SignalReturn
{
    // MOV RAX, 15: what C libraries have before SYSCALL there, and unwinders know signal frames by.
    private static ReadOnlySpan<byte> Number => [0x48, 0xc7, 0xc0, 15, 0, 0, 0];

    /// <summary>Whether a system call is that one.</summary>
    /// <param name="address">The instruction that makes it.</param>
    /// <param name="code">Reads the code.</param>
    public static bool IsBefore(ulong address, CodeReader code)
    {
        Span<byte> before = stackalloc byte[Number.Length];
        return code(address - (ulong)before.Length, before) == before.Length && before.SequenceEqual(Number);
    }
}
