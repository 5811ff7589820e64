using System.Security.Cryptography;
using AesniCheck.Host;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Ciphers.AfAlg;

public sealed class AfAlgCipherTests
{
    private static readonly AfAlgDriver Cbc = new(CipherMode.Cbc, false, "cbc-aes-aesni");

    [Fact]
    public void InputGoesInPiecesAndOutputIntoPieces()
    {
        FakeKernel kernel = Kernel();
        using var cipher = new AfAlgCipher(kernel, Cbc, new AfAlgRequestForm(5, 3, BySplice: false));
        cipher.SetKey(new byte[16]);

        cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[160], new byte[160]);

        Assert.Equal([33, 32, 32, 32, 31], kernel.Pieces);
        Assert.Equal([53, 54, 53], kernel.Buffers);
    }

    [Fact]
    public void ShortInputIsOfFewerPieces()
    {
        FakeKernel kernel = Kernel(new FakeDriver("ctr-aes-aesni", CipherMode.Ctr));
        using var cipher = new AfAlgCipher(kernel, new AfAlgDriver(CipherMode.Ctr, false, "ctr-aes-aesni"), new AfAlgRequestForm(16, 16, BySplice: false));
        cipher.SetKey(new byte[16]);
        foreach (int length in (int[])[1, 2, 3, 15, 16, 17, 31])
        {
            byte[] memory = new byte[length];
            cipher.Transform(AlgMessage.Encrypt, new byte[16], null, memory, memory);
            Assert.Equal("66e94bd4ef8a2c3b884cfa59ca342b2e"[..(2 * Math.Min(length, 16))], Convert.ToHexStringLower(memory.AsSpan(0, Math.Min(length, 16))));
        }
    }

    [Fact]
    public void SplicedMemoryIsReadWhenTheRequestIsDone()
    {
        FakeKernel kernel = Kernel();
        using var cipher = new AfAlgCipher(kernel, Cbc, new AfAlgRequestForm(16, 1, BySplice: true));
        cipher.SetKey(new byte[16]);
        byte[] memory = new byte[AfAlgCipher.MaximumLength];

        // More parts of pages than a pipe has room for.
        cipher.Transform(AlgMessage.Encrypt, new byte[16], null, memory, memory);

        Assert.Equal("66e94bd4ef8a2c3b884cfa59ca342b2e", Convert.ToHexStringLower(memory.AsSpan(0, 16)));
        cipher.Transform(AlgMessage.Decrypt, new byte[16], null, memory, memory);
        Assert.Equal(new byte[AfAlgCipher.MaximumLength], memory);
        Assert.True(kernel.Pieces.Count >= 4);
    }

    [Fact]
    public void ANewKeyFindsNoOpenRequest()
    {
        FakeKernel kernel = Kernel();
        using var cipher = new AfAlgCipher(kernel, Cbc, AfAlgRequestForm.Whole);
        byte[] output = new byte[16];
        foreach (byte key in (byte[])[1, 2, 1])
        {
            cipher.SetKey([.. Enumerable.Repeat(key, 16)]);
            cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[16], output);
        }

        Assert.Equal(3, kernel.KeyCount);
    }

    [Fact]
    public void NothingStaysOpen()
    {
        FakeKernel kernel = Kernel();
        using (var cipher = new AfAlgCipher(kernel, Cbc, new AfAlgRequestForm(2, 2, BySplice: true)))
        {
            cipher.SetKey(new byte[16]);
            cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[16], new byte[16]);
            Assert.Throws<AfAlgException>(() => cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[15], new byte[15]));
            cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[16], new byte[16]);
        }

        Assert.Throws<AfAlgException>(() => new AfAlgCipher(kernel, Cbc with { Driver = "cbc-aes-none" }, AfAlgRequestForm.Whole));
        Assert.Equal(0, kernel.OpenFileCount);
    }

    [Fact]
    public void WhatIsRefusedIsNoResult()
    {
        using var cipher = new AfAlgCipher(Kernel(), Cbc, AfAlgRequestForm.Whole);
        AfAlgException noKey = Assert.Throws<AfAlgException>(
            () => cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[16], new byte[16]));
        AfAlgException badKey = Assert.Throws<AfAlgException>(() => cipher.SetKey(new byte[5]));
        cipher.SetKey(new byte[16]);
        AfAlgException badIv = Assert.Throws<AfAlgException>(
            () => cipher.Transform(AlgMessage.Encrypt, new byte[12], null, new byte[16], new byte[16]));

        Assert.Equal((Errno.ENOKEY, Errno.EINVAL, Errno.EINVAL), (noKey.Errno, badKey.Errno, badIv.Errno));
        Assert.Equal("cbc-aes-aesni refuses a key of this length", badKey.Message);
    }

    [Theory]
    [InlineData(Errno.EAFNOSUPPORT, "the kernel has no AF_ALG (CONFIG_CRYPTO_USER_API_SKCIPHER), or this container forbids it")]
    [InlineData(Errno.EPERM, "AF_ALG is forbidden here, by seccomp or another security policy")]
    [InlineData(Errno.EACCES, "AF_ALG is forbidden here, by seccomp or another security policy")]
    [InlineData(Errno.EMFILE, "too many open files for an AF_ALG socket")]
    public void WithoutAfAlgTheReasonIsSaid(int errno, string reason)
    {
        var kernel = new FakeKernel { SocketError = errno };

        Assert.Equal(reason, AfAlgCipher.WhyUnavailable(kernel));
        Assert.Equal((errno, reason), Thrown(() => new AfAlgCipher(kernel, Cbc, AfAlgRequestForm.Whole).Dispose()));
        Assert.False(AfAlgCipher.Exists(kernel, Cbc));
    }

    [Theory]
    [InlineData("bind", Errno.ENOENT, "the kernel has no aead driver x, or AF_ALG without aead (CONFIG_CRYPTO_USER_API_AEAD, module algif_aead)")]
    [InlineData("bind", Errno.ELIBBAD, "the kernel's own test of x failed")]
    [InlineData("ALG_SET_AEAD_AUTHSIZE", Errno.EINVAL, "x refuses a tag of this length")]
    [InlineData("ALG_SET_KEY", Errno.EBUSY, "ALG_SET_KEY of x: a request to it is still open")]
    [InlineData("recvmsg", Errno.EINVAL, "recvmsg of x: the kernel rejects the form or the lengths of the request")]
    [InlineData("splice", 5, "splice of x: Input/output error (error 5)")]
    public void RefusalsAreSentences(string call, int errno, string sentence) =>
        Assert.Equal((errno, sentence), Thrown(() => throw AfAlgException.Of(call, "aead", "x", errno)));

    [Fact]
    public void AvailabilityLeavesNothingOpen()
    {
        FakeKernel kernel = Kernel();

        Assert.Null(AfAlgCipher.WhyUnavailable(kernel));
        Assert.True(AfAlgCipher.Exists(kernel, Cbc));
        Assert.Equal(0, kernel.OpenFileCount);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(17, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 17)]
    public void FormsHaveOneToSixteenPieces(int input, int output) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AfAlgCipher(Kernel(), Cbc, new AfAlgRequestForm(input, output, false)));

    private static (int Errno, string Message) Thrown(Action action)
    {
        AfAlgException thrown = Assert.Throws<AfAlgException>(action);
        return (thrown.Errno, thrown.Message);
    }

    private static FakeKernel Kernel(params FakeDriver[] drivers) => new([new FakeDriver("cbc-aes-aesni", CipherMode.Cbc), .. drivers]);

    [Fact]
    public void AKernelThatGoesBeyondItsMemoryIsWrongAndNotUnavailable()
    {
        var kernel = new FakeKernel(new FakeDriver("cbc-aes-aesni", CipherMode.Cbc)) { ReceiveError = 14 };
        using var cipher = new AfAlgCipher(kernel, Cbc, AfAlgRequestForm.Whole);
        cipher.SetKey(new byte[16]);
        CryptographicException exception = Assert.Throws<CryptographicException>(
            () => cipher.Transform(AlgMessage.Encrypt, new byte[16], null, new byte[16], new byte[16]));
        Assert.Equal("recvmsg of cbc-aes-aesni: the kernel accessed memory outside the buffers (EFAULT)", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatTheKernelReadsAndWritesOfAnAuthenticatedMessageEndsAtAPageThatMayNotBeTouched(bool inPlace)
    {
        FakeKernel kernel = Kernel(new FakeDriver("generic-gcm-aesni", CipherMode.Gcm));
        using var cipher = new AfAlgAeadCipher(kernel, new AfAlgDriver(CipherMode.Gcm, false, "generic-gcm-aesni"), AfAlgRequestForm.Whole);
        cipher.SetKey(new byte[16]);
        byte[] text = new byte[133];
        byte[] output = inPlace ? text : new byte[133];
        byte[] tag = new byte[16];

        // In place, one of the two is longer by the tag and ends there.
        cipher.Encrypt(new byte[12], new byte[20], text, output, tag);
        Assert.Equal(inPlace ? [4080, 0] : [0, 0], kernel.PageOffsetsOfEnds);
        kernel.PageOffsetsOfEnds.Clear();
        Assert.True(cipher.Decrypt(new byte[12], new byte[20], output, tag, text));
        Assert.Equal(inPlace ? [0, 4080] : [0, 0], kernel.PageOffsetsOfEnds);
        Assert.Equal(new byte[133], text);
    }
}
