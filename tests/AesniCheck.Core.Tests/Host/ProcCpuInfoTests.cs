using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class ProcCpuInfoTests
{
    [Fact]
    public void IntelIsRead()
    {
        CpuInfo cpu = ProcCpuInfo.Parse(SavedMachine.Text("nitro-ec2-m5", "proc/cpuinfo"), logicalCpuCount: 2);

        Assert.Equal("Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", cpu.Model);
        Assert.Equal(("GenuineIntel", 6, 85, 7, "0x5003604"), (cpu.Vendor, cpu.Family, cpu.ModelNumber, cpu.Stepping, cpu.Microcode));
        Assert.Equal(
            "aes pclmulqdq ssse3 sse4_1 avx avx2 avx512f avx512bw avx512vl xsave xsaveopt xsavec xsaves hypervisor",
            string.Join(' ', cpu.Features));
    }

    [Fact]
    public void AmdIsRead()
    {
        CpuInfo cpu = ProcCpuInfo.Parse(SavedMachine.Text("azure-d4as", "proc/cpuinfo"), logicalCpuCount: 4);

        Assert.Equal("AMD EPYC 7763 64-Core Processor", cpu.Model);
        Assert.Equal(("AuthenticAMD", 25, 1, 1, "0xffffffff"), (cpu.Vendor, cpu.Family, cpu.ModelNumber, cpu.Stepping, cpu.Microcode));
        Assert.Equal(
            "aes vaes pclmulqdq vpclmulqdq ssse3 sse4_1 avx avx2 sha_ni xsave xsaveopt xsavec xsaves hypervisor",
            string.Join(' ', cpu.Features));
    }

    [Fact]
    public void OtherArchitecturesAreUnknown()
    {
        CpuInfo cpu = ProcCpuInfo.Parse("processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd aes pmull\nCPU implementer\t: 0x41\n", 1);

        Assert.Equal((HostInfo.Unknown, HostInfo.UnknownNumber), (cpu.Vendor, cpu.Family));
        Assert.Empty(cpu.Features);
    }

    [Theory]
    [InlineData("model\t: 99999999999", HostInfo.UnknownNumber)]
    [InlineData("model\t: -3", HostInfo.UnknownNumber)]
    [InlineData("model\t: 0x2d", HostInfo.UnknownNumber)]
    [InlineData("model\t:", HostInfo.UnknownNumber)]
    [InlineData("\r\nmodel:45\r\n", 45)]
    public void OddNumbersAreUnknown(string text, int expected) => Assert.Equal(expected, ProcCpuInfo.Parse(text, 1).ModelNumber);

    [Fact]
    public void ControlCharactersAreNotPassedOn() =>
        Assert.Equal("evil [31m CPU", ProcCpuInfo.Parse("model name\t: evil\u001b[31m\u0007CPU", 1).Model);

    [Fact]
    public void AnyTextYieldsARecord() =>
        Prop.ForAll<string?>(text => ProcCpuInfo.Parse(text, 1).Vendor.Length > 0).QuickCheckThrowOnFailure();
}
