using System.Globalization;

namespace AesniCheck.Host;

/// <summary>Distinguishes the kinds of Xen guests.</summary>
internal static class XenIdentification
{
    // XENFEAT_auto_translated_physmap of Xen's public/features.h. The hypervisor translates guest addresses: all guests but paravirtual ones.
    private const ulong AutoTranslatedPhysmap = 1ul << 2;

    // XENFEAT_dom0.
    private const ulong ControlDomain = 1ul << 11;

    /// <summary>Whether the kernel runs as a guest of Xen, the control domain included.</summary>
    public static bool IsXen(XenEvidence xen) => xen.HypervisorType?.Trim() == "xen" || xen.Capabilities is not null;

    /// <summary>Whether it is the control domain, which sees the machine's own firmware and is not a cloud's guest.</summary>
    public static bool IsControlDomain(XenEvidence xen) =>
        xen.Capabilities?.Contains("control_d", StringComparison.Ordinal) == true || (Features(xen) is { } features && (features & ControlDomain) != 0);

    /// <summary>Returns the kind of guest of a machine that is known to be one.</summary>
    public static string GuestKind(XenEvidence xen, DmiEvidence dmi) => xen.GuestType?.Trim() switch
    {
        "PV" => HypervisorNames.XenPv,
        "HVM" => HypervisorNames.XenHvm,
        "PVH" => HypervisorNames.XenPvh,
        _ => OldKernelGuestKind(xen, dmi),
    };

    // Kernels before 4.13 don't report it. Firmware distinguishes HVM from PVH: only a fully virtual guest boots through firmware.
    private static string OldKernelGuestKind(XenEvidence xen, DmiEvidence dmi)
    {
        if (Features(xen) is { } features)
        {
            return (features & AutoTranslatedPhysmap) == 0 ? HypervisorNames.XenPv : dmi.IsPresent ? HypervisorNames.XenHvm : HypervisorNames.XenPvh;
        }

        if (dmi.SystemVendor?.Trim() == "Xen" || dmi.ProductName?.Trim() == "HVM domU")
        {
            return HypervisorNames.XenHvm;
        }

        // If sysfs is visible and has no firmware tables, there was no firmware; among guests without firmware, PVH came with guest_type.
        return xen.HypervisorType is not null && !dmi.IsPresent ? HypervisorNames.XenPv : HypervisorNames.Xen;
    }

    private static ulong? Features(XenEvidence xen) =>
        ulong.TryParse(xen.Features?.Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong features) ? features : null;
}
