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
            TODO
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
