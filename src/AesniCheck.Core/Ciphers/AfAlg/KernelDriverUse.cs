using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>What the probe <c>kernel</c> does with a driver.</summary>
[JsonConverter(typeof(KebabCaseConverter<KernelDriverRole>))]
public enum KernelDriverRole
{
    /// <summary>It may use the CPU's AES instructions, and is asked where there is AF_ALG.</summary>
    Asked,

    /// <summary>The kernel's own software, which the drivers that are asked are compared with.</summary>
    Counterpart,

    /// <summary>It is not asked.</summary>
    NotAsked,
}

/// <summary>An entry of <c>/proc/crypto</c> that does AES, and what the probe <c>kernel</c> does with it.</summary>
/// <param name="Driver">The implementation, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Role">What the probe does with it.</param>
/// <param name="Reason">Why it is not asked, in half a sentence; null if it is, or if it is a counterpart.</param>
public sealed record KernelDriverUse(string Driver, KernelDriverRole Role, string? Reason = null);
