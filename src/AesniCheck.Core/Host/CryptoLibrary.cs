namespace AesniCheck.Host;

/// <summary>The operating system's crypto library that the runtime calls, which is under test.</summary>
/// <param name="Version">Such as <c>OpenSSL 3.0.19</c>; <see cref="HostInfo.Unknown"/> where there is none or it does not say.</param>
/// <param name="CapabilityMask">
/// The variable <c>OPENSSL_ia32cap</c>, which hides instructions of the CPU from the library; null when it is not set.
/// </param>
public sealed record CryptoLibrary(string Version, string? CapabilityMask)
{
    /// <summary>The file that its code is mapped from, such as <c>/usr/lib/x86_64-linux-gnu/libcrypto.so.3</c>; null where that is not known.</summary>
    public string? File { get; init; }

    /// <summary>All of it, in words.</summary>
    internal string Description => $"{Version}{(File is null ? "" : $" ({File})")}{(CapabilityMask is null ? "" : $", with OPENSSL_ia32cap={CapabilityMask}")}";
}
