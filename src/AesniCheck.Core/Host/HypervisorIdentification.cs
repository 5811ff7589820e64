using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>
/// Weighs the evidence: several hypervisors imitate others, one hides from CPUID, and under a deprivileged kernel CPUID in user space shows a lower layer. If
/// the evidence disagrees, the name says so.
/// </summary>
internal static class HypervisorIdentification
{
    /// <summary>Identifies the hypervisor.</summary>
    public static HypervisorInfo Identify(HypervisorEvidence evidence)
    {
        string signature = evidence.Signatures switch
        {
            null => HostInfo.Unknown,
            [] => HypervisorNames.None,
            [string first, ..] => first,
        };
        string name = NameOf(evidence);
        return new HypervisorInfo(
            signature,
            name,
            CloudIdentification.Identify(evidence.Dmi, evidence.Xen, isGuest: name != HypervisorNames.None && !XenIdentification.IsControlDomain(evidence.Xen)),
            HostField.Text(evidence.Dmi.SystemVendor),
            HostField.Text(evidence.Dmi.ProductName))
        {
            Evidence = [.. CpuidEvidence(evidence), .. KernelLayer.Evidence(evidence), .. FirmwareEvidence(evidence), .. MissingEvidence(evidence, name)],
        };
    }

    private static string NameOf(HypervisorEvidence evidence)
    {
        string? firmware = FirmwareName(evidence.Dmi);
        string? cpuid = CpuidName(evidence);
        return KernelLayer.NameOf(evidence) is { } kernel
            ? Weigh(kernel, cpuid, firmware, evidence)
            : WithoutKernel(cpuid, firmware, evidence) ?? (IsBareMetal(evidence) ? HypervisorNames.None : HostInfo.Unknown);
    }

    /// <summary>The kernel's evidence decides; the other evidence confirms, explains or contradicts it.</summary>
    private static string Weigh(string kernel, string? cpuid, string? firmware, HypervisorEvidence evidence)
    {
        // By default, VirtualBox shows KVM's interface to Linux guests; its firmware and its own leaves identify it.
        if (kernel is HypervisorNames.Kvm or HypervisorNames.KvmCompatible && cpuid is null or HypervisorNames.Kvm or HypervisorNames.VirtualBox
            && (cpuid == HypervisorNames.VirtualBox || firmware == HypervisorNames.VirtualBox))
        {
            return HypervisorNames.VirtualBox;
        }

        if (cpuid is null)
        {
            return evidence.Signatures is [string unknown, ..] && unknown != HostInfo.Unknown ? $"{kernel}; CPUID shows {unknown}" : kernel;
        }

        // With hardware virtualization CPUID traps, and a hypervisor that imitates another shows its own leaves after the imitated ones.
        if (!IsDeprivileged(kernel) && Shows(evidence, kernel))
        {
            return KernelLayer.IsXen(kernel) && cpuid == HypervisorNames.Xen ? kernel : WithoutKernel(cpuid, firmware, evidence)!;
        }

        return IsSame(kernel, cpuid) ? kernel : $"{kernel}; CPUID shows {cpuid}";
    }

    private static string? WithoutKernel(string? cpuid, string? firmware, HypervisorEvidence evidence)
    {
        // Other hypervisors imitate Hyper-V's interface, for Windows guests; and VirtualBox imitates KVM.
        if (cpuid is null or HypervisorNames.HyperV || (cpuid == HypervisorNames.Kvm && firmware == HypervisorNames.VirtualBox))
        {
            return firmware ?? cpuid;
        }

        // QEMU is the device model of several hypervisors, and a hypervisor that imitates another's leaves may imitate its firmware.
        return firmware is null or HypervisorNames.Qemu || IsSame(firmware, cpuid) || Shows(evidence, firmware)
            ? (KernelLayer.IsXen(firmware) && cpuid == HypervisorNames.Xen ? firmware : cpuid)
            : $"{cpuid}; firmware says {firmware}";
    }

