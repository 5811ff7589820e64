using System.Text.Json.Serialization;
using AesniCheck.Ciphers.AfAlg;

namespace AesniCheck.Host;

/// <summary>The operating system and its AES drivers.</summary>
/// <param name="OsName">The full name of the distribution.</param>
/// <param name="Release">The kernel's release, as in <c>uname -r</c>.</param>
/// <param name="Version">The kernel's build, as in <c>uname -v</c>.</param>
/// <param name="AesniIntel">The <c>aesni_intel</c> driver: one of <see cref="AesniIntelState"/>, or <see cref="HostInfo.Unknown"/>.</param>
/// <param name="AesDrivers">The AES drivers that the kernel has registered so far; it registers more on demand.</param>
public sealed record KernelInfo(string OsName, string Release, string Version, string AesniIntel, IReadOnlyList<KernelCryptoDriver> AesDrivers)
{
    /// <summary>How the probe <c>kernel</c> uses each of them; null in records of earlier versions.</summary>
    public IReadOnlyList<AfAlgDriverUse>? DriverUses { get; init; }
}

/// <summary>One entry of <c>/proc/crypto</c>.</summary>
/// <param name="Name">The algorithm, such as <c>cbc(aes)</c>; a leading <c>__</c> marks one that only other drivers call.</param>
/// <param name="Driver">The implementation, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Module">The module that contains it; <c>kernel</c> if built in.</param>
/// <param name="Priority">Among drivers for one algorithm, the kernel chooses the highest; <see cref="HostInfo.UnknownNumber"/> if unknown.</param>
/// <param name="Type">The interface, such as <c>skcipher</c> or <c>aead</c>.</param>
/// <param name="SelfTest">The result of the test at registration: <c>passed</c>, or <c>unknown</c> while it has not run.</param>
public sealed record KernelCryptoDriver(
    string Name, string Driver, string Module, [property: JsonConverter(typeof(HostNumberConverter))] int Priority, string Type, string SelfTest);
