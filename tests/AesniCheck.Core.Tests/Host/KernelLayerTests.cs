using Xunit;

namespace AesniCheck.Host;

/// <summary>The layer that the kernel runs on, against the one that CPUID shows in user space.</summary>
public class KernelLayerTests
{
    private const string Bhyve = "bhyve bhyve";
    private const string HyperV = "Microsoft Hv";
    private const string Kvm = "KVMKVMKVM";
    private const string Xen = "XenVMMXenVMM";
    private const string Pvm = "6,2,0,-;Hypervisor detected: PVM\n6,4,0,-;pvm-pv: running under PVM\n";

    private static readonly XenEvidence XenHvm = new() { HypervisorType = "xen\n", GuestType = "HVM\n" };

    [Theory]
    [InlineData(Bhyve, "kvm-clock \n", null, "KVM-compatible; CPUID shows bhyve")]
    [InlineData(Bhyve, "kvm-clock \n", Pvm, "PVM, KVM-compatible; CPUID shows bhyve")]
    [InlineData(Bhyve, null, "[    0.000023] pvm-pv: running under PVM\n", "PVM, KVM-compatible; CPUID shows bhyve")]
    [InlineData(Kvm, "kvm-clock \n", Pvm, "PVM, KVM-compatible")] // it is unknown which of the two KVMs CPUID shows
    [InlineData(HyperV, "kvm-clock tsc\n", null, "KVM-compatible; CPUID shows Hyper-V")]
    [InlineData("VMwareVMware", "kvm-clock\n", Pvm, "PVM, KVM-compatible; CPUID shows VMware")]
    [InlineData("SomethingNew", "kvm-clock\n", null, "KVM-compatible; CPUID shows SomethingNew")]
    [InlineData("unknown", "kvm-clock\n", null, "KVM-compatible")]
    [InlineData("VMwareVMware", null, "6,2,0,-;Hypervisor detected: Xen PV\n", "Xen PV; CPUID shows VMware")]
    [InlineData(Kvm, "hyperv_clocksource_tsc_page acpi_pm\n", null, "Hyper-V; CPUID shows KVM")]
    [InlineData(Bhyve, null, "6,2,0,-;Hypervisor detected: NewOne\n", "NewOne; CPUID shows bhyve")]
    public void AContradictionIsSaid(string signature, string? clocks, string? messages, string expected) =>
        Assert.Equal(expected, NameOf(new() { Signatures = [signature], ClockSources = clocks, Messages = messages }));

    [Theory]
    [InlineData(new[] { Kvm }, "kvm-clock tsc acpi_pm \n", HypervisorNames.Kvm)]
    [InlineData(new[] { HyperV, Kvm }, "kvm-clock tsc hpet acpi_pm \n", HypervisorNames.Kvm)]
    [InlineData(new[] { HyperV, Kvm }, "hyperv_clocksource_tsc_page \n", HypervisorNames.Kvm)]
    [InlineData(new[] { HyperV }, "hyperv_clocksource_tsc_page acpi_pm \n", HypervisorNames.HyperV)]
    [InlineData(new[] { HyperV }, "tsc hyperv_clocksource_msr\n", HypervisorNames.HyperV)]
    [InlineData(new[] { Xen }, "xen tsc hpet acpi_pm \n", HypervisorNames.Xen)]
    [InlineData(new[] { HyperV, Xen }, "xen tsc \n", HypervisorNames.Xen)]
    [InlineData(new[] { "VBoxVBoxVBox" }, "kvm-clock tsc acpi_pm \n", HypervisorNames.VirtualBox)]
    [InlineData(new[] { "VMwareVMware" }, "tsc hpet acpi_pm \n", HypervisorNames.VMware)]
    [InlineData(new[] { Bhyve }, "tsc hpet acpi_pm \n", HypervisorNames.Bhyve)]
    [InlineData(new[] { "TCGTCGTCGTCG" }, "tsc hpet acpi_pm \n", HypervisorNames.QemuTcg)]
    [InlineData(new string[0], "kvm-clock \n", HypervisorNames.KvmCompatible)]
    [InlineData(new string[0], "tsc hpet acpi_pm \n", HypervisorNames.None)]
    public void ClockSourcesThatFitChangeNothing(string[] signatures, string clocks, string expected) =>
        Assert.Equal(expected, NameOf(new() { Signatures = signatures, ClockSources = clocks }));

    [Fact]
    public void VirtualBoxOffersKvmsInterface() =>
        Assert.Equal(
            HypervisorNames.VirtualBox,
            NameOf(new()
            {
                Signatures = [Kvm],
                ClockSources = "kvm-clock tsc\n",
                Messages = "6,2,0,-;Hypervisor detected: KVM\n",
                Dmi = new() { SystemVendor = "innotek GmbH" },
            }));

