namespace AesniCheck.Host;

/// <summary>The CPU features that matter to AES and to the registers that hold its state, in the spelling of <c>/proc/cpuinfo</c>.</summary>
public static class CpuFeatures
{
    /// <summary>The CPU reports a hypervisor below it.</summary>
    public const string Hypervisor = "hypervisor";

    /// <summary>All features: AES and GHASH first, then vectors, then the ways to save vector state.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "aes", "vaes", "pclmulqdq", "vpclmulqdq", "gfni",
        "ssse3", "sse4_1", "avx", "avx2", "avx512f", "avx512bw", "avx512vl", "sha_ni",
        "xsave", "xsaveopt", "xsavec", "xsaves",
        Hypervisor,
    ];

    /// <summary>Returns the features of <see cref="All"/> that are in <paramref name="flags"/>, in the order of <see cref="All"/>.</summary>
    internal static IReadOnlyList<string> Among(string[] flags)
    {
        List<string> present = [];
        foreach (string feature in All)
        {
            if (Array.IndexOf(flags, feature) >= 0)
            {
                present.Add(feature);
            }
        }

        return present;
    }
}
