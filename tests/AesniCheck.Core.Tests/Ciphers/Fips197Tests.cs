using System.Buffers.Binary;
using Xunit;

namespace AesniCheck.Ciphers;

/// <summary>The examples that FIPS 197 itself prints.</summary>
public sealed class Fips197Tests
{
    private const string AppendixCPlaintext = "00112233445566778899aabbccddeeff";

    public static TheoryData<string, string, string, string> Examples { get; } = MakeExamples();

    [Theory]
    [MemberData(nameof(Examples))]
    public void AppendixBAndCComeOutOnEveryEngine(string name, string key, string plaintext, string ciphertext)
    {
        AesCipher cipher = TestEngines.Require(name).CreateCipher(Convert.FromHexString(key));
        byte[] output = new byte[16];
        cipher.Encrypt(Convert.FromHexString(plaintext), output);
        Assert.Equal(ciphertext, Convert.ToHexStringLower(output));
        cipher.Decrypt(Convert.FromHexString(ciphertext), output);
        Assert.Equal(plaintext, Convert.ToHexStringLower(output));
    }

    [Theory]
    [InlineData("2b7e151628aed2a6abf7158809cf4f3c", 4, 0xa0fafe17, 0xb6630ca6)]
    [InlineData("8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", 6, 0xfe0c91f7, 0x01002202)]
    [InlineData("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 8, 0x9ba35411, 0x706c631e)]
    public void AppendixAsKeyExpansionsComeOut(string key, int firstIndex, uint first, uint last)
    {
        var schedule = new SoftwareKeySchedule();
        schedule.Expand(Convert.FromHexString(key));

        // The standard prints row 0 on the left; here it is the low byte.
        Assert.Equal(first, BinaryPrimitives.ReverseEndianness(schedule.EncryptionWords[firstIndex]));
        Assert.Equal(last, BinaryPrimitives.ReverseEndianness(schedule.EncryptionWords[^1]));
    }

    private static TheoryData<string, string, string, string> MakeExamples()
    {
        var examples = new TheoryData<string, string, string, string>();
        foreach (AesEngine engine in AesEngines.All)
        {
            examples.Add(engine.Name, "2b7e151628aed2a6abf7158809cf4f3c", "3243f6a8885a308d313198a2e0370734", "3925841d02dc09fbdc118597196a0b32");
            examples.Add(engine.Name, "000102030405060708090a0b0c0d0e0f", AppendixCPlaintext, "69c4e0d86a7b0430d8cdb78070b4c55a");
            examples.Add(engine.Name, "000102030405060708090a0b0c0d0e0f1011121314151617", AppendixCPlaintext, "dda97ca4864cdfe06eaf70a0ec0d7191");
            examples.Add(
                engine.Name,
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                AppendixCPlaintext,
                "8ea2b7ca516745bfeafc49904b496089");
        }

        return examples;
    }
}
