namespace AesniCheck.Host;

/// <summary>The CPUID signatures of hypervisors, and the hypervisors that they belong to.</summary>
internal static class HypervisorSignatures
{
    private const uint FirstLeaf = 0x4000_0000;

    // A hypervisor that imitates another puts its own leaves 0x100 higher. Linux examines the same number of places (cpuid_base_hypervisor).
    private const uint Stride = 0x100;
    private const int PlaceCount = 0x100;

    /// <summary>
    /// Returns the signatures that CPUID shows at each place, that of leaf 0x40000000 first, without trailing blank ones; empty if the hypervisor bit is off,
    /// because the leaves are then meaningless; null if there is no CPUID.
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

        string first = At(query, LeafOf(0));
        List<string> signatures = [first];
        int blank = 0;
        for (int place = 1; place < PlaceCount; place++)
        {
            // For a leaf that it doesn't have, a CPU answers as for its highest one: only a known name is a signature there.
            string signature = At(query, LeafOf(place));
            if (NameOf(signature) is null)
            {
                blank++;
                continue;
            }

            signatures.AddRange(Enumerable.Repeat(HostInfo.Unknown, blank));
            signatures.Add(signature);
            blank = 0;
        }

        return signatures;
    }

    /// <summary>The leaf of the signature at a place in the list of <see cref="Read"/>.</summary>
    public static uint LeafOf(int place) => FirstLeaf + ((uint)place * Stride);

    /// <summary>The hypervisor of a signature, or null.</summary>
    public static string? NameOf(string signature) => signature switch
    {
        "XenVMMXenVMM" => HypervisorNames.Xen,
        "KVMKVMKVM" or "KVMKVMKVMKVM" or "Linux KVM Hv" or "LKVMLKVMLKVM" => HypervisorNames.Kvm, // the last is kvmtool's
        "PVM" => HypervisorNames.Pvm,
        "Microsoft Hv" => HypervisorNames.HyperV,
        "VMwareVMware" => HypervisorNames.VMware,
        "VBoxVBoxVBox" => HypervisorNames.VirtualBox,
        "TCGTCGTCGTCG" => HypervisorNames.QemuTcg,
        "bhyve bhyve" or "BHyVE BHyVE" => HypervisorNames.Bhyve, // the second is used by old versions
        "prl hyperv" or "lrpepyh  vr" or "lrpepyh vr" => HypervisorNames.Parallels, // the second is the first with its words' bytes reversed
        "ACRNACRNACRN" => HypervisorNames.Acrn,
        "OpenBSDVMM58" => HypervisorNames.OpenBsdVmm,
        "HAXMHAXMHAXM" => HypervisorNames.Haxm,
        "___ NVMM ___" => HypervisorNames.Nvmm,
        "Jailhouse" => HypervisorNames.Jailhouse,
        "Apple VZ" or "VirtualApple" => HypervisorNames.Apple,
        "QNXQVMBSQG" or "QXNQSBMV" => HypervisorNames.Qnx,
        "UnisysSpar64" => HypervisorNames.UnisysSpar,
        "SRESRESRESRE" => HypervisorNames.LockheedSre,
        "EVMMEVMMEVMM" => HypervisorNames.IntelKgt,
        "Barevisor!" => HypervisorNames.Barevisor,
        "MiniVisor" => HypervisorNames.MiniVisor,
        "NoirVisor ZT" => HypervisorNames.NoirVisor,
        _ => null,
    };

    private static string At(CpuIdQuery query, uint leaf)
    {
        CpuIdRegisters registers = query(leaf, 0);
        return CpuIdIdentity.Text(registers.Ebx, registers.Ecx, registers.Edx);
    }
}
