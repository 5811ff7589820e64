using System.Runtime.InteropServices;
using AesniCheck.Basics;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Interop;

namespace AesniCheck.Host;

/// <summary>
/// Reads the description of this machine. Takes milliseconds, starts no process, needs no privilege, and never fails: unavailable data is unknown.
/// </summary>
public static class HostReader
{
    // Enough for the first CPU; the whole file has kilobytes for each, which the kernel generates as they are read.
    private const int CpuInfoByteCount = 16 * 1024;

    private const string ClockFolder = "sys/devices/system/clocksource/clocksource0/";

    /// <summary>Reads this machine.</summary>
    public static HostInfo Read() => Read("/", CpuId.Query);

    /// <summary>Reads the machine whose files are below a folder.</summary>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <param name="cpuId">Its CPUID; null if it has none.</param>
    internal static HostInfo Read(string root, CpuIdQuery? cpuId)
    {
        var files = new HostFiles(root);
        CpuInfo cpu = CpuIdIdentity.Complete(ReadKernelsCpu(files), cpuId);
        return new HostInfo(
            HostField.Text(files.Read("proc/sys/kernel/hostname")),
            cpu,
            HypervisorIdentification.Identify(ReadEvidence(files, cpu, cpuId)),
            ReadKernel(files),
            new RuntimeInfo(RuntimeInformation.FrameworkDescription, RuntimeInformation.ProcessArchitecture.ToString(), CpuId.RuntimeFeatures()));
    }

    /// <summary>Reads the processor as described by the kernel alone; CPUID in user space may show more.</summary>
    internal static CpuInfo ReadKernelsCpu(HostFiles files) =>
        ProcCpuInfo.Parse(files.Read("proc/cpuinfo", CpuInfoByteCount), CpuRanges.Count(files.Read("sys/devices/system/cpu/online")) ?? HostInfo.UnknownNumber);

    private static HypervisorEvidence ReadEvidence(HostFiles files, CpuInfo cpu, CpuIdQuery? cpuId) => new()
    {
        Signatures = HypervisorSignatures.Read(cpuId),
        KernelSeesHypervisor = cpu.Features.Contains(CpuFeatures.Hypervisor),
        KernelRelease = files.Read("proc/sys/kernel/osrelease"),
        KernelVersion = files.Read("proc/sys/kernel/version"),
        Messages = MessageDevice.Read(files.PathOf("dev/kmsg")),
        ClockSources = string.Join(' ', files.Read(ClockFolder + "available_clocksource"), files.Read(ClockFolder + "current_clocksource")),
        Buses = HypervisorBuses.Read(files),
        Xen = new XenEvidence
        {
            HypervisorType = files.Read("sys/hypervisor/type"),
            GuestType = files.Read("sys/hypervisor/guest_type"),
            Features = files.Read("sys/hypervisor/properties/features"),
            Capabilities = files.Read("proc/xen/capabilities"),
            Uuid = files.Read("sys/hypervisor/uuid"),
        },
        Dmi = ReadDmi(files),
    };

    private static DmiEvidence ReadDmi(HostFiles files)
    {
        return new DmiEvidence
        {
            SystemVendor = Read("sys_vendor"),
            ProductName = Read("product_name"),
            BiosVersion = Read("bios_version"),
            BoardVendor = Read("board_vendor"),
            ChassisVendor = Read("chassis_vendor"),
            ChassisAssetTag = Read("chassis_asset_tag"),
            ProductSerial = Read("product_serial"),
            ProductUuid = Read("product_uuid"),
        };

        string? Read(string name) => files.Read("sys/class/dmi/id/" + name);
    }

    private static KernelInfo ReadKernel(HostFiles files)
    {
        string? crypto = files.Read("proc/crypto");
        string? release = files.Read("proc/sys/kernel/osrelease");
        return new KernelInfo(
            OsRelease.ParseName(files.Read("etc/os-release") ?? files.Read("usr/lib/os-release")),
            HostField.Text(release),
            HostField.Text(files.Read("proc/sys/kernel/version")),
            AesniIntelState.Identify(files.Read("proc/modules"), crypto, files.HasFolder("sys/module/" + AesniIntelState.ModuleName)),
            ProcCrypto.ParseAes(crypto))
        {
            DriverUses = AfAlgDriverRules.Uses(crypto, KernelRelease.Parse(release)),
        };
    }
}
