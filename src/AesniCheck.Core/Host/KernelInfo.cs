using System.Text.Json.Serialization;
using AesniCheck.Ciphers.AfAlg;

namespace AesniCheck.Host;

/// <summary>The operating system and its AES drivers.</summary>
/// <param name="OsName">The distribution by its own full name.</param>
/// <param name="Release">The kernel's release, as <c>uname -r</c> says it.</param>
/// <param name="Version">The kernel's build, as <c>uname -v</c> says it.</param>
/// <param name="AesniIntel">The <c>aesni_intel</c> driver: one of <see cref="AesniIntelState"/>, or <see cref="HostInfo.Unknown"/>.</param>
/// <param name="AesDrivers">What the kernel has registered for AES by now; it registers more on demand.</param>
public sealed record KernelInfo(string OsName, string Release, string Version, string AesniIntel, IReadOnlyList<KernelCryptoDriver> AesDrivers)
{
    /// <summary>What the probe <c>kernel</c> does with each of them; null in records of earlier versions.</summary>
    public IReadOnlyList<KernelDriverUse>? DriverUses { get; init; }
}

/// <summary>One entry of <c>/proc/crypto</c>.</summary>
/// <param name="Name">The algorithm, such as <c>cbc(aes)</c>; a leading <c>__</c> marks what only other drivers call.</param>
/// <param name="Driver">The implementation, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Module">The module that it is in; <c>kernel</c> when built in.</param>
/// <param name="Priority">Of drivers for one algorithm the kernel takes the highest; <see cref="HostInfo.UnknownNumber"/> when unknown.</param>
/// <param name="Type">The interface, such as <c>skcipher</c> or <c>aead</c>.</param>
/// <param name="SelfTest">What the test at registration said: <c>passed</c>, or <c>unknown</c> while it has not been run.</param>
public sealed record KernelCryptoDriver(
    string Name, string Driver, string Module, [property: JsonConverter(typeof(HostNumberConverter))] int Priority, string Type, string SelfTest);
