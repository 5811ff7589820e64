using System.Runtime.Intrinsics.X86;
using AesniCheck.Ciphers.Platform;

namespace AesniCheck.Processes;

/// <summary>The engines that <c>aesnicheck vectors</c> must have on this machine, by the CPU's instructions and not by its own list.</summary>
internal static class VectorEngines
{
    /// <summary>Engines of the width of PCLMULQDQ that they use for GHASH.</summary>
    public static IReadOnlyList<string> Widths { get; } =
    [
        .. Has(Aes.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported, "aesni/pclmulqdq"),
        .. Has(Aes.IsSupported && Pclmulqdq.V256.IsSupported && Avx2.IsSupported, "aesni/vpclmulqdq-256"),
        .. Has(Aes.IsSupported && Pclmulqdq.V512.IsSupported && Avx512BW.IsSupported, "aesni/vpclmulqdq-512"),
    ];

    /// <summary>The names, in the order of the output.</summary>
    public static IReadOnlyList<string> All { get; } = ["software", "aesni", .. Widths, "bouncycastle", .. Has(PlatformLibrary.IsPresent, "platform")];

    /// <summary>The part of a line about a file that all of them got right.</summary>
    public static string AllOk => $"all {All.Count} engines ok";

    private static IEnumerable<string> Has(bool isSupported, string engine) => isSupported ? [engine] : [];
}
