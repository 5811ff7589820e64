using System.Text.Json.Serialization;

namespace AesniCheck.Host;

/// <summary>The processor, as it and the kernel describe the first logical CPU.</summary>
/// <param name="Vendor">The vendor string of CPUID leaf 0, such as <c>GenuineIntel</c>.</param>
/// <param name="Model">The brand string.</param>
/// <param name="Family">The display family, base and extended combined; <see cref="HostInfo.UnknownNumber"/> if unknown.</param>
/// <param name="ModelNumber">The display model, base and extended combined; <see cref="HostInfo.UnknownNumber"/> if unknown.</param>
/// <param name="Stepping">The stepping; <see cref="HostInfo.UnknownNumber"/> if unknown.</param>
/// <param name="Microcode">The revision as the kernel writes it, such as <c>0x5003604</c>. Many hypervisors invent it.</param>
/// <param name="LogicalCpuCount">The number of online CPUs; <see cref="HostInfo.UnknownNumber"/> if unknown.</param>
/// <param name="Features">The features of <see cref="CpuFeatures.All"/> that are present, in that order and in the kernel's spelling.</param>
public sealed record CpuInfo(
    string Vendor,
    string Model,
    [property: JsonConverter(typeof(HostNumberConverter))] int Family,
    [property: JsonConverter(typeof(HostNumberConverter))] int ModelNumber,
    [property: JsonConverter(typeof(HostNumberConverter))] int Stepping,
    string Microcode,
    [property: JsonConverter(typeof(HostNumberConverter))] int LogicalCpuCount,
    IReadOnlyList<string> Features);
