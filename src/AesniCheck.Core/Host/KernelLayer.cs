using AesniCheck.Basics;

namespace AesniCheck.Host;

/// <summary>
/// The layer that the kernel itself runs on, according to the kernel. CPUID in user space may show another one: it doesn't trap if the kernel runs without
/// hardware virtualization, as under Xen PV and PVM.
/// </summary>
internal static class KernelLayer
{
    // The version of gVisor's kernel before gVisor had its own release string (pkg/sentry/syscalls/linux of gVisor).
    private const string OldGvisorVersion = "#1 SMP Sun Jan 10 15:06:54 PST 2016";

    /// <summary>The name, or null if there is no evidence.</summary>
    public static string? NameOf(HypervisorEvidence evidence)
    {
        BootMessages messages = BootMessages.Parse(evidence.Messages);
        if (IsGvisor(evidence, messages))
        {
            return HypervisorNames.Gvisor;
        }

        if (IsWsl1(evidence))
        {
            return HypervisorNames.Wsl1;
        }

        string? said = messages.UnderPvm ? HypervisorNames.Pvm : OfMessage(messages.Hypervisor) ?? OfParavirtualKernel(messages.ParavirtualKernel);
        if (XenIdentification.IsXen(evidence.Xen) || IsXen(said) || (said is null && HasClock(evidence, "xen")))
        {
            string kind = XenIdentification.GuestKind(evidence.Xen, evidence.Dmi);
            return kind == HypervisorNames.Xen && IsXen(said) ? said : kind;
        }

        return said
            ?? (HasClock(evidence, "kvm-clock") ? HypervisorNames.KvmCompatible
                : Clocks(evidence).Any(IsHyperVClock) || evidence.Buses.Contains(HypervisorBuses.Vmbus) || IsWsl2(evidence) ? HypervisorNames.HyperV
                : evidence.Buses.Contains(HypervisorBuses.Xen) ? XenIdentification.GuestKind(evidence.Xen, evidence.Dmi)
                : null);
    }

    /// <summary>Whether it is one of Xen's names.</summary>
    public static bool IsXen(string? name) =>
        name is HypervisorNames.Xen or HypervisorNames.XenPv or HypervisorNames.XenHvm or HypervisorNames.XenPvh;

    /// <summary>The evidence, one clause each.</summary>
    public static IEnumerable<string> Evidence(HypervisorEvidence evidence)
    {
        BootMessages messages = BootMessages.Parse(evidence.Messages);
        string[] said =
        [
            .. messages.Hypervisor is { } hypervisor ? (string[])[$"Hypervisor detected: {hypervisor}"] : [],
            .. messages.UnderPvm ? (string[])["running under PVM"] : [],
            .. messages.ParavirtualKernel is { } kernel ? (string[])[$"Booting paravirtualized kernel on {kernel}"] : [],
        ];
        if (said.Length > 0)
        {
            yield return $"the kernel's messages say: {string.Join(", ", said)}";
        }

        if (IsGvisor(evidence, messages) || IsWsl1(evidence) || IsWsl2(evidence))
        {
            yield return $"the kernel's release and version are {HostField.Text(evidence.KernelRelease)} {HostField.Text(evidence.KernelVersion)}";
        }

        if (XenIdentification.IsXen(evidence.Xen))
        {
            yield return evidence.Xen.GuestType is { } type ? $"/sys/hypervisor says: xen, guest type {HostField.Text(type)}" : "/sys/hypervisor or /proc/xen has Xen's files";
        }

        string[] clocks = [.. Clocks(evidence).Where(clock => clock is "kvm-clock" or "xen" || IsHyperVClock(clock))];
        if (clocks.Length > 0)
        {
            yield return $"the kernel has the clock source {string.Join(", ", clocks)}";
        }

        string[] buses = [.. evidence.Buses.Where(bus => bus is HypervisorBuses.Vmbus or HypervisorBuses.Xen)];
        if (buses.Length > 0)
        {
            yield return $"there are devices on the bus {string.Join(", ", buses)}";
        }
    }

    // The names of struct hypervisor_x86, and those that came with PVM. An unknown name is better than none.
    private static string? OfMessage(string? name) => name switch
    {
        null => null,
        "KVM" => HypervisorNames.Kvm,
        "PVM" => HypervisorNames.Pvm,
        "Xen" => HypervisorNames.Xen,
        "Xen PV" => HypervisorNames.XenPv,
        "Xen HVM" => HypervisorNames.XenHvm,
        "Xen PVH" => HypervisorNames.XenPvh,
        "Microsoft HyperV" or "Microsoft Hyper-V" or "Hyper-V" => HypervisorNames.HyperV,
        "VMware" or "VMware hypervisor" => HypervisorNames.VMware,
        "Jailhouse" => HypervisorNames.Jailhouse,
        "ACRN" => HypervisorNames.Acrn,
        "Bhyve" or "bhyve" => HypervisorNames.Bhyve,
        _ => name,
    };

    // In this message a plain "Xen" was the paravirtual kernel: a fully virtual guest says "Xen HVM".
    private static string? OfParavirtualKernel(string? name) => name == "Xen" ? HypervisorNames.XenPv : OfMessage(name);

    private static bool IsGvisor(HypervisorEvidence evidence, BootMessages messages) =>
        messages.UnderGvisor
        || evidence.KernelRelease?.Contains("gvisor", StringComparison.OrdinalIgnoreCase) == true
        || evidence.KernelVersion?.Trim() == OldGvisorVersion;

    private static bool IsWsl2(HypervisorEvidence evidence) =>
        evidence.KernelRelease is { } release
        && (release.Contains("WSL2", StringComparison.Ordinal) || release.Contains("microsoft-standard", StringComparison.Ordinal));

    // WSL 1 has releases such as 4.4.0-19041-Microsoft. The first kernels of WSL 2 were named microsoft-standard, in lower case.
    private static bool IsWsl1(HypervisorEvidence evidence) => evidence.KernelRelease?.TrimEnd().EndsWith("-Microsoft", StringComparison.Ordinal) == true;

    private static bool IsHyperVClock(string clock) => clock.StartsWith("hyperv_clocksource", StringComparison.Ordinal);

    private static bool HasClock(HypervisorEvidence evidence, string name) => Clocks(evidence).Contains(name);

    private static string[] Clocks(HypervisorEvidence evidence) =>
        [.. (evidence.ClockSources ?? "").Split([' ', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