    [Fact]
    public void KvmThatEmulatesXenIsKvm() =>
        Assert.Equal(
            HypervisorNames.Kvm,
            NameOf(new()
            {
                Signatures = [Xen, Kvm],
                ClockSources = "xen tsc hpet\n",
                Messages = "6,2,0,-;Hypervisor detected: Xen HVM\n",
                Buses = [HypervisorBuses.Xen, HypervisorBuses.Virtio],
                Xen = XenHvm,
                Dmi = new() { SystemVendor = "Xen", ProductName = "HVM domU" },
            }));

    [Fact]
    public void KvmThatEmulatesXenAndHyperVIsKvm() => Assert.Equal(HypervisorNames.Kvm, NameOf(new() { Signatures = [HyperV, Xen, Kvm], Xen = XenHvm }));

    [Fact]
    public void XenHvmWithHyperVsLeavesIsXenHvm() => Assert.Equal(HypervisorNames.XenHvm, NameOf(new() { Signatures = [HyperV, Xen], Xen = XenHvm }));

    [Fact]
    public void XenFullyVirtualThatCpuidDoesNotShowIsAContradiction() =>
        Assert.Equal("Xen HVM; CPUID shows KVM", NameOf(new() { Signatures = [Kvm], Xen = XenHvm }));

    [Fact]
    public void XenParavirtualOnAGuestSaysBoth() =>
        Assert.Equal("Xen PV; CPUID shows KVM", NameOf(new() { Signatures = [Kvm], Xen = new() { HypervisorType = "xen", GuestType = "PV" } }));

    [Theory]
    [InlineData("5.15.167.4-microsoft-standard-WSL2\n", HyperV, HypervisorNames.HyperV)]
    [InlineData("4.19.43-microsoft-standard\n", HyperV, HypervisorNames.HyperV)]
    [InlineData("4.4.0-19041-Microsoft\n", HyperV, "WSL 1; CPUID shows Hyper-V")]
    [InlineData("4.19.0-gvisor\n", Kvm, "gVisor; CPUID shows KVM")]
    [InlineData("6.12.9-microsoft-lookalike\n", Kvm, HypervisorNames.Kvm)]
    public void KernelsThatAreNotLinuxAloneNameThemselves(string release, string signature, string expected) =>
        Assert.Equal(expected, NameOf(new() { Signatures = [signature], KernelRelease = release }));

    [Fact]
    public void OldGvisorIsKnownByTheDateOfItsBuild() =>
        Assert.Equal(HypervisorNames.Gvisor, NameOf(new() { Signatures = [], KernelRelease = "4.4.0\n", KernelVersion = "#1 SMP Sun Jan 10 15:06:54 PST 2016\n" }));

    [Theory]
    [InlineData("VMware, Inc.", null, "KVM; firmware says VMware")]
    [InlineData("Microsoft Corporation", "Virtual Machine", "KVM; firmware says Hyper-V")]
    [InlineData("QEMU", null, HypervisorNames.Kvm)]
    [InlineData("Dell Inc.", "PowerEdge", HypervisorNames.Kvm)]
    public void FirmwareThatContradictsIsSaid(string vendor, string? product, string expected) =>
        Assert.Equal(expected, NameOf(new() { Signatures = [Kvm], ClockSources = "kvm-clock", Dmi = new() { SystemVendor = vendor, ProductName = product } }));

    [Fact]
    public void TheEvidenceIsListed()
    {
        HypervisorInfo info = HypervisorIdentification.Identify(new() { Signatures = [Bhyve], ClockSources = "kvm-clock \n", Messages = Pvm });

        Assert.Equal(Bhyve, info.Signature);
        Assert.Equal(
            [
                "CPUID leaf 0x40000000 says: bhyve bhyve (bhyve)",
                "the kernel's messages say: Hypervisor detected: PVM, running under PVM",
                "the kernel has the clock source kvm-clock",
            ],
            info.Evidence!);
    }

    [Fact]
    public void MessagesThatCannotBeReadAreMissedWhereTheyWouldTellMore()
    {
        string[] Evidence(string signature) =>
            [.. HypervisorIdentification.Identify(new() { Signatures = [signature], ClockSources = "kvm-clock \n" }).Evidence!];

        Assert.Contains("the kernel log, which might say more, can't be read", Evidence(Bhyve));
        Assert.DoesNotContain("the kernel log, which might say more, can't be read", Evidence(Kvm));
    }

    [Fact]
    public void ASignatureThatEveryLeafRepeatsIsListedOnce() =>
        Assert.Single(HypervisorIdentification.Identify(new() { Signatures = [.. Enumerable.Repeat(Kvm, 256)] }).Evidence!);

    private static string NameOf(HypervisorEvidence evidence) => HypervisorIdentification.Identify(evidence).Name;
}
