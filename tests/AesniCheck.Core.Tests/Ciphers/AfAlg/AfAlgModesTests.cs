using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Ciphers.AfAlg;

public sealed class AfAlgModesTests
{
    private static readonly KernelRelease Recent = new(6, 12);

    private static readonly FakeDriver[] Drivers =
    [
        new("ecb-aes-aesni", CipherMode.Ecb),
        new("cbc-aes-aesni", CipherMode.Cbc),
        new("ctr-aes-aesni-avx", CipherMode.Ctr),
        new("xts-aes-vaes-avx512", CipherMode.Xts),
        new("generic-gcm-vaes-avx512", CipherMode.Gcm),
        new("rfc4106-gcm-vaes-avx512", CipherMode.Gcm, IsRfc4106: true),
    ];

    public static TheoryData<string, string> EveryForm =>
        [.. from driver in Drivers from form in AfAlgRequestForm.For(Recent) select (driver.Name, form.ToString())];

    // NIST SP 800-38A F.1.1, F.2.1, F.5.1; IEEE 1619 vector 2 (the first two blocks); McGrew and Viega's GCM test case 4 comes from the platform below.
    [Theory]
    [InlineData(CipherMode.Ecb, "2b7e151628aed2a6abf7158809cf4f3c", "", "6bc1bee22e409f96e93d7e117393172a", "3ad77bb40d7a3660a89ecaf32466ef97")]
    [InlineData(CipherMode.Cbc, "2b7e151628aed2a6abf7158809cf4f3c", "000102030405060708090a0b0c0d0e0f", "6bc1bee22e409f96e93d7e117393172a", "7649abac8119b246cee98e9b12e9197d")]
    [InlineData(CipherMode.Ctr, "2b7e151628aed2a6abf7158809cf4f3c", "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "6bc1bee22e409f96e93d7e117393172a", "874d6191b620e3261bef6864990db6ce")]
    [InlineData(
        CipherMode.Xts,
        "1111111111111111111111111111111122222222222222222222222222222222",
        "33333333330000000000000000000000",
        "4444444444444444444444444444444444444444444444444444444444444444",
        "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0")]
    public void PublishedExamplesComeOutInEveryForm(CipherMode mode, string key, string iv, string plaintext, string ciphertext)
    {
        foreach (AfAlgRequestForm form in AfAlgRequestForm.For(Recent))
        {
            using MessageCipher cipher = Engine(new FakeKernel(Drivers), mode, form).CreateCipher(mode);
            cipher.SetKey(Convert.FromHexString(key));
            byte[] message = Convert.FromHexString(plaintext);

            cipher.Encrypt(Convert.FromHexString(iv), [], message, message, []);
            Assert.Equal(ciphertext, Convert.ToHexStringLower(message));
            Assert.True(cipher.Decrypt(Convert.FromHexString(iv), [], message, [], message));
            Assert.Equal(plaintext, Convert.ToHexStringLower(message));
        }
    }

    [Theory]
    [MemberData(nameof(EveryForm))]
    public void EveryLengthIsPutTogetherAsItWasTaken(string driver, string form)
    {
        FakeDriver fake = Drivers.First(fake => fake.Name == driver);
        var kernel = new FakeKernel(Drivers);
        AfAlgModes engine = Engine(kernel, fake, AfAlgRequestForm.For(Recent).First(known => known.ToString() == form));
        KernelCheck.AssertRight(engine);
        Assert.Equal(0, kernel.OpenFileCount);
    }

    [Fact]
    public void GcmAgreesWithThePlatform()
    {
        var random = new Random(1);
        foreach (FakeDriver driver in Drivers.Where(driver => driver.Mode == CipherMode.Gcm))
        {
            using MessageCipher cipher = Engine(new FakeKernel(Drivers), driver, AfAlgRequestForm.Whole).CreateCipher(CipherMode.Gcm);
            byte[] key = Bytes(random, 32);
            cipher.SetKey(key);
            using var platform = new AesGcm(key, 12);
            for (int length = 0; length < 70; length++)
            {
                (byte[] iv, byte[] associatedData, byte[] plaintext) = (Bytes(random, 12), Bytes(random, 12), Bytes(random, length));
                (byte[] expected, byte[] expectedTag, byte[] actual, byte[] tag) = (new byte[length], new byte[12], new byte[length], new byte[12]);
                platform.Encrypt(iv, plaintext, expected, expectedTag, associatedData);

                cipher.Encrypt(iv, associatedData, plaintext, actual, tag);

                Assert.Equal(expected, actual);
                Assert.Equal(expectedTag, tag);
            }
        }
    }

    [Theory]
    [InlineData("generic-gcm-vaes-avx512")]
    [InlineData("rfc4106-gcm-vaes-avx512")]
    public void AWrongTagIsRefusedAndTheNextRequestIsClean(string driver)
    {
        var kernel = new FakeKernel(Drivers);
        using (MessageCipher cipher = Engine(kernel, Drivers.First(fake => fake.Name == driver), AfAlgRequestForm.Whole).CreateCipher(CipherMode.Gcm))
        {
            byte[] message = new byte[40];
            byte[] tag = new byte[16];
            cipher.SetKey(new byte[16]);
            cipher.Encrypt(new byte[12], new byte[8], message, message, tag);
            tag[3] ^= 0x10;
            Assert.False(cipher.Decrypt(new byte[12], new byte[8], message, tag, new byte[40]));
            tag[3] ^= 0x10;
            Assert.True(cipher.Decrypt(new byte[12], new byte[8], message, tag, message));
            Assert.Equal(new byte[40], message);
        }

        Assert.Equal(0, kernel.OpenFileCount);
    }

    [Fact]
    public void ATagWithoutAnythingElseIsCheckedToo()
    {
        using MessageCipher cipher = Engine(new FakeKernel(Drivers), CipherMode.Gcm, AfAlgRequestForm.Whole).CreateCipher(CipherMode.Gcm);
        byte[] tag = new byte[16];
        cipher.SetKey(new byte[16]);

        cipher.Encrypt(new byte[12], [], [], [], tag);

        Assert.Equal("58e2fccefa7e3061367f1d57a4e7455a", Convert.ToHexStringLower(tag));
        Assert.True(cipher.Decrypt(new byte[12], [], [], tag, []));
        tag[0] ^= 1;
        Assert.False(cipher.Decrypt(new byte[12], [], [], tag, []));
    }

    [Fact]
    public void OnlyAnotherSaltIsAnotherKey()
    {
        var kernel = new FakeKernel(Drivers);
        using MessageCipher cipher = Engine(kernel, Drivers[^1], AfAlgRequestForm.Whole).CreateCipher(CipherMode.Gcm);
        cipher.SetKey(new byte[16]);
        foreach (string iv in (string[])["000000000000000000000001", "000000000000000000000002", "000000010000000000000002"])
        {
            cipher.Encrypt(Convert.FromHexString(iv), new byte[8], [1], new byte[1], new byte[16]);
        }

        Assert.Equal(2, kernel.KeyCount);
    }

    [Fact]
    public void OneWrongByteOfTheLaterRequestsIsSeen()
    {
        AfAlgModes engine = Engine(new WrongByteKernel(new FakeKernel(Drivers), 16_384), CipherMode.Cbc, AfAlgRequestForm.Whole);
        using MessageCipher cipher = engine.CreateCipher(CipherMode.Cbc);
        cipher.SetKey(new byte[16]);
        byte[] expected = new byte[16];
        byte[] actual = new byte[16];
        cipher.Encrypt(new byte[16], [], new byte[16], expected, []);
        List<int> wrong = [];
        for (int request = 2; request <= 20_000; request++)
        {
            cipher.Encrypt(new byte[16], [], new byte[16], actual, []);
            if (!ScalarBytes.AreEqual(expected, actual))
            {
                wrong.Add(request);
            }
        }

        Assert.Equal([16_384], wrong);
    }

    [Fact]
    public void LengthsAreTheDriversOwn()
    {
        AfAlgModes gcm = Engine(new FakeKernel(Drivers), CipherMode.Gcm, AfAlgRequestForm.Whole);
        AfAlgModes rfc4106 = Engine(new FakeKernel(Drivers), Drivers[^1], AfAlgRequestForm.Whole);
        var oldXts = new AfAlgModes(new FakeKernel(Drivers), new AfAlgDriver(CipherMode.Xts, false, "xts-aes-aesni"), new KernelRelease(4, 19), AfAlgRequestForm.Whole);

        Assert.True(gcm.SupportsLengths(CipherMode.Gcm, 12, 13, 0));
        Assert.False(gcm.SupportsLengths(CipherMode.Gcm, 8, 16, 16));
        Assert.True(rfc4106.SupportsLengths(CipherMode.Gcm, 12, 12, 5));
        Assert.False(rfc4106.SupportsLengths(CipherMode.Gcm, 12, 13, 5));
        Assert.Equal([8, 12], rfc4106.AssociatedDataLengths);
        Assert.True(oldXts.SupportsLengths(CipherMode.Xts, 16, 0, 32));
        Assert.False(oldXts.SupportsLengths(CipherMode.Xts, 16, 0, 33));
        Assert.False(gcm.SupportsLengths(CipherMode.Gcm, 12, 16, AfAlgModes.MaximumMessageLength + 1));
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        byte[] memory = new byte[64];
        using MessageCipher cbc = Engine(new FakeKernel(Drivers), CipherMode.Cbc, AfAlgRequestForm.Whole).CreateCipher(CipherMode.Cbc);
        using MessageCipher rfc4106 = Engine(new FakeKernel(Drivers), Drivers[^1], AfAlgRequestForm.Whole).CreateCipher(CipherMode.Gcm);
        Assert.Throws<InvalidOperationException>(() => cbc.Encrypt(new byte[16], [], memory, memory, []));
        Assert.Throws<ArgumentException>(() => cbc.SetKey(new byte[17]));
        cbc.SetKey(new byte[16]);
        rfc4106.SetKey(new byte[16]);
        Assert.Throws<ArgumentException>(() => cbc.Encrypt(new byte[12], [], memory, memory, []));
        Assert.Throws<ArgumentException>(() => cbc.Encrypt(new byte[16], [], new byte[15], new byte[15], []));
        Assert.Throws<ArgumentException>(() => cbc.Encrypt(new byte[16], [], memory.AsSpan(0, 32), memory.AsSpan(16, 32), []));
        Assert.Throws<ArgumentException>(() => rfc4106.Encrypt(new byte[12], new byte[16], memory, memory, new byte[16]));
        Assert.Throws<ArgumentException>(() => rfc4106.Encrypt(new byte[8], new byte[8], memory, memory, new byte[16]));
        Assert.Throws<PlatformNotSupportedException>(() => Engine(new FakeKernel(Drivers), CipherMode.Cbc, AfAlgRequestForm.Whole).CreateCipher(CipherMode.Ctr));
    }

    [Fact]
    public void TheNameIsTheDrivers() =>
        Assert.Equal("kernel:cbc-aes-aesni", Engine(new FakeKernel(Drivers), CipherMode.Cbc, AfAlgRequestForm.Whole).Name);

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static AfAlgModes Engine(Interop.ICryptoSockets kernel, CipherMode mode, AfAlgRequestForm form) =>
        Engine(kernel, Drivers.First(driver => driver.Mode == mode), form);

    private static AfAlgModes Engine(Interop.ICryptoSockets kernel, FakeDriver driver, AfAlgRequestForm form) =>
        new(kernel, new AfAlgDriver(driver.Mode, driver.IsRfc4106, driver.Name), Recent, form);
}
