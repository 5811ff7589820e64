using System.Text.Json.Serialization;
using AesniCheck.Basics;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>The use of a driver by the probe <c>kernel</c>.</summary>
[JsonConverter(typeof(KebabCaseConverter<AfAlgDriverRole>))]
public enum AfAlgDriverRole
{
    /// <summary>The driver may use the CPU's AES instructions, and is tested if AF_ALG is available.</summary>
    Asked,

    /// <summary>The kernel's own software, with which the tested drivers are compared.</summary>
    Counterpart,

    /// <summary>The driver is not tested.</summary>
    NotAsked,
}

/// <summary>An AES entry of <c>/proc/crypto</c>, and its use by the probe <c>kernel</c>.</summary>
/// <param name="Driver">The implementation, such as <c>cbc-aes-aesni</c>.</param>
/// <param name="Role">How the probe uses it.</param>
/// <param name="Reason">Why it is not tested, as a clause; null if it is, or if it is a counterpart.</param>
public sealed record AfAlgDriverUse(string Driver, AfAlgDriverRole Role, string? Reason = null);
