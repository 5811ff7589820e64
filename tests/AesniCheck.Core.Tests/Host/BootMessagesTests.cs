using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class BootMessagesTests
{
    [Theory]
    [InlineData("6,2,0,-;Hypervisor detected: KVM\n", "KVM", null, false)]
    [InlineData("6,2,0,-,caller=T0;Hypervisor detected: Microsoft Hyper-V\n", "Microsoft Hyper-V", null, false)]
    [InlineData("4,40,70599,c;Booting paravirtualized kernel on Xen PV\n", null, "Xen PV", false)]
    [InlineData("6,40,70599,-;Booting paravirtualized kernel on bare hardware\n", null, null, false)]
    [InlineData("6,4,23,-;pvm-pv: running under PVM (pv-lite)\n", null, null, true)]
    [InlineData("[    0.000000] Hypervisor detected: VMware\n[    0.070599] Booting paravirtualized kernel on VMware hypervisor\n", "VMware", "VMware hypervisor", false)]
    [InlineData("<6>[    0.000000] Hypervisor detected: ACRN\n", "ACRN", null, false)]
    [InlineData("Hypervisor detected: Jailhouse", "Jailhouse", null, false)]
    [InlineData("6,2,0,-;Hypervisor detected:\n", null, null, false)]
    [InlineData("6,2,0,-;Hypervisor detected: KVM\n6,3,0,-;Hypervisor detected: late\n", "KVM", null, false)]
    [InlineData("", null, null, false)]
    [InlineData(null, null, null, false)]
    public void MessagesOfTheBootAreRead(string? text, string? hypervisor, string? kernel, bool underPvm) =>
        Assert.Equal(new BootMessages(hypervisor, kernel, underPvm, UnderGvisor: false), BootMessages.Parse(text));

    [Theory]
    [InlineData("12,900,1,-;Hypervisor detected: Forged\n")] // a program wrote it: facility 1
    [InlineData("12,900,1,-;I am running under PVM\n")]
    [InlineData("<12>[    9.000000] Hypervisor detected: Forged\n")]
    [InlineData(" Hypervisor detected: Forged\n")] // a property of another message
    [InlineData("6,900,1,-;usb: product Hypervisor detected: Forged\n")]
    public void NoOneElsesMessageCounts(string text) => Assert.Equal(BootMessages.None, BootMessages.Parse(text));

    [Fact]
    public void GvisorIsKnownByItsFirstMessage() => Assert.True(BootMessages.Parse("[    0.000000] Starting gVisor...\n").UnderGvisor);

    [Fact]
    public void ControlCharactersDoNotGetThrough() =>
        Assert.Equal("K [31mVM", BootMessages.Parse("6,2,0,-;Hypervisor detected: K\u001b[31mVM\n").Hypervisor);

    [Fact]
    public void AnyTextIsRead() =>
        Prop.ForAll<string?, string?>((a, b) => BootMessages.Parse($"{a};{b}\n{b},{a},,;Hypervisor detected:{a}") is not null).QuickCheckThrowOnFailure();
}
