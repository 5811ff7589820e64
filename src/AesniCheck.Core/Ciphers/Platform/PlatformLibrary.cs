using System.Runtime.InteropServices;

namespace AesniCheck.Ciphers.Platform;

/// <summary>
/// Whether the runtime has a crypto library to call. Must be checked before any use of <c>System.Security.Cryptography</c>:
/// if the runtime finds no OpenSSL, it ends the process instead of throwing.
/// </summary>
internal static class PlatformLibrary
{
    // The runtime's list, in its order; the environment variable's version comes first.
    private static readonly string[] Versions = ["3", "1.1", "1.0.2", "1.0.0", "10"];

    /// <summary>The handle of the libssl that the runtime uses, which stays loaded; zero if none is found. Symbols of its libcrypto are found through it.</summary>
    public static nint Handle { get; } = Find(Environment.GetEnvironmentVariable("DOTNET_OPENSSL_VERSION_OVERRIDE"));

    /// <summary>Whether the runtime will find a library.</summary>
    public static bool IsPresent => Handle != 0;

    private static nint Find(string? preferredVersion)
    {
        IEnumerable<string> versions = string.IsNullOrEmpty(preferredVersion) ? Versions : Versions.Prepend(preferredVersion);

        // Not freed: the runtime loads the same library on first use.
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
