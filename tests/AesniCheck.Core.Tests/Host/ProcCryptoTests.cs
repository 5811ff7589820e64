using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Host;

public class ProcCryptoTests
{
    [Fact]
    public void WideDriversAreRead()
    {
        IReadOnlyList<KernelCryptoDriver> drivers = ProcCrypto.ParseAes(SavedMachine.Text("bare-metal-xeon", "proc/crypto"));

        Assert.Contains(new KernelCryptoDriver("xts(aes)", "xts-aes-vaes-avx512", "aesni_intel", 800, "skcipher", "passed"), drivers);
        Assert.Contains(new KernelCryptoDriver("ctr(aes)", "ctr-aes-aesni-avx", "aesni_intel", 500, "skcipher", "passed"), drivers);
        Assert.Contains(new KernelCryptoDriver("aes", "aes-generic", "kernel", 100, "cipher", "passed"), drivers);
    }

    [Fact]
    public void OtherAlgorithmsAreLeftOut()
    {
        string text = SavedMachine.Text("kvm-firecracker", "proc/crypto");

        Assert.Contains("sha256-generic", text, StringComparison.Ordinal);
        Assert.Equal(
            ["cbc(ecb(aes-fixed-time))", "ecb(aes-fixed-time)", "aes-fixed-time", "aes-generic"],
            ProcCrypto.ParseAes(text).Select(driver => driver.Driver));
    }

    [Fact]
    public void MissingLinesAreUnknown() =>
        Assert.Equal(
            [new KernelCryptoDriver("cbc(aes)", "unknown", "unknown", HostInfo.UnknownNumber, "unknown", "unknown")],
            ProcCrypto.ParseAes("name : cbc(aes)\nthis is no line\npriority : high\n"));

    [Fact]
    public void AnyTextYieldsAList() => Prop.ForAll<string?>(text => ProcCrypto.ParseAes(text) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyEntryYieldsAList() =>
        Prop.ForAll<string?, string?>((name, priority) => ProcCrypto.ParseAes($"name : aes{name}\npriority : {priority}") is not null)
            .QuickCheckThrowOnFailure();
}
