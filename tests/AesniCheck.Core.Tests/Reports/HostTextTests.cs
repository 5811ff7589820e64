using AesniCheck.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Reports;

public class HostTextTests
{
    public static TheoryData<string> Machines => [.. SavedMachine.Names];

    [Fact]
    public void XenParavirtualGuestIsShown()
    {
        const string expected = """
            host         ip-10-32-1-7
            cpu          Intel(R) Xeon(R) CPU E5-2650 0 @ 2.00GHz
                         GenuineIntel, family 6, model 45, stepping 7, microcode 0x70d
            logical cpus 1
            cpu features aes pclmulqdq ssse3 sse4_1 avx hypervisor
            hypervisor   Xen PV (CPUID signature: none)
            evidence     CPUID shows no hypervisor, but /proc/cpuinfo does; Xen's files are
                         in /sys/hypervisor or /proc/xen
            cloud        EC2 (Xen)
            firmware     vendor unknown, product unknown
            os           Debian GNU/Linux 7 (wheezy)
            kernel       3.2.0-4-amd64 #1 SMP Debian 3.2.68-1+deb7u1
            aesni_intel  module
            aes drivers  cbc-aes-aesni, __driver-cbc-aes-aesni, ecb-aes-aesni,
                         __driver-aes-aesni, aes-aesni, aes-asm, aes-generic
            runtime      .NET 10.0.0, X64, uses aes pclmulqdq
            """;

        Assert.Equal(expected.Split('\n'), HostText.Lines(WithFixedRuntime(SavedMachine.Read("xen-pv-ec2-m1"))));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void EveryMachineFitsATerminal(string machine) =>
        Assert.All(HostText.Lines(SavedMachine.Read(machine)), line => Assert.InRange(line.Length, 1, 80));

    [Fact]
    public void DriverThatDidNotPassItsSelfTestIsMarked()
    {
        HostInfo host = SavedMachine.Read("nitro-ec2-m5");
        host = host with { Kernel = host.Kernel with { AesDrivers = [new("aes", "aes-aesni", "aesni_intel", 300, "cipher", "unknown")] } };

        Assert.Contains("aes drivers  aes-aesni (self-test unknown)", HostText.Lines(host));
    }

    [Fact]
    public void AnyValueFitsATerminal() =>
        Prop.ForAll<string?>(text =>
        {
            HostInfo host = SavedMachine.Read("kvm-firecracker") with { Name = string.Concat(Enumerable.Repeat(HostField.Text(text), 9)) };
            return HostText.Lines(host).All(line => line.Length <= 80);
        }).QuickCheckThrowOnFailure();

    private static HostInfo WithFixedRuntime(HostInfo host) => host with { Runtime = new RuntimeInfo(".NET 10.0.0", "X64", ["aes", "pclmulqdq"]) };
}
