using AesniCheck.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>What the probe <c>kernel</c> does with each entry of <c>/proc/crypto</c>.</summary>
public sealed class KernelDriverRulesTests
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
        KernelDriverUse use = Assert.Single(Uses("linux-6.12-accelerators"), use => use.Driver == driver);

        Assert.Equal(KernelDriverRole.NotAsked, use.Role);
        Assert.StartsWith(reason, use.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-6.12-accelerators", "cbc-aes-aesni", KernelDriverRole.Asked, null)]
    [InlineData("linux-6.12-accelerators", "aes-generic", KernelDriverRole.Counterpart, null)]
    [InlineData("linux-7.1-vaes", "cts-cbc-aes-aesni", KernelDriverRole.NotAsked, "the probe does not support cts(cbc(aes))")]
    [InlineData("linux-7.1-vaes", "xctr-aes-vaes-avx512", KernelDriverRole.NotAsked, "the probe does not support xctr(aes)")]
    [InlineData("linux-7.1-vaes", "cmac-aes-lib", KernelDriverRole.NotAsked, "it is a hash; the probe tests ciphers only")]
    [InlineData("linux-7.1-library", "ecb(aes-lib)", KernelDriverRole.Asked, null)]
    [InlineData("linux-7.1-library", "cbc(ecb(aes-lib))", KernelDriverRole.Asked, null)]
    [InlineData("linux-7.1-library", "xts(ecb(aes-lib))", KernelDriverRole.Asked, null)]
    [InlineData(
        "linux-7.1-library", "aes-lib", KernelDriverRole.NotAsked, "AF_ALG has no interface for single blocks; it is tested through modes over it, such as ecb(aes-lib)")]
    [InlineData("linux-5.10-kvm", "cmac(aes-aesni)", KernelDriverRole.NotAsked, "it is a hash; the probe tests ciphers only")]
    [InlineData("linux-5.10-kvm", "cryptd(__cbc-aes-aesni)", KernelDriverRole.NotAsked, "it is internal: only other drivers may call it")]
    [InlineData(
        "linux-5.10-kvm", "authenc(hmac(sha256-ni),cbc-aes-aesni)", KernelDriverRole.NotAsked, "the probe does not support authenc(hmac(sha256),cbc(aes))")]
    [InlineData("linux-3.2-xen-pv", "aes-asm", KernelDriverRole.Counterpart, null)]
    [InlineData("linux-3.2-xen-pv", "__driver-cbc-aes-aesni", KernelDriverRole.NotAsked, "it is internal: only other drivers may call it")]
    [InlineData("linux-3.2-xen-pv", "lrw-aes-aesni", KernelDriverRole.NotAsked, "the probe does not support lrw(aes)")]
    public void EachEntryHasItsRole(string file, string driver, KernelDriverRole role, string? reason) =>
        Assert.Contains(new KernelDriverUse(driver, role, reason), Uses(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryEntryHasOneRoleAndNoneIsForgotten(string file)
    {
        IReadOnlyList<KernelDriverUse> uses = Uses(file);

        Assert.Equal(ProcCrypto.ParseAes(Text(file)).Select(driver => driver.Driver), uses.Select(use => use.Driver));
        Assert.All(uses, use => Assert.Equal(use.Role == KernelDriverRole.NotAsked, use.Reason is not null));
        Assert.Equal(
            KernelDrivers.Hardware(Text(file), Recent).Select(driver => driver.Driver),
            uses.Where(use => use.Role == KernelDriverRole.Asked).Select(use => use.Driver));
    }

    [Theory]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-aesni\nasync : yes\n", KernelDriverRole.Asked)] // an asynchronous shell around the same code
    [InlineData("driver : cbc(ecb(aes-lib))\nname : cbc(aes)\n", KernelDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-lib),ghash-lib)\ntype : aead\n", KernelDriverRole.Asked)]
    [InlineData("name : rfc4106(gcm(aes))\ndriver : rfc4106(gcm_base(ctr(aes-lib),ghash-lib))\ntype : aead\n", KernelDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr-aes-aesni,ghash-generic)\ntype : aead\n", KernelDriverRole.Asked)]
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-generic),ghash-clmulni)\ntype : aead\n", KernelDriverRole.Asked)] // GHASH by PCLMULQDQ
    [InlineData("name : gcm(aes)\ndriver : gcm_base(ctr(aes-generic),ghash-generic)\ntype : aead\n", KernelDriverRole.Counterpart)]
    [InlineData("name : cbc(aes)\ndriver : cbc(ecb(aes-fixed-time))\ntype : lskcipher\n", KernelDriverRole.Counterpart)]
    [InlineData("name : cts(cbc(aes))\ndriver : cts(cbc(aes-generic))\ntype : skcipher\n", KernelDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc(ecb(aes-lib))\ninternal : yes\n", KernelDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc(aes)\ntype : larval\n", KernelDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-padlock\ntype : skcipher\n", KernelDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-somebody\ntype : skcipher\n", KernelDriverRole.NotAsked)]
    [InlineData("name : cbc(aes)\n", KernelDriverRole.NotAsked)]
    [InlineData("driver : cbc-aes-aesni\n", KernelDriverRole.NotAsked)]
    [InlineData("name : essiv(cbc(aes),sha256)\ndriver : essiv(cbc-aes-aesni,sha256-lib)\n", KernelDriverRole.NotAsked)]
    public void OtherKernelsEntriesAreToldApart(string text, KernelDriverRole role) =>
        Assert.Equal(role, Assert.Single(KernelDriverRules.Uses(text, Recent)).Role);

    [Fact]
    public void ANameThatIsTooLongForAfAlgIsNotAsked()
    {
        string text = $"name : cbc(aes)\ndriver : cbc-aes-aesni{new string('x', 51)}\ntype : skcipher\n";

        Assert.Equal("its name is too long for AF_ALG", Assert.Single(KernelDriverRules.Uses(text, Recent)).Reason);
        Assert.Empty(KernelDrivers.Hardware(text, Recent));
    }

    [Fact]
    public void AeadOfOldKernelsIsNotAsked() =>
        Assert.StartsWith(
            "before Linux 4.14, AF_ALG has another layout",
            Assert.Single(KernelDriverRules.Uses("name : gcm(aes)\ndriver : generic-gcm-aesni\ntype : aead\n", new KernelRelease(4, 9))).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown")]
    [InlineData(null, "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown")]
    [InlineData("name : aes\ndriver : aes-generic\ntype : cipher\n", "/proc/crypto lists no AES driver that uses the hardware, such as those of aesni_intel")]
    public void TheReasonForNoneIsTrue(string? text, string reason) => Assert.Equal(reason, KernelDriverRules.WhyNone(text, Recent));

    [Fact]
    public void ManyReasonsAreCounted()
    {
        string text = string.Join('\n', Enumerable.Range(0, 9).Select(i => $"name : cbc(aes)\ndriver : qat_aes_cbc_{i}\ntype : skcipher\n"));

        Assert.EndsWith(" and 6 more", KernelDriverRules.WhyNone(text, Recent), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyEntryHasARole() =>
        Prop.ForAll<string?, string?, string?>((name, driver, type) =>
            KernelDriverRules.Uses($"name : aes{name}\ndriver : {driver}\ntype : {type}\n", Recent).All(use => use.Driver.Length > 0)).QuickCheckThrowOnFailure();

    private static IReadOnlyList<KernelDriverUse> Uses(string file) => KernelDriverRules.Uses(Text(file), Recent);

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
