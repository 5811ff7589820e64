using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// Unpredictable random numbers: getrandom(2). Not the runtime's, which come from the library whose AES is under test. Linux only, and thread-safe.
/// </summary>
internal static unsafe partial class RandomBytes
{
    private const uint GRND_NONBLOCK = 1;

    /// <summary>Returns a random 64-bit number; a predictable one while the kernel has no random numbers yet, at boot.</summary>
    public static ulong Next()
    {
        ulong number;

        // The runtime's cryptographic random numbers would load the very library whose AES is under test.
#pragma warning disable CA5394
        return getrandom(&number, sizeof(ulong), GRND_NONBLOCK) == sizeof(ulong) ? number : (ulong)Random.Shared.NextInt64();
#pragma warning restore CA5394
    }

    [LibraryImport("libc")]
    private static partial nint getrandom(void* buffer, nuint length, uint flags);
}
