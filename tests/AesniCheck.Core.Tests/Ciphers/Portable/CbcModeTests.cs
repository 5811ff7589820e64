using FsCheck.Xunit;
using Xunit;
using PaddingMode = System.Security.Cryptography.PaddingMode;
using PlatformAes = System.Security.Cryptography.Aes;

namespace AesniCheck.Ciphers.Portable;

public sealed class CbcModeTests
{
    // NIST SP 800-38A, appendix F.2: one IV and plaintext for all three key sizes.
    private const string Iv = "000102030405060708090a0b0c0d0e0f";
    private const string Plaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    [Theory]
    [InlineData(
        "2b7e151628aed2a6abf7158809cf4f3c",
        "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7")]
    [InlineData(
        "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
        "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd")]
    [InlineData(
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b")]
    public void TheExamplesOfSp800_38AComeOutOnEveryEngine(string key, string ciphertext)
    {
        foreach (AesEngine engine in TestEngines.Supported)
        {
            AesCipher cipher = engine.CreateCipher(Convert.FromHexString(key));
            byte[] output = new byte[64];
            CbcMode.Encrypt(cipher, Convert.FromHexString(Iv), Convert.FromHexString(Plaintext), output);
            Assert.Equal(ciphertext, Convert.ToHexStringLower(output));
            CbcMode.Decrypt(cipher, Convert.FromHexString(Iv), Convert.FromHexString(ciphertext), output);
            Assert.Equal(Plaintext, Convert.ToHexStringLower(output));
        }
    }

    [Property(Arbitrary = [typeof(CipherCase)])]
    public bool EveryEngineAgreesWithThePlatformInAndOutOfPlace(CipherCase random)
    {
        using var platform = PlatformAes.Create();
        platform.Key = random.Key();
        byte[] iv = random.Iv();
        byte[] encrypted = platform.EncryptCbc(random.Data(), iv, PaddingMode.None);
        byte[] decrypted = platform.DecryptCbc(random.Data(), iv, PaddingMode.None);
        return TestEngines.Supported.All(engine =>
        {
            AesCipher cipher = engine.CreateCipher(random.Key());
            return random.OutOfPlace((input, output) => CbcMode.Encrypt(cipher, iv, input, output)).SequenceEqual(encrypted)
                && random.InPlace((input, output) => CbcMode.Encrypt(cipher, iv, input, output)).SequenceEqual(encrypted)
                && random.OutOfPlace((input, output) => CbcMode.Decrypt(cipher, iv, input, output)).SequenceEqual(decrypted)
                && random.InPlace((input, output) => CbcMode.Decrypt(cipher, iv, input, output)).SequenceEqual(decrypted);
        });
    }

    [Fact]
    public void TheIvMayLieInTheOutput()
    {
        AesCipher cipher = AesEngines.Software.CreateCipher(new byte[16]);
        byte[] iv = Convert.FromHexString(Iv);
        byte[] expected = new byte[64];
        foreach (CipherDirection direction in Enum.GetValues<CipherDirection>())
        {
            Transform(direction, cipher, iv, expected);
            byte[] output = new byte[64];
            iv.CopyTo(output, 48);
            Transform(direction, cipher, output.AsSpan(48), output);
            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void WrongLengthsAndPartialOverlapAreRefused()
    {
        AesCipher cipher = AesEngines.Software.CreateCipher(new byte[16]);
        byte[] iv = new byte[16];
        byte[] memory = new byte[64];
        Assert.Throws<ArgumentException>(() => CbcMode.Encrypt(cipher, new byte[15], memory, memory));
        Assert.Throws<ArgumentException>(() => CbcMode.Decrypt(cipher, new byte[17], memory, memory));
        Assert.Throws<ArgumentException>(() => CbcMode.Encrypt(cipher, iv, new byte[20], new byte[20]));
        Assert.Throws<ArgumentException>(() => CbcMode.Decrypt(cipher, iv, new byte[16], new byte[32]));
        Assert.Throws<ArgumentException>(() => CbcMode.Encrypt(cipher, iv, memory.AsSpan(0, 32), memory.AsSpan(16, 32)));
        Assert.Throws<ArgumentException>(() => CbcMode.Decrypt(cipher, iv, memory.AsSpan(16, 32), memory.AsSpan(0, 32)));
    }

    private static void Transform(CipherDirection direction, AesCipher cipher, ReadOnlySpan<byte> iv, Span<byte> output)
    {
        if (direction == CipherDirection.Encrypt)
        {
            CbcMode.Encrypt(cipher, iv, new byte[64], output);
        }
        else
        {
            CbcMode.Decrypt(cipher, iv, new byte[64], output);
        }
    }
}
