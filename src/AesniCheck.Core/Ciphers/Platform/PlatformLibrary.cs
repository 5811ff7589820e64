using System.Runtime.InteropServices;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// Whether there is a crypto library for the runtime to call. To be asked before anything of <c>System.Security.Cryptography</c>
/// is: where the runtime finds no OpenSSL it ends the process instead of throwing.
/// </summary>
internal static class PlatformLibrary
{
    // The runtime's own list, in its order; the variable is put in front of it.
    private static readonly string[] Versions = ["3", "1.1", "1.0.2", "1.0.0", "10"];

    /// <summary>The handle of the libssl that the runtime calls, which stays loaded; zero where it finds none. Symbols of its libcrypto are found through it.</summary>
    public static nint Handle { get; } = Find(Environment.GetEnvironmentVariable("DOTNET_OPENSSL_VERSION_OVERRIDE"));

    /// <summary>Whether the runtime will find a library.</summary>
    public static bool IsPresent => Handle != 0;

    private static nint Find(string? preferredVersion)
    {
        IEnumerable<string> versions = string.IsNullOrEmpty(preferredVersion) ? Versions : Versions.Prepend(preferredVersion);

        // Not given back: the runtime loads the same one as soon as it is asked for anything.
        foreach (string version in versions)
        {
            if (NativeLibrary.TryLoad("libssl.so." + version, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
