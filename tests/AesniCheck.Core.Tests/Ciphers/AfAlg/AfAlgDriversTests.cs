using AesniCheck.Host;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Ciphers.AfAlg;

/// <summary>Texts of /proc/crypto of several generations of kernels, written from documented formats.</summary>
public sealed class AfAlgDriversTests
{
    private static readonly KernelRelease Recent = new(6, 12);

    [Theory]
    [InlineData("linux-3.2-xen-pv", "3.2.0-4-amd64", "xts-aes-aesni rfc4106-gcm-aesni ctr-aes-aesni cbc-aes-aesni ecb-aes-aesni")]
    [InlineData("linux-4.9-xen-pv", "4.9.0-19-amd64", "xts-aes-aesni rfc4106-gcm-aesni ctr-aes-aesni cbc-aes-aesni ecb-aes-aesni")]
    [InlineData("linux-5.10-kvm", "5.10.0-21-amd64", "generic-gcm-aesni rfc4106-gcm-aesni xts-aes-aesni ctr-aes-aesni cbc-aes-aesni ecb-aes-aesni")]
    [InlineData(
        "linux-6.12-vaes",
        "6.12.9",
        "generic-gcm-vaes-avx10_512 rfc4106-gcm-vaes-avx10_512 generic-gcm-vaes-avx10_256 xts-aes-vaes-avx10_512 xts-aes-vaes-avx2 xts-aes-aesni-avx"
            + " generic-gcm-aesni-avx generic-gcm-aesni ctr-aes-aesni cbc-aes-aesni ecb-aes-aesni")]
    [InlineData(
        "linux-7.0-vaes",
        "7.0.0-rc3",
        "generic-gcm-vaes-avx512 rfc4106-gcm-vaes-avx512 xts-aes-vaes-avx512 ctr-aes-vaes-avx512 cbc-aes-aesni ecb-aes-aesni")]
    public void HardwareDriversAreFoundOnEveryGeneration(string file, string release, string drivers) =>
        Assert.Equal(drivers, string.Join(' ', AfAlgDrivers.Hardware(Text(file), KernelRelease.Parse(release)).Select(driver => driver.Driver)));

    [Theory]
    [InlineData(
        "linux-7.1-vaes",
        "rfc4106-gcm-vaes-avx512 generic-gcm-vaes-avx512 ctr-aes-vaes-avx512 xts-aes-vaes-avx512 cbc-aes-aesni ecb-aes-aesni")]
    [InlineData("linux-7.1-library", "ecb(aes-lib) cbc(ecb(aes-lib)) xts(ecb(aes-lib))")]
    [InlineData("linux-6.12-accelerators", "cbc-aes-aesni")]
    public void TheLibraryMayUseTheInstructionsAndDevicesDont(string file, string drivers) =>
        Assert.Equal(drivers, string.Join(' ', AfAlgDrivers.Hardware(Text(file), new KernelRelease(7, 1)).Select(driver => driver.Driver)));

    [Fact]
    public void ModeAndTypeFollowFromTheName()
    {
        IReadOnlyList<AfAlgDriver> drivers = AfAlgDrivers.Hardware(Text("linux-7.0-vaes"), Recent);

        Assert.Equal(
            [
                (CipherMode.Gcm, false, "aead"), (CipherMode.Gcm, true, "aead"), (CipherMode.Xts, false, "skcipher"),
                (CipherMode.Ctr, false, "skcipher"), (CipherMode.Cbc, false, "skcipher"), (CipherMode.Ecb, false, "skcipher"),
            ],
            drivers.Select(driver => (driver.Mode, driver.IsRfc4106, driver.Type)));
    }

