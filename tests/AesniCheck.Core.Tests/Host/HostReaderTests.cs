using AesniCheck.Ciphers.AfAlg;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class HostReaderTests
{
    [Theory]
    [InlineData("xen-pv-ec2-m1", "none", HypervisorNames.XenPv, "EC2 (Xen)")]
    [InlineData("xen-hvm-ec2-t2", "XenVMMXenVMM", HypervisorNames.XenHvm, "EC2 (Xen)")]
    [InlineData("nitro-ec2-m5", "KVMKVMKVM", HypervisorNames.Kvm, "EC2 (Nitro)")]
    [InlineData("kvm-firecracker", "KVMKVMKVM", HypervisorNames.Kvm, CloudIdentification.NoneKnown)]
    [InlineData("kvm-qemu-enlightened", "Microsoft Hv", HypervisorNames.Kvm, CloudIdentification.NoneKnown)]
    [InlineData("azure-d4as", "Microsoft Hv", HypervisorNames.HyperV, "Azure")]
    [InlineData("vmware-esxi", "VMwareVMware", HypervisorNames.VMware, CloudIdentification.NoneKnown)]
    [InlineData("gce-n2", "KVMKVMKVM", HypervisorNames.Kvm, "GCE")]
    [InlineData("bare-metal-xeon", "none", HypervisorNames.None, CloudIdentification.NoneKnown)]
    [InlineData("pvm-over-bhyve", "bhyve bhyve", "PVM, KVM-compatible; CPUID shows bhyve", CloudIdentification.NoneKnown)]
    [InlineData("kvm-emulating-xen", "XenVMMXenVMM", HypervisorNames.Kvm, CloudIdentification.NoneKnown)]
    [InlineData("kvm-open-telekom-cloud", "KVMKVMKVM", HypervisorNames.Kvm, "Open Telekom Cloud")]
    [InlineData("bare-metal-hetzner", "none", HypervisorNames.None, CloudIdentification.NoneKnown)]
    [InlineData("kvm-linux-7.1", "KVMKVMKVM", HypervisorNames.Kvm, CloudIdentification.NoneKnown)]
    public void EveryMachineIsRecognized(string machine, string signature, string hypervisor, string cloud)
    {
        HypervisorInfo actual = SavedMachine.Read(machine).Hypervisor;

        Assert.Equal((signature, hypervisor, cloud), (actual.Signature, actual.Name, actual.Cloud));
    }

    [Theory]
    [InlineData("xen-pv-ec2-m1", AesniIntelState.Module, 1)]
    [InlineData("xen-hvm-ec2-t2", AesniIntelState.Module, 2)]
    [InlineData("kvm-firecracker", AesniIntelState.NotLoaded, 2)]
    [InlineData("kvm-qemu-enlightened", AesniIntelState.BuiltIn, 4)]
    [InlineData("bare-metal-xeon", AesniIntelState.Module, 112)]
    public void DriverAndCpuCountAreRead(string machine, string aesniIntel, int cpuCount)
    {
        HostInfo host = SavedMachine.Read(machine);

        Assert.Equal((aesniIntel, cpuCount), (host.Kernel.AesniIntel, host.Cpu.LogicalCpuCount));
    }

    [Fact]
    public void XenParavirtualGuestIsDescribedInFull()
    {
        HostInfo host = SavedMachine.Read("xen-pv-ec2-m1");

        Assert.Equal("ip-10-32-1-7", host.Name);
        Assert.Equal("Debian GNU/Linux 7 (wheezy)", host.Kernel.OsName);
        Assert.Equal("3.2.0-4-amd64", host.Kernel.Release);
        Assert.Equal("#1 SMP Debian 3.2.68-1+deb7u1", host.Kernel.Version);
        Assert.Equal(
            ("GenuineIntel", 6, 45, 7, "0x70d"),
            (host.Cpu.Vendor, host.Cpu.Family, host.Cpu.ModelNumber, host.Cpu.Stepping, host.Cpu.Microcode));
        Assert.Equal(HostInfo.Unknown, host.Hypervisor.DmiVendor);
        Assert.Contains(new KernelCryptoDriver("cbc(aes)", "cbc-aes-aesni", "aesni_intel", 400, "ablkcipher", "passed"), host.Kernel.AesDrivers);
    }

    [Fact]
    public void EmptyMachineIsUnknownThroughout()
    {
        string root = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        HostInfo host = HostReader.Read(root, cpuId: null);

        Assert.Equal(HostInfo.Unknown, host.Name);
        Assert.Equal((HostInfo.Unknown, HostInfo.Unknown, HostInfo.UnknownNumber), (host.Cpu.Vendor, host.Cpu.Model, host.Cpu.LogicalCpuCount));
        Assert.Equal((HostInfo.Unknown, HostInfo.Unknown), (host.Hypervisor.Signature, host.Hypervisor.Name));
        Assert.Equal((HostInfo.Unknown, HostInfo.Unknown, HostInfo.Unknown), (host.Kernel.OsName, host.Kernel.Release, host.Kernel.AesniIntel));
        Assert.Empty(host.Cpu.Features);
        Assert.Empty(host.Kernel.AesDrivers);
        Assert.StartsWith(".NET ", host.Runtime.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldersInPlaceOfFilesAreUnknown()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory();
        try
        {
            root.CreateSubdirectory("proc/cpuinfo");
            root.CreateSubdirectory("proc/crypto");

            Assert.Equal(HostInfo.Unknown, HostReader.Read(root.FullName, cpuId: null).Cpu.Model);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void AnyBytesInEveryFileYieldARecord()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory();
        try
        {
            string saved = SavedMachine.RootOf("xen-hvm-ec2-t2");
            string[] files = [.. Directory.EnumerateFiles(saved, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(saved, file))];
            foreach (string file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root.FullName, file))!);
            }

            Prop.ForAll<byte[]>(bytes =>
            {
                foreach (string file in files)
                {
                    File.WriteAllBytes(Path.Combine(root.FullName, file), bytes);
                }

                Assert.NotEmpty(HostReader.Read(root.FullName, cpuId: null).Name);
            }).QuickCheckThrowOnFailure();
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void FilesCutAnywhereYieldARecord()
    {
        string cpuInfo = SavedMachine.Text("bare-metal-xeon", "proc/cpuinfo");
        string crypto = SavedMachine.Text("bare-metal-xeon", "proc/crypto");

        for (int length = 0; length < crypto.Length; length += 7)
        {
            Assert.NotNull(ProcCpuInfo.Parse(cpuInfo[..Math.Min(length, cpuInfo.Length)], logicalCpuCount: 1));
            Assert.NotNull(ProcCrypto.ParseAes(crypto[..length]));
        }
    }

    [Fact]
    public void EveryDriverOfEveryMachineHasOneRole()
    {
        foreach (string machine in SavedMachine.Names)
        {
            KernelInfo kernel = SavedMachine.Read(machine).Kernel;
            Assert.Equal(kernel.AesDrivers.Select(driver => driver.Driver), kernel.DriverUses!.Select(use => use.Driver));
            Assert.All(kernel.DriverUses!, use => Assert.Equal(use.Role == AfAlgDriverRole.NotAsked, use.Reason is not null));
        }
    }

    [Fact]
    public void ThisMachineIsRead() => Assert.NotEqual(HostInfo.Unknown, HostReader.Read().Cpu.Vendor);
}
