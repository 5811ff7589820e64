using AesniCheck.Ciphers.Platform;

namespace AesniCheck.Host;

/// <summary>Identifies the crypto library that the runtime calls. Loads it; never fails.</summary>
public static class CryptoLibraryReader
{
    /// <summary>Returns the library of this machine.</summary>
    public static CryptoLibrary Read() => new(OpenSslVersion.Read(), Environment.GetEnvironmentVariable(RuntimeSettings.LibraryMask)) { File = RuntimeLibCrypto.FileName() };
}