    // If the guest's kernel, or its substitute, runs without the CPU's support for guests, CPUID shows a lower layer.
    private static bool IsDeprivileged(string kernel) =>
        kernel is HypervisorNames.XenPv or HypervisorNames.Pvm or HypervisorNames.Gvisor or HypervisorNames.Wsl1;

    private static bool IsSame(string kernel, string cpuid) =>
        kernel == cpuid
        || (KernelLayer.IsXen(kernel) && KernelLayer.IsXen(cpuid))
        || (kernel is HypervisorNames.KvmCompatible or HypervisorNames.Pvm && cpuid is HypervisorNames.Kvm or HypervisorNames.Pvm);

    private static bool Shows(HypervisorEvidence evidence, string kernel) => Named(evidence).Any(name => IsSame(kernel, name));

    // A hypervisor's own leaves are the last: those before are imitated.
    private static string? CpuidName(HypervisorEvidence evidence) => Named(evidence).LastOrDefault();

    private static IEnumerable<string> Named(HypervisorEvidence evidence) => (evidence.Signatures ?? []).Select(HypervisorSignatures.NameOf).OfType<string>();

    private static bool IsBareMetal(HypervisorEvidence evidence) => evidence is { Signatures.Count: 0, KernelSeesHypervisor: false };

    private static IEnumerable<string> CpuidEvidence(HypervisorEvidence evidence)
    {
        if (evidence.Signatures is not { } signatures)
        {
            yield break;
        }

        if (signatures.Count == 0)
        {
            yield return evidence.KernelSeesHypervisor ? "CPUID shows no hypervisor, but /proc/cpuinfo does" : "CPUID shows no hypervisor";
        }

        for (int place = 0; place < signatures.Count; place++)
        {
            string signature = signatures[place];
            if (signatures.Take(place).Contains(signature))
            {
                continue;
            }

            if (HypervisorSignatures.NameOf(signature) is { } name)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"CPUID leaf 0x{HypervisorSignatures.LeafOf(place):x8} says: {signature} ({name})");
            }
            else if (place == 0)
            {
                yield return $"CPUID shows a hypervisor with {(signature == HostInfo.Unknown ? "no signature" : $"the unknown signature {signature}")}";
            }
        }
    }

    private static IEnumerable<string> FirmwareEvidence(HypervisorEvidence evidence) =>
        FirmwareName(evidence.Dmi) is { } name ? [$"the firmware's tables say: {name}"] : [];

    private static IEnumerable<string> MissingEvidence(HypervisorEvidence evidence, string name) =>
        evidence.Messages is null && name.Contains(';', StringComparison.Ordinal) ? ["the kernel log, which might say more, can't be read"] : [];

    // Names that no bare machine has. A cloud's name is not among them: clouds rent out whole machines too.
    private static string? FirmwareName(DmiEvidence dmi) => (dmi.SystemVendor?.Trim(), dmi.ProductName?.Trim()) switch
    {
        ("innotek GmbH", _) or (_, "VirtualBox") => HypervisorNames.VirtualBox,
        ("VMware, Inc." or "VMware", _) => HypervisorNames.VMware,
        ("Microsoft Corporation", "Virtual Machine") => HypervisorNames.HyperV,
        ("Xen", _) or (_, "HVM domU") => HypervisorNames.XenHvm,
        ("Parallels Software International Inc." or "Parallels International GmbH." or "Parallels ARM Virtual Machine", _) => HypervisorNames.Parallels,
        ("BHYVE" or "FreeBSD", "BHYVE") => HypervisorNames.Bhyve,
        ("OpenBSD", "VMM") => HypervisorNames.OpenBsdVmm,
        (_, "KVM") or ("Nutanix", "AHV") => HypervisorNames.Kvm,
        ("QEMU", _) => HypervisorNames.Qemu,
        _ => null,
    };
}
