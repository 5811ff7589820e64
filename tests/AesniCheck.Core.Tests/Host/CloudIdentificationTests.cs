using Xunit;

namespace AesniCheck.Host;

public class CloudIdentificationTests
{
    [Theory]
    [InlineData("7783-7084-3265-9085-8269-3286-77", "Azure")]
    [InlineData("OracleCloud.com", "Oracle Cloud")]
    [InlineData("ibmcloud", "IBM Cloud")]
    [InlineData("OpenStack Nova", "OpenStack")]
    [InlineData("OpenStack Compute", "OpenStack")]
    [InlineData("OpenTelekomCloud", "Open Telekom Cloud")]
    [InlineData("HUAWEICLOUD", "Huawei Cloud")]
    [InlineData("SAP CCloud VM", "SAP Converged Cloud")]
    [InlineData("a1b2.zstack.io", "ZStack")]
    [InlineData("No Asset Tag", CloudIdentification.NoneKnown)]
    [InlineData("", CloudIdentification.NoneKnown)]
    public void TheChassisAssetTagIsEnough(string tag, string cloud) => Assert.Equal(cloud, OfGuest(new() { ChassisAssetTag = tag + "\n" }));

    [Theory]
    [InlineData("Google Compute Engine", "GCE")]
    [InlineData("Alibaba Cloud ECS", "Alibaba Cloud")]
    [InlineData("OpenStack Nova", "OpenStack")]
    [InlineData("OpenStack Compute", "OpenStack")]
    [InlineData("3DS Outscale VM", "Outscale")]
    [InlineData("CloudStack KVM Hypervisor", "CloudStack")]
    [InlineData("CloudSigma", "CloudSigma")]
    [InlineData("CloudCIX", "CloudCIX")]
    [InlineData("SmartDC HVM", "SmartOS")]
    [InlineData("Exoscale Compute Platform", "Exoscale")]
    [InlineData("Standard PC (Q35 + ICH9, 2009)", CloudIdentification.NoneKnown)]
    public void TheProductsNameIsEnough(string product, string cloud) => Assert.Equal(cloud, OfGuest(new() { ProductName = product + "\n" }));

    [Theory]
    [InlineData("Amazon EC2", "EC2 (Nitro)")]
    [InlineData("3DS Outscale", "Outscale")]
    [InlineData("Tencent Cloud", "Tencent Cloud")]
    [InlineData("Alibaba Cloud", "Alibaba Cloud")]
    [InlineData("Huawei Cloud", "Huawei Cloud")]
    [InlineData("IBM:Cloud Compute Server 1.0:cx2-2x4", "IBM Cloud")]
    [InlineData("e24cloud", "e24cloud")]
    [InlineData("DigitalOcean", "DigitalOcean")]
    [InlineData("Hetzner", "Hetzner")]
    [InlineData("Akamai", "Akamai")]
    [InlineData("Linode", "Linode")]
    [InlineData("Vultr", "Vultr")]
    [InlineData("Scaleway", "Scaleway")]
    [InlineData("UpCloud", "UpCloud")]
    [InlineData("NWCS", "NWCS")]
    [InlineData("QEMU", CloudIdentification.NoneKnown)]
    public void TheVendorIsEnough(string vendor, string cloud) => Assert.Equal(cloud, OfGuest(new() { SystemVendor = vendor + "\n" }));

    [Fact]
    public void TheBoardVendorNamesEc2() => Assert.Equal("EC2 (Nitro)", OfGuest(new() { BoardVendor = "Amazon EC2\n" }));

    [Fact]
    public void TheChassisVendorNamesIbm() => Assert.Equal("IBM Cloud", OfGuest(new() { ChassisVendor = "IBM:Cloud Compute Server 1.0:bx2-2x8\n" }));

    [Fact]
    public void WhatOnlyRootReadsCountsToo()
    {
        Assert.Equal("GCE", OfGuest(new() { ProductSerial = "GoogleCloud-0123456789ABCDEF\n" }));
        Assert.Equal("Brightbox", OfGuest(new() { ProductSerial = "srv-abcde.gb1.brightbox.com\n" }));
        Assert.Equal("EC2 (Xen)", OfGuest(new() { ProductSerial = "ec2e1916-9099-7caf\n", ProductUuid = "EC2E1916-9099-7CAF\n" }));
        Assert.Equal(CloudIdentification.NoneKnown, OfGuest(new() { ProductSerial = "4711\n", ProductUuid = "EC2E1916-9099-7CAF\n" }));
    }

    [Theory]
    [InlineData("OpenTelekomCloud", "Open Telekom Cloud")]
    [InlineData("HUAWEICLOUD", "Huawei Cloud")]
    [InlineData("SAP CCloud VM", "SAP Converged Cloud")]
    public void AProviderComesBeforeItsSoftware(string tag, string cloud) =>
        Assert.Equal(cloud, OfGuest(new() { SystemVendor = "OpenStack Foundation", ProductName = "OpenStack Nova", ChassisAssetTag = tag }));

    [Theory]
    [InlineData("Hetzner")]
    [InlineData("DigitalOcean")]
    [InlineData("Scaleway")]
    public void ADedicatedServerIsNotACloudGuest(string vendor) =>
        Assert.Equal(CloudIdentification.NoneKnown, Identify(new() { Signatures = [], Dmi = new() { SystemVendor = vendor, ProductName = "Server" } }));

    [Fact]
    public void TheControlDomainOfADedicatedServerIsNotACloudGuest()
    {
        var dmi = new DmiEvidence { SystemVendor = "Hetzner" };
        Assert.Equal(
            CloudIdentification.NoneKnown, Identify(new() { Signatures = [], Dmi = dmi, Xen = new() { HypervisorType = "xen", Capabilities = "control_d\n" } }));
        Assert.Equal(
            CloudIdentification.NoneKnown,
            Identify(new() { Signatures = [], Dmi = dmi, Xen = new() { HypervisorType = "xen", GuestType = "PV", Features = "00000800\n" } }));
    }

    [Fact]
    public void WholeMachinesOfACloudAreNamed()
    {
        Assert.Equal("Oracle Cloud", Identify(new() { Signatures = [], Dmi = new() { ChassisAssetTag = "OracleCloud.com" } }));
        Assert.Equal("EC2 (Nitro)", Identify(new() { Signatures = [], Dmi = new() { SystemVendor = "Amazon EC2", ProductName = "c5.metal" } }));
        Assert.Equal("GCE", Identify(new() { Signatures = [], Dmi = new() { ProductName = "Google Compute Engine" } }));
    }

    private static string OfGuest(DmiEvidence dmi) => Identify(new() { Signatures = ["KVMKVMKVM"], KernelSeesHypervisor = true, Dmi = dmi });

    private static string Identify(HypervisorEvidence evidence) => HypervisorIdentification.Identify(evidence).Cloud;
}
