namespace AesniCheck.Host;

/// <summary>
/// The names of hypervisors, to which <see cref="HostInfo.Unknown"/> also belongs. If the evidence disagrees, a report has a name, and the contradiction
/// after a semicolon: <c>KVM-compatible; CPUID shows bhyve</c>.
/// </summary>
public static class HypervisorNames
{
    /// <summary>Xen, a paravirtual guest: the kernel itself runs deprivileged, and FPU state is switched by hypercall.</summary>
    public const string XenPv = "Xen PV";

    /// <summary>Xen, a fully virtual guest.</summary>
    public const string XenHvm = "Xen HVM";

    /// <summary>Xen, a guest with hardware virtualization and without emulated devices.</summary>
    public const string XenPvh = "Xen PVH";

    /// <summary>Xen, with an unknown kind of guest.</summary>
    public const string Xen = "Xen";

    /// <summary>Linux KVM, with any device model.</summary>
    public const string Kvm = "KVM";

    /// <summary>An unknown hypervisor that shows KVM's interface to its guests.</summary>
    public const string KvmCompatible = "KVM-compatible";

    /// <summary>
    /// PVM, a KVM without hardware virtualization: the guest's kernel runs deprivileged, and CPUID in user space doesn't trap, so it shows the machine below,
    /// or another hypervisor there.
    /// </summary>
    public const string Pvm = "PVM, KVM-compatible";

    /// <summary>QEMU, with or without KVM.</summary>
    public const string Qemu = "QEMU";

    /// <summary>QEMU's emulation: no guest instruction runs directly on the CPU.</summary>
    public const string QemuTcg = "QEMU TCG";

    /// <summary>Microsoft Hyper-V, including WSL 2.</summary>
    public const string HyperV = "Hyper-V";

    /// <summary>VMware ESXi and its desktop relatives.</summary>
    public const string VMware = "VMware";

    /// <summary>Oracle VirtualBox.</summary>
    public const string VirtualBox = "VirtualBox";

    /// <summary>FreeBSD's bhyve.</summary>
    public const string Bhyve = "bhyve";

    /// <summary>Parallels Desktop.</summary>
    public const string Parallels = "Parallels";

    /// <summary>The ACRN embedded hypervisor.</summary>
    public const string Acrn = "ACRN";

    /// <summary>OpenBSD's vmm.</summary>
    public const string OpenBsdVmm = "OpenBSD vmm";

    /// <summary>Intel HAXM.</summary>
    public const string Haxm = "HAXM";

    /// <summary>NetBSD's NVMM.</summary>
    public const string Nvmm = "NVMM";

    /// <summary>The Jailhouse partitioning hypervisor.</summary>
    public const string Jailhouse = "Jailhouse";

    /// <summary>Apple's Virtualization framework.</summary>
    public const string Apple = "Apple Virtualization";

    /// <summary>The QNX hypervisor.</summary>
    public const string Qnx = "QNX";

    /// <summary>Unisys s-Par.</summary>
    public const string UnisysSpar = "Unisys s-Par";

    /// <summary>Lockheed Martin's hypervisor of the Hardened Security for Intel Processors.</summary>
    public const string LockheedSre = "Lockheed Martin SRE";

    /// <summary>Intel's Kernel Guard Technology.</summary>
    public const string IntelKgt = "Intel KGT";

    /// <summary>Barevisor, a research hypervisor.</summary>
    public const string Barevisor = "Barevisor";

    /// <summary>MiniVisor, a research hypervisor.</summary>
    public const string MiniVisor = "MiniVisor";

    /// <summary>NoirVisor.</summary>
    public const string NoirVisor = "NoirVisor";

    /// <summary>gVisor: a kernel in user space, on top of another.</summary>
    public const string Gvisor = "gVisor";

    /// <summary>The Windows Subsystem for Linux without a virtual machine: Windows takes the place of the Linux kernel.</summary>
    public const string Wsl1 = "WSL 1";

    /// <summary>Bare metal, as far as the evidence shows.</summary>
    public const string None = "none";
}