    [Theory]
    [InlineData("linux-4.9-xen-pv", "4.9.0-19-amd64", "rfc4106-gcm-aesni")]
    [InlineData("linux-5.10-kvm", "5.10.0-21-amd64", "")]
    public void AeadOfOldKernelsIsSkippedWithTheReason(string file, string release, string skipped)
    {
        AfAlgDriver[] skips = [.. AfAlgDrivers.Hardware(Text(file), KernelRelease.Parse(release)).Where(driver => driver.Skip is not null)];

        Assert.Equal(skipped, string.Join(' ', skips.Select(driver => driver.Driver)));
        Assert.All(skips, driver => Assert.Contains("before Linux 4.14", driver.Skip, StringComparison.Ordinal));
        Assert.All(skips, driver => Assert.False(new AfAlgModes(new FakeKernel(), driver, default, AfAlgRequestForm.Whole).Supports(driver.Mode)));
    }

    [Fact]
    public void TemplatesAroundHardwareAreHardware() =>
        Assert.Equal(
            ["ctr(aes-aesni)"],
            AfAlgDrivers.Hardware("name : ctr(aes)\ndriver : ctr(aes-aesni)\ntype : skcipher\n", Recent).Select(driver => driver.Driver));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("name : cbc(aes)\ndriver : cbc(ecb(aes-fixed-time))\ntype : lskcipher\n")]
    [InlineData("name : cbc(aes)\ndriver : __cbc-aes-aesni\n")]
    [InlineData("name : cbc(aes)\ndriver : cbc-aes-aesni\ninternal : yes\n")]
    [InlineData("driver : cbc-aes-aesni\n")]
    [InlineData("name : aes\ndriver : aes-aesni\ntype : cipher\n")]
    public void NothingElseIsTaken(string? text) => Assert.Empty(AfAlgDrivers.Hardware(text, Recent));

    [Fact]
    public void AnyTextYieldsAList() =>
        Prop.ForAll<string?, string?>((name, driver) => AfAlgDrivers.Hardware($"name : {name}\ndriver : aesni{driver}\n", Recent) is not null)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("cbc(aes-generic)", "cbc(aes-generic)")]
    [InlineData("cbc(ecb(aes-generic))", "cbc(ecb(aes-generic))")]
    [InlineData("cbc(aes-ce)", null)]
    public void TheGenericDriverIsTheOneThatTheKernelHas(string has, string? found)
    {
        var kernel = new FakeKernel(new FakeDriver(has, CipherMode.Cbc));

        Assert.Equal(found, AfAlgDrivers.FindGeneric(kernel, new AfAlgDriver(CipherMode.Cbc, false, "cbc-aes-aesni"))?.Driver);
        Assert.Equal(0, kernel.OpenFileCount);
    }

    [Fact]
    public void EveryGenericNameFitsAnAddress()
    {
        foreach (AfAlgDriver driver in AfAlgDrivers.Hardware(Text("linux-7.0-vaes"), Recent))
        {
            Assert.NotEmpty(AfAlgDrivers.GenericFor(driver));
            Assert.All(AfAlgDrivers.GenericFor(driver), generic =>
            {
                Assert.InRange(generic.Driver.Length, 1, 63);
                Assert.Equal((driver.Mode, driver.IsRfc4106), (generic.Mode, generic.IsRfc4106));
            });
        }
    }

    [Theory]
    [InlineData("5.10.0-21-amd64", 5, 10)]
    [InlineData("6.12-rc3", 6, 12)]
    [InlineData("3.16.0\n", 3, 16)]
    [InlineData("4.14", 4, 14)]
    [InlineData("unknown", 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData(null, 0, 0)]
    public void ReleasesAreRead(string? text, int major, int minor) => Assert.Equal(new KernelRelease(major, minor), KernelRelease.Parse(text));

    [Fact]
    public void OldKernelsGetTheSimpleFormsOnly()
    {
        Assert.All(AfAlgRequestForm.For(new KernelRelease(4, 9)), form => Assert.Equal((1, false), (form.OutputPieces, form.BySplice)));
        Assert.Contains(AfAlgRequestForm.For(new KernelRelease(4, 14)), form => form.OutputPieces > 1 && form.BySplice);
        Assert.Equal("3 in, 5 out, splice", new AfAlgRequestForm(3, 5, BySplice: true).ToString());
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Host", "Crypto", file));
}
