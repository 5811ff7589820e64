using AesniCheck.Basics;
using AesniCheck.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Reports.Text;

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
            evidence     CPUID shows no hypervisor, but /proc/cpuinfo does; /sys/hypervisor
                         or /proc/xen has Xen's files
            cloud        EC2 (Xen)
            firmware     vendor unknown, product unknown
            os           Debian GNU/Linux 7 (wheezy)
            kernel       3.2.0-4-amd64 #1 SMP Debian 3.2.68-1+deb7u1
            aesni_intel  module
            aes drivers  cbc-aes-aesni, __driver-cbc-aes-aesni, ecb-aes-aesni,
                         __driver-aes-aesni, aes-aesni, aes-asm, aes-generic
            asked        cbc-aes-aesni, ecb-aes-aesni
            counterpart  aes-asm, aes-generic
            not asked    __driver-cbc-aes-aesni, __driver-aes-aesni: it is internal: only
                         other drivers may call it
                         aes-aesni: AF_ALG has no interface for single blocks
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
    public void DriversThatAreNotAskedAreListedWithTheReason()
    {
        string[] lines = [.. HostText.Lines(SavedMachine.Read("kvm-linux-7.1")).SkipWhile(line => !line.StartsWith("asked", StringComparison.Ordinal))];

        const string expected = """
            asked        rfc4106-gcm-vaes-avx512, generic-gcm-vaes-avx512,
                         ctr-aes-vaes-avx512, xts-aes-vaes-avx512, cbc-aes-aesni,
                         ecb-aes-aesni
            counterpart  none: this kernel lists no software AES to compare with
            not asked    xctr-aes-vaes-avx512: the probe does not support xctr(aes)
                         cts-cbc-aes-aesni: the probe does not support cts(cbc(aes))
                         aes-lib: AF_ALG has no interface for single blocks; it is tested
                         through modes over it, such as ecb(aes-lib)
                         cmac-aes-lib: it is a hash; the probe tests ciphers only
            """;
        Assert.Equal(expected.Split('\n'), lines[..^1]);
    }

    [Fact]
    public void RecordsOfEarlierVersionsSayNothingOfRoles()
    {
        HostInfo host = SavedMachine.Read("kvm-linux-7.1");
        host = host with { Kernel = host.Kernel with { DriverUses = null }, Hypervisor = host.Hypervisor with { Evidence = null } };

        Assert.DoesNotContain(HostText.Rows(host), row => row.Key is "asked" or "not asked" or "counterpart" or "evidence");
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
