using AesniCheck.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>How the probe <c>kernel</c> uses each entry of <c>/proc/crypto</c>.</summary>
public sealed class AfAlgDriverRulesTests
{
    private static readonly KernelRelease Recent = new(7, 1);

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Host", "Crypto");

    [Theory]
    [InlineData("virtio_crypto_aes_cbc", "it runs on the host's crypto device")]
    [InlineData("qat_aes_cbc", "it runs on an Intel QuickAssist device")]
    [InlineData("xts-aes-ccp", "it runs on AMD's cryptographic coprocessor")]
    public void AcceleratorsAreListedWithWhatDoesTheWork(string driver, string reason)
    {
        AfAlgDriverUse use = Assert.Single(Uses("linux-6.12-accelerators"), use => use.Driver == driver);

        Assert.Equal(AfAlgDriverRole.NotAsked, use.Role);
        Assert.StartsWith(reason, use.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-6.12-accelerators", "cbc-aes-aesni", AfAlgDriverRole.Asked, null)]
    [InlineData("linux-6.12-accelerators", "aes-generic", AfAlgDriverRole.Counterpart, null)]
    [InlineData("linux-7.1-vaes", "cts-cbc-aes-aesni", AfAlgDriverRole.NotAsked, "the probe does not support cts(cbc(aes))")]
    [InlineData("linux-7.1-vaes", "xctr-aes-vaes-avx512", AfAlgDriverRole.NotAsked, "the probe does not support xctr(aes)")]
    [InlineData("linux-7.1-vaes", "cmac-aes-lib", AfAlgDriverRole.NotAsked, "it is a hash; the probe tests ciphers only")]
    [InlineData("linux-7.1-library", "ecb(aes-lib)", AfAlgDriverRole.Asked, null)]
    [InlineData("linux-7.1-library", "cbc(ecb(aes-lib))", AfAlgDriverRole.Asked, null)]
    [InlineData("linux-7.1-library", "xts(ecb(aes-lib))", AfAlgDriverRole.Asked, null)]
    [InlineData(
        "linux-7.1-library", "aes-lib", AfAlgDriverRole.NotAsked, "AF_ALG has no interface for single blocks; it is tested through modes over it, such as ecb(aes-lib)")]
    [InlineData("linux-5.10-kvm", "cmac(aes-aesni)", AfAlgDriverRole.NotAsked, "it is a hash; the probe tests ciphers only")]
    [InlineData("linux-5.10-kvm", "cryptd(__cbc-aes-aesni)", AfAlgDriverRole.NotAsked, "it is internal: only other drivers may call it")]
    [InlineData(
        "linux-5.10-kvm", "authenc(hmac(sha256-ni),cbc-aes-aesni)", AfAlgDriverRole.NotAsked, "the probe does not support authenc(hmac(sha256),cbc(aes))")]
    [InlineData("linux-3.2-xen-pv", "aes-asm", AfAlgDriverRole.Counterpart, null)]
    [InlineData("linux-3.2-xen-pv", "__driver-cbc-aes-aesni", AfAlgDriverRole.NotAsked, "it is internal: only other drivers may call it")]
    [InlineData("linux-3.2-xen-pv", "lrw-aes-aesni", AfAlgDriverRole.NotAsked, "the probe does not support lrw(aes)")]
    public void EachEntryHasItsRole(string file, string driver, AfAlgDriverRole role, string? reason) =>
        Assert.Contains(new AfAlgDriverUse(driver, role, reason), Uses(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryEntryHasOneRoleAndNoneIsForgotten(string file)
    {
        IReadOnlyList<AfAlgDriverUse> uses = Uses(file);

        Assert.Equal(ProcCrypto.ParseAes(Text(file)).Select(driver => driver.Driver), uses.Select(use => use.Driver));
        Assert.All(uses, use => Assert.Equal(use.Role == AfAlgDriverRole.NotAsked, use.Reason is not null));
        Assert.Equal(
            AfAlgDrivers.Hardware(Text(file), Recent).Select(driver => driver.Driver),
            uses.Where(use => use.Role == AfAlgDriverRole.Asked).Select(use => use.Driver));
    }

    [Theory]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-aesni\nasync : yes\n", AfAlgDriverRole.Asked)] // an asynchronous shell around the same code
    [InlineData("driver : cbc(ecb(aes-lib))\nname : cbc(aes)\n", AfAlgDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-lib),ghash-lib)\ntype : aead\n", AfAlgDriverRole.Asked)]
    [InlineData("name : rfc4106(gcm(aes))\ndriver : rfc4106(gcm_base(ctr(aes-lib),ghash-lib))\ntype : aead\n", AfAlgDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr-aes-aesni,ghash-generic)\ntype : aead\n", AfAlgDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-generic),ghash-clmulni)\ntype : aead\n", AfAlgDriverRole.Asked)] // GHASH by PCLMULQDQ
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-generic),ghash-generic)\ntype : aead\n", AfAlgDriverRole.Counterpart)]
    [InlineData("name : cbc(aes)\ndriver : cbc(ecb(aes-fixed-time))\ntype : lskcipher\n", AfAlgDriverRole.Counterpart)]
    [InlineData("name : cts(cbc(aes))\ndriver : cts(cbc(aes-generic))\ntype : skcipher\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc(ecb(aes-lib))\ninternal : yes\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc(aes)\ntype : larval\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-padlock\ntype : skcipher\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-somebody\ntype : skcipher\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\n", AfAlgDriverRole.NotAsked)]
    [InlineData("driver : cbc-aes-aesni\n", AfAlgDriverRole.NotAsked)]
    [InlineData("name : essiv(cbc(aes),sha256)\ndriver : essiv(cbc-aes-aesni,sha256-lib)\n", AfAlgDriverRole.NotAsked)]
    public void OtherKernelsEntriesAreToldApart(string text, AfAlgDriverRole role) =>
        Assert.Equal(role, Assert.Single(AfAlgDriverRules.Uses(text, Recent)).Role);

    [Fact]
    public void ANameThatIsTooLongForAfAlgIsNotAsked()
    {
        string text = $"name : cbc(aes)\ndriver : cbc-aes-aesni{new string('x', 51)}\ntype : skcipher\n";

        Assert.Equal("its name is too long for AF_ALG", Assert.Single(AfAlgDriverRules.Uses(text, Recent)).Reason);
        Assert.Empty(AfAlgDrivers.Hardware(text, Recent));
    }

    [Fact]
    public void AeadOfOldKernelsIsNotAsked() =>
        Assert.StartsWith(
            "before Linux 4.14, AF_ALG has another layout",
            Assert.Single(AfAlgDriverRules.Uses("name : gcm(aes)\ndriver : generic-gcm-aesni\ntype : aead\n", new KernelRelease(4, 9))).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown")]
    [InlineData(null, "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown")]
    [InlineData("name : aes\ndriver : aes-generic\ntype : cipher\n", "/proc/crypto lists no AES driver that uses the hardware, such as those of aesni_intel")]
    public void TheReasonForNoneIsTrue(string? text, string reason) => Assert.Equal(reason, AfAlgDriverRules.WhyNone(text, Recent));

    [Fact]
    public void ManyReasonsAreCounted()
    {
        string text = string.Join('\n', Enumerable.Range(0, 9).Select(i => $"name : cbc(aes)\ndriver : qat_aes_cbc_{i}\ntype : skcipher\n"));

        Assert.EndsWith(" and 6 more", AfAlgDriverRules.WhyNone(text, Recent), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyEntryHasARole() =>
        Prop.ForAll<string?, string?, string?>((name, driver, type) =>
            AfAlgDriverRules.Uses($"name : aes{name}\ndriver : {driver}\ntype : {type}\n", Recent).All(use => use.Driver.Length > 0)).QuickCheckThrowOnFailure();

    private static IReadOnlyList<AfAlgDriverUse> Uses(string file) => AfAlgDriverRules.Uses(Text(file), Recent);

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
