namespace AesniCheck.Host;

/// <summary>All evidence of the hypervisor, as found. Null means unavailable.</summary>
internal sealed record HypervisorEvidence
{
    /// <summary>The result of <see cref="HypervisorSignatures.Read"/>.</summary>
    public IReadOnlyList<string>? Signatures { get; init; }

    /// <summary>Whether the kernel sees a hypervisor; it may even if CPUID in user space does not show one.</summary>
    public bool KernelSeesHypervisor { get; init; }

    /// <summary><c>/proc/sys/kernel/osrelease</c>.</summary>
    public string? KernelRelease { get; init; }

    /// <summary><c>/proc/sys/kernel/version</c>.</summary>
    public string? KernelVersion { get; init; }

    /// <summary>The kernel's messages, in the format of <c>/dev/kmsg</c>.</summary>
    public string? Messages { get; init; }

    /// <summary>
    /// <c>available_clocksource</c> and <c>current_clocksource</c> of <c>/sys/devices/system/clocksource/clocksource0</c>: names,
    /// separated by white space.
    /// </summary>
    public string? ClockSources { get; init; }

    /// <summary>The buses of <see cref="HypervisorBuses"/> that have devices.</summary>
    public IReadOnlyList<string> Buses { get; init; } = [];

    /// <summary>Xen's nodes.</summary>
    public XenEvidence Xen { get; init; } = new();

    /// <summary>The firmware's tables.</summary>
    public DmiEvidence Dmi { get; init; } = new();
}

/// <summary>Xen's nodes, as texts.</summary>
internal sealed record XenEvidence
{
    /// <summary><c>/sys/hypervisor/type</c>: <c>xen</c>.</summary>
    public string? HypervisorType { get; init; }

    /// <summary><c>/sys/hypervisor/guest_type</c>: <c>PV</c>, <c>HVM</c> or <c>PVH</c>, since Linux 4.13.</summary>
    public string? GuestType { get; init; }

    /// <summary><c>/sys/hypervisor/properties/features</c>: the XENFEAT bits, in hexadecimal.</summary>
    public string? Features { get; init; }

    /// <summary><c>/proc/xen/capabilities</c>: exists if xenfs is mounted, and is empty except in the control domain.</summary>
    public string? Capabilities { get; init; }

    /// <summary><c>/sys/hypervisor/uuid</c>.</summary>
    public string? Uuid { get; init; }
}

/// <summary>The files of <c>/sys/class/dmi/id</c>, under their own names. Only root may read the last two.</summary>
internal sealed record DmiEvidence
{
    /// <summary><c>sys_vendor</c>.</summary>
    public string? SystemVendor { get; init; }

    /// <summary><c>product_name</c>.</summary>
    public string? ProductName { get; init; }

    /// <summary><c>bios_version</c>.</summary>
    public string? BiosVersion { get; init; }

    /// <summary><c>board_vendor</c>.</summary>
    public string? BoardVendor { get; init; }

    /// <summary><c>chassis_vendor</c>.</summary>
    public string? ChassisVendor { get; init; }

    /// <summary><c>chassis_asset_tag</c>.</summary>
    public string? ChassisAssetTag { get; init; }

    /// <summary><c>product_serial</c>.</summary>
    public string? ProductSerial { get; init; }

    /// <summary><c>product_uuid</c>.</summary>
    public string? ProductUuid { get; init; }

    /// <summary>Whether the tables exist at all.</summary>
    public bool IsPresent => SystemVendor is not null || ProductName is not null || BiosVersion is not null;
}
