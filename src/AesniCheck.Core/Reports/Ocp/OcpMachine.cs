using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;

namespace AesniCheck.Reports.Ocp;

/// <summary>The device under test.</summary>
/// <param name="DutInfoId">Its id; there is only one device.</param>
/// <param name="Name">The host name.</param>
/// <param name="PlatformInfos">Properties of the platform.</param>
/// <param name="SoftwareInfos">The relevant software on it.</param>
/// <param name="HardwareInfos">The CPU.</param>
internal sealed record OcpDutInfo(
    string DutInfoId,
    string Name,
    IReadOnlyList<OcpPlatformInfo> PlatformInfos,
    IReadOnlyList<OcpSoftwareInfo> SoftwareInfos,
    IReadOnlyList<OcpHardwareInfo> HardwareInfos);

/// <summary>A property of the machine.</summary>
/// <param name="Info">The property in words.</param>
internal sealed record OcpPlatformInfo(string Info);

/// <summary>Software on the machine.</summary>
/// <param name="SoftwareInfoId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Revision">Its build.</param>
/// <param name="SoftwareType"><c>FIRMWARE</c>, <c>SYSTEM</c> or <c>APPLICATION</c>.</param>
internal sealed record OcpSoftwareInfo(string SoftwareInfoId, string Name, string? Version, string? Revision, string SoftwareType);

/// <summary>Hardware of the machine.</summary>
/// <param name="HardwareInfoId">Its id.</param>
/// <param name="ComputerSystem">The host name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Family and model.</param>
/// <param name="Revision">The stepping.</param>
/// <param name="PartType"><c>CPU</c>.</param>
/// <param name="Manufacturer">The vendor.</param>
internal sealed record OcpHardwareInfo(
    string HardwareInfoId, string ComputerSystem, string Name, string? Version, string? Revision, string PartType, string? Manufacturer);

/// <summary>
/// Describes the machine as a device under test. A guest can't know which sockets it runs on, so the processor is a single piece of hardware, and the logical
/// CPUs are its subcomponents, named by the kernel's numbers.
/// </summary>
internal static class OcpMachine
{
    /// <summary>The id of the processor.</summary>
    public const string CpuId = "0";

    /// <summary>Describes the machine.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    public static OcpDutInfo Of(HostInfo host, string toolVersion) => new("0", host.Name, [.. Platform(host)], [.. Software(host, toolVersion)], [Processor(host)]);

    /// <summary>Returns a logical CPU; null if it is unknown.</summary>
    public static OcpSubcomponent? LogicalCpu(int? cpu) =>
        cpu is { } number ? new OcpSubcomponent("ASIC-SUBSYSTEM", string.Create(CultureInfo.InvariantCulture, $"CPU {number}")) : null;

    private static IEnumerable<OcpPlatformInfo> Platform(HostInfo host) =>
        from info in (string[])
        [
            $"hypervisor: {host.Hypervisor.Name} (CPUID signature: {host.Hypervisor.Signature})",
            $"cloud: {host.Hypervisor.Cloud}",
            $"firmware: vendor {host.Hypervisor.DmiVendor}, product {host.Hypervisor.DmiProduct}",
            $"cpu features: {string.Join(' ', host.Cpu.Features)}",
            $"aesni_intel: {host.Kernel.AesniIntel}",
        ]
        select new OcpPlatformInfo(info);

    private static IEnumerable<OcpSoftwareInfo> Software(HostInfo host, string toolVersion)
    {
        (string Name, string? Version, string? Revision, string Type)[] software =
        [
            ("aesnicheck", toolVersion, null, "APPLICATION"),
            ("kernel", Known(host.Kernel.Release), Known(host.Kernel.Version), "SYSTEM"),
            ("operating system", Known(host.Kernel.OsName), null, "SYSTEM"),
            ("runtime", Known(host.Runtime.Version), null, "SYSTEM"),
            ("microcode", Known(host.Cpu.Microcode), null, "FIRMWARE"),
        ];
        return software.Where(entry => entry.Version is not null).Select((entry, index) => new OcpSoftwareInfo(
            index.ToString(CultureInfo.InvariantCulture), entry.Name, entry.Version, entry.Revision, entry.Type));
    }

    private static OcpHardwareInfo Processor(HostInfo host) => new(
        CpuId,
        host.Name,
        host.Cpu.Model,
        host.Cpu is { Family: >= 0, ModelNumber: >= 0 } ? string.Create(CultureInfo.InvariantCulture, $"family {host.Cpu.Family}, model {host.Cpu.ModelNumber}") : null,
        host.Cpu.Stepping >= 0 ? string.Create(CultureInfo.InvariantCulture, $"stepping {host.Cpu.Stepping}") : null,
        "CPU",
        Known(host.Cpu.Vendor));

    private static string? Known(string text) => text == HostInfo.Unknown ? null : text;
}

/// <summary>The plan as flat parameters, like a command line.</summary>
internal sealed record OcpParameters
{
    /// <summary>The duration of the run, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The CPUs.</summary>
    public required string Cpus { get; init; }

    /// <summary>The number of workers on each of them.</summary>
    public required int WorkersPerCpu { get; init; }

    /// <summary>The placement of the workers.</summary>
    public required string Placement { get; init; }

    /// <summary>Their scheduling policies.</summary>
    public required string Policies { get; init; }

    /// <summary>The key sizes in bits.</summary>
    public required string KeySizes { get; init; }

    /// <summary>The probes.</summary>
    public required string Probes { get; init; }

    /// <summary>Their shares of the workers' time, in the same order.</summary>
    public required string ProbeShares { get; init; }

    /// <summary>The stressors.</summary>
    public required string Stressors { get; init; }

    /// <summary>The intensity of the stressors, 1 to 10.</summary>
    public required int Intensity { get; init; }

    /// <summary>The memory that the memory stressor keeps busy, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Returns the parameters of a plan.</summary>
    public static OcpParameters Of(RunPlan plan) => new()
    {
        DurationSeconds = plan.DurationSeconds,
        Seed = plan.Seed,
        Cpus = CpuRanges.Format(plan.Cpus),
        WorkersPerCpu = plan.WorkersPerCpu,
        Placement = plan.PlacementWord,
        Policies = string.Join(',', plan.PolicyWords),
        KeySizes = string.Join(',', plan.KeySizes.Select(bits => bits.ToString(CultureInfo.InvariantCulture))),
        Probes = string.Join(',', plan.Probes.Select(probe => probe.Name)),
        ProbeShares = string.Join(',', plan.Probes.Select(probe => probe.Share.ToString(CultureInfo.InvariantCulture))),
        Stressors = string.Join(',', plan.Stressors.Select(stressor => stressor.Name)),
        Intensity = plan.Intensity,
        MemoryBytes = plan.MemoryBytes,
    };
}
