namespace AesniCheck.Host;

/// <summary>
/// The features that programs can use: the CPU has the instructions (CPUID), and the kernel saves the registers that they need (XCR0). A runtime may use
/// fewer. Spelled as in <see cref="CpuFeatures"/>.
/// </summary>
internal static class UsableFeatures
{
    // CPUID leaf 1, ECX: the kernel uses XSAVE, and has set XCR0 (Intel SDM volume 1, section 13.3).
    private const int OsXsaveBit = 27;

    // Bits of XCR0: 1 SSE, 2 AVX, 5 opmasks, 6 upper halves of ZMM0 to ZMM15, 7 ZMM16 to ZMM31 (Intel SDM volume 1, section 13.1).
    private const ulong AvxStates = 0b110;
    private const ulong Avx512States = 0b1110_0110;

    /// <summary>Returns the usable features.</summary>
    /// <param name="query">CPUID; null if the runtime does not provide it.</param>
    /// <param name="states">The register states that the kernel saves, as in XCR0; null if it does not report them.</param>
    /// <param name="kernelFeatures">The features that the kernel reports, which exclude those whose state it does not save.</param>
    public static IReadOnlyList<string> Of(CpuIdQuery? query, ulong? states, IReadOnlyList<string> kernelFeatures)
    {
        if (query is null)
        {
            // The runtime provides no CPUID if DOTNET_EnableHWIntrinsic=0 switches off all instruction sets.
            return kernelFeatures;
        }

        ulong saved = (query(1, 0).Ecx >> OsXsaveBit & 1) == 0 ? 0 : states ?? StatesImpliedBy(kernelFeatures);
        return [.. CpuIdIdentity.Features(query).Where(feature => (StatesFor(feature) & ~saved) == 0)];
    }

    // Linux before 5.16 has no call that reports the states.
    private static ulong StatesImpliedBy(IReadOnlyList<string> kernelFeatures) =>
        (kernelFeatures.Contains("avx") ? AvxStates : 0) | (kernelFeatures.Contains("avx512f") ? Avx512States : 0);

    private static ulong StatesFor(string feature) => feature switch
    {
        _ when feature.StartsWith("avx512", StringComparison.Ordinal) => Avx512States,
        "avx" or "avx2" or "vaes" or "vpclmulqdq" => AvxStates,
        _ => 0,
    };
}
