using AesniCheck.Ciphers.Platform;

namespace AesniCheck.Host;

/// <summary>Asks which crypto library the runtime calls. Loads it; never fails.</summary>
public static class CryptoLibraryReader
{
    /// <summary>The library of this machine.</summary>
    public static CryptoLibrary Read() => new(OpenSslVersion.Read(), Environment.GetEnvironmentVariable(RuntimeSettings.LibraryMask)) { File = RuntimeLibCrypto.FileName() };
}
