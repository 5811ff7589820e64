namespace AesniCheck.Host;

/// <summary>The operating system's crypto library that the runtime calls, and which is under test.</summary>
/// <param name="Version">The version, such as <c>OpenSSL 3.0.19</c>; <see cref="HostInfo.Unknown"/> if there is none or it is not reported.</param>
/// <param name="CapabilityMask">
/// The variable <c>OPENSSL_ia32cap</c>, which hides CPU instructions from the library; null if it is not set.
/// </param>
public sealed record CryptoLibrary(string Version, string? CapabilityMask)
{
    /// <summary>The file that its code is mapped from, such as <c>/usr/lib/x86_64-linux-gnu/libcrypto.so.3</c>; null if unknown.</summary>
    public string? File { get; init; }

    /// <summary>All properties, in words.</summary>
    internal string Description => $"{Version}{(File is null ? "" : $" ({File})")}{(CapabilityMask is null ? "" : $", with OPENSSL_ia32cap={CapabilityMask}")}";
}
