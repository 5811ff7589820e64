using System.Net.Sockets;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.AfAlg;
using AesniCheck.Ciphers.Portable;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Host;

/// <summary>The kernel on which the tests run: with AF_ALG it is really used, without AF_ALG the error says so.</summary>
public sealed class CryptoSocketsTests
{
    private static readonly KernelRelease Release = KernelRelease.Parse(File.ReadAllText("/proc/sys/kernel/osrelease"));

    [Fact]
    public void ThisKernelDoesCbcAsTheReferenceDoesOrSaysThatItCannot()
    {
        // The name of the algorithm: whatever driver the kernel prefers.
        var driver = new AfAlgDriver(CipherMode.Cbc, false, "cbc(aes)");
        if (AfAlgCipher.WhyUnavailable(CryptoSockets.Kernel) is string reason)
        {
            Assert.Matches("AF_ALG", reason);
            Assert.Equal(
                reason,
                Assert.Throws<AfAlgException>(() => new AfAlgCipher(CryptoSockets.Kernel, driver, AfAlgRequestForm.Whole)).Message);
            return;
        }

        Assert.SkipUnless(AfAlgCipher.Exists(CryptoSockets.Kernel, driver), "the kernel has AF_ALG, and no cbc(aes) behind it");
        byte[] key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        AesCipher reference = AesEngines.Software.CreateCipher(key);
        foreach (AfAlgRequestForm form in AfAlgRequestForm.For(Release))
        {
            using MessageCipher cipher = new AfAlgModes(CryptoSockets.Kernel, driver, Release, form).CreateCipher(CipherMode.Cbc);
            cipher.SetKey(key);
            foreach (int length in (int[])[16, 32, 1024, 4096, 4112, AfAlgModes.MaximumMessageLength])
            {
                byte[] plaintext = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
                byte[] expected = new byte[length];
                byte[] actual = [.. plaintext];
                CbcMode.Encrypt(reference, key.AsSpan(0, 16), plaintext, expected);

                cipher.Encrypt(key.AsSpan(0, 16), [], actual, actual, []);
                Assert.Equal(expected, actual);
                Assert.True(cipher.Decrypt(key.AsSpan(0, 16), [], actual, [], actual));
                Assert.Equal(plaintext, actual);
            }
        }
    }

    [Fact]
    public void EveryHardwareDriverOfThisKernelAndItsSoftwareAreRight()
    {
        string? reason = AfAlgCipher.WhyUnavailable(CryptoSockets.Kernel);
        Assert.SkipWhen(reason is not null, reason ?? "");
        List<string> asked = [];
        foreach (AfAlgDriver hardware in AfAlgDrivers.Hardware(File.ReadAllText("/proc/crypto"), Release))
        {
            AfAlgDriver? generic = AfAlgDrivers.FindGeneric(CryptoSockets.Kernel, hardware);
            foreach (AfAlgDriver driver in (AfAlgDriver[])[hardware, .. generic is null ? [] : (AfAlgDriver[])[generic]])
            {
                if (driver.Skip is not null || !AfAlgCipher.Exists(CryptoSockets.Kernel, driver))
                {
                    continue;
                }

                foreach (AfAlgRequestForm form in AfAlgRequestForm.For(Release))
                {
                    KernelCheck.AssertRight(new AfAlgModes(CryptoSockets.Kernel, driver, Release, form));
                }

                asked.Add(driver.Driver);
            }
        }

        TestContext.Current.SendDiagnosticMessage(string.Join(' ', asked));
        Assert.SkipWhen(asked.Count == 0, "the kernel has AF_ALG, and no AES by instructions behind it");
    }

    [Fact]
    public unsafe void TheCallsCarryBytesOverAnOrdinarySocketToo()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var sender = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        listener.Bind(address);
        listener.Listen();
        sender.Connect(address);
        using Socket receiver = listener.Accept();
        Assert.Equal(0, CryptoSockets.Kernel.CreatePipe(out int readEnd, out int writeEnd));
        try
        {
            // Such a socket ignores control messages of another level, and refuses malformed ones.
            byte[] control = new byte[AlgMessage.MaximumControlSize];
            int length = AlgMessage.WriteControl(control, AlgMessage.Encrypt, new byte[16], 20);
            byte[] sent = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
            byte[] received = new byte[200];
            fixed (byte* source = sent, target = received)
            {
                Assert.Equal(
                    100,
                    CryptoSockets.Kernel.Send((int)sender.Handle, control.AsSpan(0, length), [new Iovec(source, 33), new Iovec(source + 33, 67)], more: true));
                Assert.Equal(-22, CryptoSockets.Kernel.Send((int)sender.Handle, control.AsSpan(1, length - 1), [new Iovec(source, 1)], more: false));
                Assert.Equal(100, CryptoSockets.Kernel.SpliceMemory(writeEnd, [new Iovec(source + 100, 60), new Iovec(source + 160, 40)]));
                Assert.Equal(100, CryptoSockets.Kernel.Splice(readEnd, (int)sender.Handle, 100, more: false));
                Assert.Equal(-11, CryptoSockets.Kernel.Splice(readEnd, (int)sender.Handle, 1, more: false));
                Assert.Equal(200, CryptoSockets.Kernel.Receive((int)receiver.Handle, [new Iovec(target, 150), new Iovec(target + 150, 50)]));
            }

            Assert.Equal(sent, received);
        }
        finally
        {
            CryptoSockets.Kernel.Close(readEnd);
            CryptoSockets.Kernel.Close(writeEnd);
            File.Delete(address.ToString());
        }
    }

    [Fact]
    public void EveryCallReturnsItsErrorAsANegativeNumber()
    {
        Assert.Equal(-9, CryptoSockets.Kernel.Bind(-1, new byte[88]));
        Assert.Equal(-9, CryptoSockets.Kernel.SetKey(-1, new byte[16]));
        Assert.Equal(-9, CryptoSockets.Kernel.SetTagLength(-1, 16));
        Assert.Equal(-9, CryptoSockets.Kernel.Accept(-1));
        Assert.Equal(-9, CryptoSockets.Kernel.Receive(-1, []));
    }
}
