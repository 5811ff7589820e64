namespace AesniCheck.Host;

/// <summary>The signatures by which hypervisors answer CPUID, and whose they are.</summary>
internal static class HypervisorSignatures
{
    private const uint FirstLeaf = 0x4000_0000;

    // A hypervisor that imitates another puts its own leaves 0x100 further on. Linux looks at 256 places, but nobody stacks more than two.
    private const uint Stride = 0x100;
    private const int PlaceCount = 4;

    /// <summary>
    /// The signatures that CPUID shows, that of leaf 0x40000000 first; empty when the hypervisor bit is off, for the leaves mean nothing then;
    /// null when there is no CPUID.
    /// </summary>
    public static IReadOnlyList<string>? Read(CpuIdQuery? query)
    {
        if (query is null)
        {
            return null;
        }

        const uint hypervisorBit = 1u << 31;
        if ((query(1, 0).Ecx & hypervisorBit) == 0)
        {
            return [];
        }

        string[] signatures = new string[PlaceCount];
        for (int place = 0; place < signatures.Length; place++)
        {
            signatures[place] = At(query, FirstLeaf + ((uint)place * Stride));
        }

        return signatures;
    }

    /// <summary>The hypervisor of that signature, or null.</summary>
    public static string? NameOf(string signature) => signature switch
    {
        "XenVMMXenVMM" => HypervisorNames.Xen,
        "KVMKVMKVM" or "Linux KVM Hv" => HypervisorNames.Kvm,
        "Microsoft Hv" => HypervisorNames.HyperV,
        "VMwareVMware" => HypervisorNames.VMware,
        "VBoxVBoxVBox" => HypervisorNames.VirtualBox,
        "TCGTCGTCGTCG" => HypervisorNames.QemuTcg,
        "bhyve bhyve" => HypervisorNames.Bhyve,
        "prl hyperv" or "lrpepyh  vr" or "lrpepyh vr" => HypervisorNames.Parallels, // the second is the first with its words' bytes reversed
        "ACRNACRNACRN" => HypervisorNames.Acrn,
        "OpenBSDVMM58" => HypervisorNames.OpenBsdVmm,
        "HAXMHAXMHAXM" => HypervisorNames.Haxm,
        "___ NVMM ___" => HypervisorNames.Nvmm,
        "Jailhouse" => HypervisorNames.Jailhouse,
        "VirtualApple" => HypervisorNames.Apple,
        "QNXQVMBSQG" => HypervisorNames.Qnx,
        _ => null,
    };

    private static string At(CpuIdQuery query, uint leaf)
    {
        CpuIdRegisters registers = query(leaf, 0);
        return CpuIdIdentity.Text(registers.Ebx, registers.Ecx, registers.Edx);
    }
}
