using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The inputs that every engine refuses, and how.</summary>
public sealed class AesCipherContractTests
{
    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void AKeyOfAnyOtherLengthIsRefused(string name)
    {
        AesEngine engine = TestEngines.Require(name);
        for (int length = 0; length <= 64; length++)
        {
            byte[] key = new byte[length];
            if (length is 16 or 24 or 32)
            {
                Assert.NotNull(engine.CreateCipher(key));
            }
            else
            {
                Assert.Contains($"not {length}", Assert.Throws<ArgumentException>(() => engine.CreateCipher(key)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void PartialOverlapIsRefused(string name)
    {
        AesCipher cipher = TestEngines.Require(name).CreateCipher(new byte[16]);
        byte[] memory = new byte[64];
        foreach (int distance in new[] { 1, 8, 16, 31 })
        {
            Assert.Throws<ArgumentException>(() => cipher.Encrypt(memory.AsSpan(0, 32), memory.AsSpan(distance, 32)));
            Assert.Throws<ArgumentException>(() => cipher.Encrypt(memory.AsSpan(distance, 32), memory.AsSpan(0, 32)));
            Assert.Throws<ArgumentException>(() => cipher.Decrypt(memory.AsSpan(0, 32), memory.AsSpan(distance, 32)));
            Assert.Throws<ArgumentException>(() => cipher.Decrypt(memory.AsSpan(distance, 32), memory.AsSpan(0, 32)));
        }

        cipher.Encrypt(memory.AsSpan(0, 32), memory.AsSpan(32, 32));
    }

    [Theory]
    [MemberData(nameof(TestEngines.Names), MemberType = typeof(TestEngines))]
    public void OnlyWholeBlocksOfEqualLengthAreAccepted(string name)
    {
        AesCipher cipher = TestEngines.Require(name).CreateCipher(new byte[16]);
        Assert.Throws<ArgumentException>(() => cipher.Encrypt(new byte[17], new byte[17]));
        Assert.Throws<ArgumentException>(() => cipher.Decrypt(new byte[15], new byte[15]));
        Assert.Throws<ArgumentException>(() => cipher.Encrypt(new byte[32], new byte[16]));
        Assert.Throws<ArgumentException>(() => cipher.Decrypt(new byte[16], new byte[32]));
        cipher.Encrypt([], []);
        cipher.Decrypt([], []);
    }

    [Fact]
    public void AnUnsupportedEngineSaysSo()
    {
        Assert.SkipWhen(AesEngines.Aesni.IsSupported, "This CPU has AES instructions; run with DOTNET_EnableAES=0.");
        Assert.Throws<PlatformNotSupportedException>(() => AesEngines.Aesni.CreateCipher(new byte[16]));
    }

    [Fact]
    public void EveryEngineIsFoundByItsName() =>
        Assert.All(AesEngines.All, engine => Assert.Same(engine, AesEngines.ByName(engine.Name)));

    [Fact]
    public void AnUnknownNameListsTheNames()
    {
        string message = Assert.Throws<ArgumentException>(() => AesEngines.ByName("vaes")).Message;
        Assert.Contains("'vaes'", message, StringComparison.Ordinal);
        Assert.All(AesEngines.All, engine => Assert.Contains(engine.Name, message, StringComparison.Ordinal));
    }
}
