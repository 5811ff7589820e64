using AesniCheck.Ciphers;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Host;
using AesniCheck.Probes.Message;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Execution;

/// <summary>The kernel drivers that are tested, and the requests that test them.</summary>
public sealed class FindKernelTests : IDisposable
{
    private const int AddressFamilyNotSupported = 97;

    private readonly string _root = Directory.CreateTempSubdirectory("aesnicheck-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void EveryDriverIsAskedInEveryFormAndItsGenericCounterpartOnce()
    {
        var sockets = new FakeKernel(
            new FakeDriver("ecb(aes-generic)", CipherMode.Ecb),
            new FakeDriver("cbc(ecb(aes-generic))", CipherMode.Cbc),
            new FakeDriver("ctr(aes-generic)", CipherMode.Ctr),
            new FakeDriver("rfc4106(gcm_base(ctr(aes-generic),ghash-generic))", CipherMode.Gcm, IsRfc4106: true));
        KernelDevices kernel = Find("linux-7.0-vaes", "7.0.0-rc3", sockets);

        string[] forms = [.. AfAlgRequestForm.For(new KernelRelease(7, 0)).Select(form => form == AfAlgRequestForm.Whole ? "" : $" ({form})")];
        Assert.Equal(6, forms.Length);
        Assert.Equal(
            [
                .. forms.Select(form => "kernel:generic-gcm-vaes-avx512" + form),
                .. forms.Select(form => "kernel:rfc4106-gcm-vaes-avx512" + form),
                "kernel:rfc4106(gcm_base(ctr(aes-generic),ghash-generic))",
                .. forms.Select(form => "kernel:xts-aes-vaes-avx512" + form),
                .. forms.Select(form => "kernel:ctr-aes-vaes-avx512" + form),
                "kernel:ctr(aes-generic)",
                .. forms.Select(form => "kernel:cbc-aes-aesni" + form),
                "kernel:cbc(ecb(aes-generic))",
                .. forms.Select(form => "kernel:ecb-aes-aesni" + form),
                "kernel:ecb(aes-generic)",
            ],
            kernel.Engines.Select(engine => engine.Name));
        Assert.Null(kernel.WhyNot);
        Assert.Equal(0, sockets.OpenFileCount);
    }

    [Fact]
    public void EachKindOfDriverHasItsShape()
    {
        KernelDevices kernel = Find("linux-6.12-vaes", "6.12.9", new FakeKernel());

        // The file has several drivers for one mode.
        Assert.Equal(
            [CipherMode.Gcm, CipherMode.Gcm, CipherMode.Xts, CipherMode.Ctr, CipherMode.Cbc, CipherMode.Ecb], kernel.Shapes.Select(shape => shape.Mode));
        Assert.Equal([null, [8, 12], [0], [0], [0], [0]], kernel.Shapes.Select(shape => shape.AssociatedLengths));
        Assert.Equal([0, 0, 16, 1, 16, 16], kernel.Shapes.Select(shape => shape.Minimum));
        Assert.Equal([1, 1, 1, 1, 16, 16], kernel.Shapes.Select(shape => shape.Multiple));
        Assert.Equal([12, 12, 16, 16, 16, 0], kernel.Shapes.Select(shape => Assert.Single(shape.IvLengths)));
        Assert.Equal([16, 12, 8], kernel.Shapes[1].TagLengths);
    }

    [Fact]
    public void EveryEngineTakesWhatTheShapesMake()
    {
        KernelDevices kernel = Find("linux-7.0-vaes", "7.0.0-rc3", new FakeKernel());
        foreach (MessageShape shape in kernel.Shapes)
        {
            int length = shape.Minimum == 0 ? 64 : 4 * shape.Minimum;
            Assert.Contains(kernel.Engines, engine =>
                engine.Supports(shape.Mode)
                && shape.IvLengths.All(iv => shape.TagLengths.All(tag => engine.SupportsLengths(shape.Mode, iv, tag, length)))
                && (shape.AssociatedLengths ?? [0, 1, 13, MessageShape.MaximumAssociatedLength]).All(engine.SupportsAssociatedLength));
        }
    }

    [Fact]
    public void OldKernelsAreAskedInTheirFormsAndNotForAssociatedData()
    {
        KernelDevices kernel = Find("linux-4.9-xen-pv", "4.9.0-19-amd64", new FakeKernel(new FakeDriver("xts(aes-generic)", CipherMode.Xts)));

        Assert.Equal(
            [
                "kernel:xts-aes-aesni", "kernel:xts-aes-aesni (3 in, 1 out, copy)", "kernel:xts(aes-generic)",
                "kernel:ctr-aes-aesni", "kernel:ctr-aes-aesni (3 in, 1 out, copy)",
                "kernel:cbc-aes-aesni", "kernel:cbc-aes-aesni (3 in, 1 out, copy)",
                "kernel:ecb-aes-aesni", "kernel:ecb-aes-aesni (3 in, 1 out, copy)",
            ],
            kernel.Engines.Select(engine => engine.Name));
        Assert.DoesNotContain(kernel.Shapes, shape => shape.Mode == CipherMode.Gcm);
    }

    [Fact]
    public void WithoutAddressFamilyThereIsAReason()
    {
        KernelDevices kernel = Find("linux-7.0-vaes", "7.0.0", new FakeKernel { SocketError = AddressFamilyNotSupported });
        AssertNothing("the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER), or this container forbids it", kernel);
    }

    [Fact]
    public void WithoutHardwareThereIsAReason()
    {
        Write("proc/crypto", "name : cbc(aes)\ndriver : cbc(ecb(aes-fixed-time))\ntype : lskcipher\n");
        AssertNothing(
            "/proc/crypto lists no AES driver that uses the hardware, such as those of aesni_intel", ThisMachine.FindKernel(_root, new FakeKernel()));
    }

    [Fact]
    public void WithoutTheFileThereIsAReason() =>
        AssertNothing(
            "/proc/crypto can't be read, or is empty, so the kernel's AES drivers are unknown", ThisMachine.FindKernel(_root, new FakeKernel()));

    [Fact]
    public void DriversThatAreAllOfDevicesAreTheReason()
    {
        Write(
            "proc/crypto",
            "name : cbc(aes)\ndriver : virtio_crypto_aes_cbc\nmodule : virtio_crypto\ntype : skcipher\n\n"
                + "name : cts(cbc(aes))\ndriver : cts-cbc-aes-aesni\nmodule : aesni_intel\ntype : skcipher\n\n"
                + "name : aes\ndriver : aes-generic\nmodule : kernel\ntype : cipher\n");
        AssertNothing(
            "/proc/crypto lists no testable AES driver that may use the AES instructions, only virtio_crypto_aes_cbc (it runs on the host's crypto"
                + " device, asynchronously, not on this CPU), cts-cbc-aes-aesni (the probe does not support cts(cbc(aes)))",
            ThisMachine.FindKernel(_root, new FakeKernel()));
    }

    [Fact]
    public void TheLibraryOfLinux7IsAskedAndHasNoCounterpart()
    {
        string[] forms = Forms(new KernelRelease(7, 1));

        Assert.Equal(
            [
                .. forms.Select(form => "kernel:ecb(aes-lib)" + form),
                .. forms.Select(form => "kernel:cbc(ecb(aes-lib))" + form),
                .. forms.Select(form => "kernel:xts(ecb(aes-lib))" + form),
            ],
            Find("linux-7.1-library", "7.1.0", new FakeKernel()).Engines.Select(engine => engine.Name));
    }

    [Fact]
    public void ModesOverTheLibraryThatAreNotListedAreAskedFor()
    {
        Write("proc/crypto", "name : aes\ndriver : aes-lib\nmodule : kernel\ntype : cipher\n");
        Write("proc/sys/kernel/osrelease", "7.1.0\n");
        var sockets = new FakeKernel(
            new FakeDriver("cbc(ecb(aes-lib))", CipherMode.Cbc),
            new FakeDriver("rfc4106(gcm_base(ctr(aes-lib),ghash-lib))", CipherMode.Gcm, IsRfc4106: true));

        string[] forms = Forms(new KernelRelease(7, 1));
        Assert.Equal(
            [.. forms.Select(form => "kernel:cbc(ecb(aes-lib))" + form), .. forms.Select(form => "kernel:rfc4106(gcm_base(ctr(aes-lib),ghash-lib))" + form)],
            ThisMachine.FindKernel(_root, sockets).Engines.Select(engine => engine.Name));
        Assert.Equal(0, sockets.OpenFileCount);
    }

    [Fact]
    public void TheLibraryBesideItsDriversIsAskedToo()
    {
        KernelDevices kernel = Find("linux-7.1-vaes", "7.1.0", new FakeKernel(new FakeDriver("ecb(aes-lib)", CipherMode.Ecb)));

        Assert.Contains(kernel.Engines, engine => engine.Name == "kernel:ecb-aes-aesni");
        Assert.Contains(kernel.Engines, engine => engine.Name == "kernel:ecb(aes-lib)");
        Assert.Equal(Forms(new KernelRelease(7, 1)).Select(form => "kernel:ecb(aes-lib)" + form), kernel.Library);
        Assert.Empty(kernel.Software);
        Assert.Empty(kernel.Skipped);
    }

    [Fact]
    public void AcceleratorsAreNotAsked()
    {
        KernelDevices kernel = Find("linux-6.12-accelerators", "6.12.9", new FakeKernel(new FakeDriver("cbc(aes-generic)", CipherMode.Cbc)));

        Assert.Equal(
            [.. Forms(new KernelRelease(6, 12)).Select(form => "kernel:cbc-aes-aesni" + form), "kernel:cbc(aes-generic)"],
            kernel.Engines.Select(engine => engine.Name));
        Assert.Equal(["kernel:cbc(aes-generic)"], kernel.Software);
        Assert.Empty(kernel.Library);
    }

    [Fact]
    public void WhereAllDriversAreSkippedTheirReasonIsTheReason()
    {
        Write("proc/crypto", "name : rfc4106(gcm(aes))\ndriver : rfc4106-gcm-aesni\ntype : aead\n");
        Write("proc/sys/kernel/osrelease", "4.9.0-19-amd64\n");
        AssertNothing("before Linux 4.14, AF_ALG has another layout for requests with associated data", ThisMachine.FindKernel(_root, new FakeKernel()));
    }

    private static string[] Forms(KernelRelease release) =>
        [.. AfAlgRequestForm.For(release).Select(form => form == AfAlgRequestForm.Whole ? "" : $" ({form})")];

    private static void AssertNothing(string reason, KernelDevices kernel)
    {
        Assert.Equal(reason, kernel.WhyNot);
        Assert.Empty(kernel.Engines);
        Assert.Empty(kernel.Shapes);
    }

    private KernelDevices Find(string file, string release, FakeKernel sockets)
    {
        Write("proc/crypto", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Host", "Crypto", file)));
        Write("proc/sys/kernel/osrelease", release + "\n");
        return ThisMachine.FindKernel(_root, sockets);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
