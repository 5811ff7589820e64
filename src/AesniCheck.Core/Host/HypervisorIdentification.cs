namespace AesniCheck.Host;

/// <summary>Weighs the evidence: several hypervisors imitate others, and one hides from CPUID.</summary>
internal static class HypervisorIdentification
{
    /// <summary>What the machine runs on.</summary>
    public static HypervisorInfo Identify(HypervisorEvidence evidence)
    {
        string signature = evidence.Signatures switch
        {
            null => HostInfo.Unknown,
            [] => HypervisorNames.None,
            [string first, ..] => first,
        };
        return new HypervisorInfo(
            signature,
            NameOf(evidence),
            CloudIdentification.Identify(evidence.Dmi, evidence.Xen),
            HostField.Text(evidence.Dmi.SystemVendor),
            HostField.Text(evidence.Dmi.ProductName));
    }

    private static string NameOf(HypervisorEvidence evidence)
    {
        string[] signed = [.. (evidence.Signatures ?? []).Select(HypervisorSignatures.NameOf).OfType<string>()];
        string? firmware = FirmwareName(evidence.Dmi);

        // Xen first. A paravirtual guest's user space may be shown the bare machine's CPUID, for there the instruction doesn't trap:
        // Xen's nodes count for more. And Xen can imitate Hyper-V, with its own leaves behind.
        if (XenIdentification.IsXen(evidence.Xen) || signed.Contains(HypervisorNames.Xen))
        {
            return XenIdentification.GuestKind(evidence.Xen, evidence.Dmi);
        }

        // VirtualBox shows Linux guests KVM's leaves unless told otherwise; its firmware is its own.
        if (firmware == HypervisorNames.VirtualBox)
        {
            return firmware;
        }

        // Hyper-V's interface is what others imitate, for the sake of Windows guests: whoever else signs, in CPUID or firmware, is the one.
        return signed.FirstOrDefault(name => name != HypervisorNames.HyperV)
            ?? firmware
            ?? signed.FirstOrDefault()
            ?? (IsBareMetal(evidence) ? HypervisorNames.None : HostInfo.Unknown);
    }

    private static bool IsBareMetal(HypervisorEvidence evidence) => evidence is { Signatures.Count: 0, KernelSeesHypervisor: false };

    // Names that no bare machine has. A cloud's name is none of them: clouds rent out whole machines too.
    private static string? FirmwareName(DmiEvidence dmi) => (dmi.SystemVendor?.Trim(), dmi.ProductName?.Trim()) switch
    {
        ("innotek GmbH", _) or (_, "VirtualBox") => HypervisorNames.VirtualBox,
        ("VMware, Inc." or "VMware", _) => HypervisorNames.VMware,
        ("Microsoft Corporation", "Virtual Machine") => HypervisorNames.HyperV,
        ("Xen", _) or (_, "HVM domU") => HypervisorNames.XenHvm,
        ("Parallels Software International Inc." or "Parallels International GmbH.", _) => HypervisorNames.Parallels,
        ("BHYVE" or "FreeBSD", "BHYVE") => HypervisorNames.Bhyve,
        ("QEMU", _) => HypervisorNames.Qemu,
        _ => null,
    };
}
