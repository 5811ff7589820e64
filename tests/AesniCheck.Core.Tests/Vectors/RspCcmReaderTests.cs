using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Files of CAVP for CCM: all five kinds, which have lengths, keys and nonces in different places.</summary>
public sealed class RspCcmReaderTests
{
    public static TheoryData<string, string, int, int> Published { get; } = new()
    {
        { nameof(CavpTexts.Dvpt), CavpTexts.Dvpt, 4, 4 },
        { nameof(CavpTexts.DvptReasons), CavpTexts.DvptReasons, 4, 4 },
        { nameof(CavpTexts.Vadt), CavpTexts.Vadt, 4, 0 },
        { nameof(CavpTexts.Vnt), CavpTexts.Vnt, 4, 0 },
        { nameof(CavpTexts.Vpt), CavpTexts.Vpt, 2, 0 },
        { nameof(CavpTexts.Vtt), CavpTexts.Vtt, 3, 0 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void PublishedFilesAreReadAndComeOutOnEveryEngine(string name, string text, int count, int decryptions)
    {
        foreach (string fileName in (string[])[name, $"{name}128.rsp"])
        {
            VectorFile file = VectorReader.Read(System.Text.Encoding.UTF8.GetBytes(text), fileName);
            Assert.Equal(count, file.Vectors.Length);
            Assert.All(file.Vectors, vector => Assert.Equal(CipherMode.Ccm, vector.Mode));
            Assert.Equal(decryptions, file.Vectors.Count(vector => vector.Direction == CipherDirection.Decrypt));
            Assert.False(file.IsModeGuessed);
            foreach (ModeEngine engine in (ModeEngine[])[ModeEngines.Software, ModeEngines.BouncyCastle, new TestModes(), .. Present(ModeEngines.Aesni), .. Present(ModeEngines.Platform)])
            {
                KnownAnswerResult result = KnownAnswerSuite.Run(file, engine);
                Assert.True(result.IsPassed, $"{name} on {engine}: {string.Join(", ", result.Failures.Select(failure => failure.Place))}");
                Assert.Equal(count, result.VectorCount);
            }
        }
    }

    [Fact]
    public void ATextOfNoBytesIsWrittenAsOneByte()
    {
        CipherVector vector = RspTexts.Read(CavpTexts.Vadt).Vectors[0];
        Assert.Equal((0, 24, 16, 13), (vector.AssociatedData.Length, vector.Plaintext.Length, vector.Tag.Length, vector.Iv.Length));
        Assert.Equal((24, 0), (vector.Ciphertext.Length, vector.Number));

        vector = RspTexts.Read(CavpTexts.Dvpt).Vectors[1];
        Assert.Equal((ExpectedResult.Invalid, 0, 0, 4), (vector.Result, vector.Plaintext.Length, vector.Ciphertext.Length, vector.Tag.Length));
    }

    [Fact]
    public void AKeyAboveTheCountIsForAllVectorsOfItsSectionAndNoOther()
    {
        VectorFile file = RspTexts.Read(CavpTexts.Vnt);
        Assert.Equal(2, file.Vectors.Select(vector => Convert.ToHexString(vector.Key.Span)).Distinct().Count());
        Assert.Equal(file.Vectors[0].Key.ToArray(), file.Vectors[1].Key.ToArray());

        int second = CavpTexts.Vnt.LastIndexOf("Key = ", StringComparison.Ordinal);
        string without = CavpTexts.Vnt.Remove(second, CavpTexts.Vnt.IndexOf('\n', second) - second);
        AssertRefused(without, "has no Key");
    }

    [Fact]
    public void AFileIsKnownByItsFieldsWhereNothingNamesItsMode()
    {
        string text = string.Join('\n', CavpTexts.Vnt.Split('\n').Where(line => !line.StartsWith('#')));
        VectorFile file = VectorReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "own.txt");
        Assert.Equal((4, true, "its fields are those of CCM"), (file.Vectors.Length, file.IsModeGuessed, file.ModeBasis));
        Assert.True(KnownAnswerSuite.Run(file, ModeEngines.Software).IsPassed);
    }

    [Theory]
    [InlineData("Alen = 32", "Alen = 31", "Adata has 32 bytes; Alen says 31")]
    [InlineData("Plen = 24", "Plen = 23", "Payload has 24 bytes; Plen says 23")]
    [InlineData("Tlen = 16", "Tlen = 14", "CT has 40 bytes; a payload of 24 and a tag of 14 make 38")]
    [InlineData("Tlen = 16", "Tlen = 7", "a payload of 24 and a tag of 7 make 31")]
    [InlineData("[Nlen = 7]", "[Nlen = 8]", "Nonce has 7 bytes; Nlen says 8")]
    [InlineData("[Nlen = 7]", "[Klen = 7]", "unknown section '[Klen = 7]' in a file for CCM")]
    [InlineData("[Nlen = 7]", "[Nlen = 7", "unknown section")]
    [InlineData("Nonce = 37", "Nonce = ", "Nonce has 6 bytes; a nonce has 7 to 13")]
    [InlineData("Key = c0", "Key = ", "Key has 15 bytes; an AES key has 16, 24 or 32")]
    [InlineData("Nonce = 37667f334dce90\n", "", "has no Nonce")]
    [InlineData("CT = 76", "CT = 7x", "CT has 'x")]
    [InlineData("CT = 76", "CT = 7", "an odd number")]
    [InlineData("Count = 0", "Count = x", "Count is 'x'")]
    [InlineData("Count = 0", "Count = 0\nResult = Maybe", "Result is 'Maybe'; give Pass or Fail")]
    [InlineData("Count = 0", "Count = 0\nMac = 00", "unknown field 'Mac' in a file for CCM")]
    [InlineData("Count = 0", "Count = 0\nwhat", "is not a comment, section or field")]
    [InlineData("Count = 0", "Count = 0\nAdata = 00", "Adata occurs twice")]
    [InlineData("Count = 0", "Count = 0\nResult = Fail", "both a Payload and the Result Fail")]
    public void WhatIsWrongIsRefused(string good, string bad, string message)
    {
        int at = CavpTexts.Vnt.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "The sample has no such piece.");
        AssertRefused(CavpTexts.Vnt[..at] + bad + CavpTexts.Vnt[(at + good.Length)..], message);
    }

    [Fact]
    public void ACiphertextShorterThanItsTagIsRefused() =>
        AssertRefused(CavpTexts.Dvpt.Replace("CT = 9a04c241", "CT = 9a04", StringComparison.Ordinal), "CT has 2 bytes");

    private static IEnumerable<ModeEngine> Present(ModeEngine engine) => engine.Supports(CipherMode.Ccm) ? [engine] : [];

    private static void AssertRefused(string text, string message)
    {
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspReader.Read(text, RspTexts.Name));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Line, 1, text.Split('\n').Length);
    }
}
