using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class HypervisorIdentificationTests
{
    private const string XenSignature = "XenVMMXenVMM";
    private const string HyperVSignature = "Microsoft Hv";
    private const string KvmSignature = "KVMKVMKVM";

    [Theory]
    [InlineData("PV", HypervisorNames.XenPv)]
    [InlineData("HVM", HypervisorNames.XenHvm)]
    [InlineData("PVH", HypervisorNames.XenPvh)]
    public void XenGuestTypeIsTaken(string guestType, string expected) =>
        Assert.Equal(expected, NameOf(new() { Signatures = [], Xen = new() { HypervisorType = "xen\n", GuestType = guestType + "\n" } }));

    [Theory]
    [InlineData("000000f0\n", null, HypervisorNames.XenPv)]
    [InlineData("000000f0\n", "Dell Inc.", HypervisorNames.XenPv)] // the control domain sees the machine's own firmware
    [InlineData("00002705\n", "Xen", HypervisorNames.XenHvm)]
    [InlineData("00002705\n", null, HypervisorNames.XenPvh)]
    [InlineData(null, null, HypervisorNames.XenPv)]
    [InlineData("garbage", null, HypervisorNames.XenPv)]
    [InlineData(null, "Xen", HypervisorNames.XenHvm)]
    [InlineData(null, "Dell Inc.", HypervisorNames.Xen)]
    public void OldKernelsXenGuestIsToldByFeaturesAndFirmware(string? features, string? vendor, string expected) =>
        Assert.Equal(expected, NameOf(new()
        {
            Signatures = [],
            Xen = new() { HypervisorType = "xen", Features = features },
            Dmi = new() { SystemVendor = vendor },
        }));

    [Fact]
    public void XenBehindHyperVLeavesIsXen() =>
        Assert.Equal(
            HypervisorNames.XenHvm,
            NameOf(new() { Signatures = [HyperVSignature, XenSignature], Dmi = new() { SystemVendor = "Xen", ProductName = "HVM domU" } }));

    [Fact]
    public void XenWithoutItsNodesIsJustXen() => Assert.Equal(HypervisorNames.Xen, NameOf(new() { Signatures = [XenSignature] }));

    [Fact]
    public void MountedXenfsIsEnoughForXen() =>
        Assert.Equal(HypervisorNames.Xen, NameOf(new() { Signatures = [], Xen = new() { Capabilities = "" } }));

    [Fact]
    public void KvmBehindHyperVLeavesIsKvm() => Assert.Equal(HypervisorNames.Kvm, NameOf(new() { Signatures = [HyperVSignature, KvmSignature] }));

    [Fact]
    public void VirtualBoxBehindKvmLeavesIsVirtualBox() =>
        Assert.Equal(
            HypervisorNames.VirtualBox,
            NameOf(new() { Signatures = [KvmSignature], Dmi = new() { SystemVendor = "innotek GmbH\n", ProductName = "VirtualBox\n" } }));

    [Fact]
    public void HyperVAloneIsHyperV() => Assert.Equal(HypervisorNames.HyperV, NameOf(new() { Signatures = [HyperVSignature, "", "unknown"] }));

    [Fact]
    public void FirmwareNamesAHypervisorThatHidesItsSignature()
    {
        Assert.Equal(HypervisorNames.VMware, NameOf(new() { Signatures = [], Dmi = new() { SystemVendor = "VMware, Inc." } }));
        Assert.Equal(HypervisorNames.Qemu, NameOf(new() { Signatures = ["unknown"], Dmi = new() { SystemVendor = "QEMU" } }));
    }

    [Fact]
    public void RentedMetalIsBare()
    {
        HypervisorInfo metal = HypervisorIdentification.Identify(
            new() { Signatures = [], Dmi = new() { SystemVendor = "Amazon EC2", ProductName = "m5.metal" } });

        Assert.Equal((HypervisorNames.None, "EC2 (Nitro)"), (metal.Name, metal.Cloud));
    }

    [Fact]
    public void HypervisorThatNobodyKnowsIsUnknown()
    {
        Assert.Equal(HostInfo.Unknown, NameOf(new() { Signatures = ["SomethingNew"], KernelSeesHypervisor = true }));
        Assert.Equal(HostInfo.Unknown, NameOf(new() { Signatures = [], KernelSeesHypervisor = true }));
        Assert.Equal(HostInfo.Unknown, NameOf(new() { Signatures = null }));
    }

    [Theory]
    [InlineData("XenVMMXenVMM", HypervisorNames.Xen)]
    [InlineData("TCGTCGTCGTCG", HypervisorNames.QemuTcg)]
    [InlineData("bhyve bhyve ", HypervisorNames.Bhyve)]
    [InlineData(" prl hyperv ", HypervisorNames.Parallels)]
    [InlineData("ACRNACRNACRN", HypervisorNames.Acrn)]
    [InlineData("BHyVE BHyVE ", HypervisorNames.Bhyve)]
    [InlineData("Apple VZ\0\0\0\0", HypervisorNames.Apple)]
    [InlineData("LKVMLKVMLKVM", HypervisorNames.Kvm)]
    [InlineData("KVMKVMKVM\0\0\0", HypervisorNames.Kvm)]
    [InlineData("Linux KVM Hv", HypervisorNames.Kvm)]
    [InlineData("Microsoft Hv", HypervisorNames.HyperV)]
    [InlineData("VMwareVMware", HypervisorNames.VMware)]
    [InlineData("VBoxVBoxVBox", HypervisorNames.VirtualBox)]
    [InlineData(" lrpepyh  vr", HypervisorNames.Parallels)]
    [InlineData("OpenBSDVMM58", HypervisorNames.OpenBsdVmm)]
    [InlineData("HAXMHAXMHAXM", HypervisorNames.Haxm)]
    [InlineData("___ NVMM ___", HypervisorNames.Nvmm)]
    [InlineData("Jailhouse\0\0\0", HypervisorNames.Jailhouse)]
    [InlineData("QNXQVMBSQG\0\0", HypervisorNames.Qnx)]
    [InlineData(" QNXQVMBSQG ", HypervisorNames.Qnx)]
    [InlineData("UnisysSpar64", HypervisorNames.UnisysSpar)]
    [InlineData("SRESRESRESRE", HypervisorNames.LockheedSre)]
    [InlineData("EVMMEVMMEVMM", HypervisorNames.IntelKgt)]
    [InlineData("PVM\0\0\0\0\0\0\0\0\0", HypervisorNames.Pvm)]
    public void SignatureIsReadFromTheLeaves(string signature, string expected)
    {
        uint[] words = [.. Enumerable.Range(0, 3).Select(i => BitConverter.ToUInt32(System.Text.Encoding.Latin1.GetBytes(signature), 4 * i))];

        IReadOnlyList<string>? signatures = HypervisorSignatures.Read((leaf, _) => leaf switch
        {
            1 => new(0, 0, 1u << 31, 0),
            0x4000_0000 => new(0x4000_0001, words[0], words[1], words[2]),
            _ => default,
        });

        Assert.Equal(expected, HypervisorSignatures.NameOf(signatures![0]));
    }

    [Theory]
    [InlineData(0x4000_0100u)]
    [InlineData(0x4000_0700u)]
    [InlineData(0x4000_ff00u)]
    public void SignatureIsFoundAtEveryPlaceThatLinuxLooksAt(uint place)
    {
        IReadOnlyList<string>? signatures = HypervisorSignatures.Read((leaf, _) => leaf switch
        {
            1 => new(0, 0, 1u << 31, 0),
            0x4000_0000 => new(0x4000_0001, 0x566e6558, 0x65584d4d, 0x4d4d566e),
            _ when leaf == place => new(leaf, 0x4b4d564b, 0x564b4d56, 0x4d),
            _ => new(7, 0x340, 0x340, 0), // the data of the highest basic leaf
        });

        Assert.Equal((XenSignature, KvmSignature), (signatures![0], signatures[^1]));
        Assert.Equal(place, HypervisorSignatures.LeafOf(signatures.Count - 1));
        Assert.Equal(HypervisorNames.Kvm, NameOf(new() { Signatures = signatures, Xen = new() { HypervisorType = "xen", GuestType = "HVM" } }));
    }

    [Fact]
    public void LeavesMeanNothingWithoutTheHypervisorBit() =>
        Assert.Empty(HypervisorSignatures.Read((leaf, _) => leaf == 1 ? default : new(0x4b4d564b, 0x4b4d564b, 0x564b4d56, 0x4d))!);

    [Fact]
    public void AnyEvidenceYieldsARecord() =>
        Prop.ForAll<string?, string?, string?>((signature, xen, dmi) => HypervisorIdentification.Identify(new()
        {
            Signatures = signature is null ? null : [signature],
            Xen = new() { HypervisorType = xen, GuestType = dmi, Features = signature, Uuid = dmi },
            Messages = dmi,
            ClockSources = xen,
            KernelRelease = signature,
            KernelVersion = dmi,
            Dmi = new() { SystemVendor = dmi, ProductName = xen, BiosVersion = signature, ChassisAssetTag = dmi, ProductSerial = xen, ProductUuid = dmi },
        }).Name.Length > 0).QuickCheckThrowOnFailure();

    private static string NameOf(HypervisorEvidence evidence) => HypervisorIdentification.Identify(evidence).Name;
}
