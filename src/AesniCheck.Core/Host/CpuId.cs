using System.Runtime.Intrinsics.X86;

namespace AesniCheck.Host;

/// <summary>The four registers after CPUID.</summary>
internal readonly record struct CpuIdRegisters(uint Eax, uint Ebx, uint Ecx, uint Edx);

/// <summary>Executes CPUID, or imitates it.</summary>
internal delegate CpuIdRegisters CpuIdQuery(uint leaf, uint subleaf);

/// <summary>Queries the processor itself, through the runtime: the only part of the host's description that executes a special instruction.</summary>
internal static class CpuId
{
    /// <summary>Executes CPUID on the caller's current CPU; null if there is no such instruction.</summary>
    public static CpuIdQuery? Query { get; } = X86Base.IsSupported ? Execute : null;

    /// <summary>Returns the instruction sets that the runtime will use, in the spelling of <see cref="CpuFeatures"/>.</summary>
    public static IReadOnlyList<string> RuntimeFeatures()
    {
        List<string> features = [];
        AddIf(Aes.IsSupported, "aes");
        AddIf(Pclmulqdq.IsSupported, "pclmulqdq");
        AddIf(Avx2.IsSupported, "avx2");
        AddIf(Avx512F.IsSupported, "avx512f");
        return features;

        void AddIf(bool isSupported, string feature)
        {
            if (isSupported)
            {
                features.Add(feature);
            }
        }
    }

    private static CpuIdRegisters Execute(uint leaf, uint subleaf)
    {
        (int eax, int ebx, int ecx, int edx) = X86Base.CpuId((int)leaf, (int)subleaf);
        return new CpuIdRegisters((uint)eax, (uint)ebx, (uint)ecx, (uint)edx);
    }
}
