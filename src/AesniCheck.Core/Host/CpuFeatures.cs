namespace AesniCheck.Host;

/// <summary>The CPU features that matter to AES and to the registers it lives in, in the spelling of <c>/proc/cpuinfo</c>.</summary>
public static class CpuFeatures
{
    /// <summary>The CPU knows of a hypervisor below it.</summary>
    public const string Hypervisor = "hypervisor";

    /// <summary>All of them: AES and GHASH first, then vectors, then how vector state is saved.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "aes", "vaes", "pclmulqdq", "vpclmulqdq", "gfni",
        "ssse3", "sse4_1", "avx", "avx2", "avx512f", "avx512bw", "avx512vl", "sha_ni",
        "xsave", "xsaveopt", "xsavec", "xsaves",
        Hypervisor,
    ];

    /// <summary>Those of <see cref="All"/> that <paramref name="flags"/> has, in the order of <see cref="All"/>.</summary>
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
