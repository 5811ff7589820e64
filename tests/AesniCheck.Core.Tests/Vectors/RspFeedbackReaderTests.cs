using System.Text;
using AesniCheck.Ciphers;
using AesniCheck.Ciphers.Aesni;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Files of CAVP for the feedback modes, single messages and Monte Carlo, and for GMAC.</summary>
public sealed class RspFeedbackReaderTests
{
    /// <summary>Random values; the tag by the package cryptography for Python, which is OpenSSL's.</summary>
    private const string Gmac = """
        # GMAC Encrypt with keysize 128 test information

        [Keylen = 128]
        [IVlen = 96]
        [AADlen = 160]
        [Taglen = 128]

        Count = 0
        Key = a8b28a3bae60cdb8f4e05a408f20d9a7
        IV = 5786c4ffd29f2e7e96e87cda
        AAD = fd45b2e4dd6906b2f58e3035ef07538bf7546b44
        Tag = 9feb3fd03cc27c03950356a84b063aa8

        """;

    public static TheoryData<string, CipherMode, bool, string> Published { get; } = new()
    {
        { "CFB8MMT256.rsp", CipherMode.Cfb8, false, CavpTexts.Cfb8 },
        { "CFB128MMT128.rsp", CipherMode.Cfb, false, CavpTexts.Cfb128 },
        { "OFBMMT192.rsp", CipherMode.Ofb, false, CavpTexts.Ofb },
        { "CFB8MCT192.rsp", CipherMode.Cfb8, true, CavpTexts.Cfb8MonteCarlo },
        { "CFB128MCT192.rsp", CipherMode.Cfb, true, CavpTexts.Cfb128MonteCarlo },
        { "OFBMCT192.rsp", CipherMode.Ofb, true, CavpTexts.OfbMonteCarlo },
    };

    private static ModeEngine[] Engines =>
        [.. ((ModeEngine[])[ModeEngines.Software, ModeEngines.BouncyCastle, ModeEngines.Aesni, ModeEngines.Platform]).Where(engine => engine.Supports(CipherMode.Ecb))];

    [Theory]
    [MemberData(nameof(Published))]
    public void PublishedFilesAreReadAndComeOutOnEveryEngine(string name, CipherMode mode, bool isMonteCarlo, string text)
    {
        foreach (string content in (string[])[text, WithoutComments(text)])
        {
            VectorFile file = RspReader.Read(content, name);
            Assert.Equal((4, isMonteCarlo), (file.Vectors.Length, file.IsMonteCarlo));
            Assert.All(file.Vectors, vector => Assert.Equal(mode, vector.Mode));
            foreach (ModeEngine engine in Engines.Where(engine => isMonteCarlo || engine.Supports(mode)))
            {
                KnownAnswerResult result = KnownAnswerSuite.Run(file, engine);
                Assert.True(result.IsPassed, $"{name} on {engine}: {string.Join(", ", result.Failures.Select(failure => failure.Place))}");
                Assert.Equal(4, result.VectorCount);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void AChangedAnswerIsFound(string name, CipherMode mode, bool isMonteCarlo, string text)
    {
        _ = (mode, isMonteCarlo);
        VectorFile file = RspReader.Read(text, name);
        CipherVector vector = file.Vectors[^1];
        byte[] changed = vector.Plaintext.ToArray();
        changed[^1] ^= 1;
        Assert.Single(KnownAnswerSuite.Run(file with { Vectors = file.Vectors.SetItem(file.Vectors.Length - 1, vector with { Plaintext = changed }) }, ModeEngines.Software).Failures);
    }

    [Theory]
    [InlineData("GMAC Encrypt", "own.rsp", CipherDirection.Encrypt)]
    [InlineData("GMAC Decrypt", "own.rsp", CipherDirection.Decrypt)]
    [InlineData("some vectors", "gmacDecrypt128.rsp", CipherDirection.Decrypt)]
    [InlineData("some vectors", "own.rsp", CipherDirection.Encrypt)]
    public void GmacNeedsNoTexts(string head, string name, CipherDirection direction)
    {
        foreach (string text in (string[])[Gmac, Gmac.Replace("AAD =", "PT =\nCT =\nAAD =", StringComparison.Ordinal)])
        {
            VectorFile file = RspReader.Read(text.Replace("GMAC Encrypt", head, StringComparison.Ordinal), name);
            CipherVector vector = Assert.Single(file.Vectors);
            Assert.Equal((CipherMode.Gcm, direction, 20, 0), (vector.Mode, vector.Direction, vector.AssociatedData.Length, vector.Plaintext.Length));
            Assert.All(
                (ModeEngine[])[new TestModes(), .. Engines, .. AesniModes.All.Where(engine => engine.Supports(CipherMode.Gcm))],
                engine => Assert.True(KnownAnswerSuite.Run(file, engine).IsPassed, engine.Name));
        }
    }

    [Fact]
    public void AWrongTagOfGmacIsToBeRefused()
    {
        string text = Gmac.Replace("Encrypt", "Decrypt", StringComparison.Ordinal).Replace("063aa8", "063aa9\nFAIL", StringComparison.Ordinal);
        VectorFile file = RspReader.Read(text, "own.rsp");
        Assert.Equal(ExpectedResult.Invalid, Assert.Single(file.Vectors).Result);
        Assert.True(KnownAnswerSuite.Run(file, new TestModes()).IsPassed);

        // Whatever the purpose of the preceding vectors.
        text = Gmac.Replace("GMAC", "My GMAC", StringComparison.Ordinal) + Gmac[Gmac.IndexOf("Count", StringComparison.Ordinal)..].Replace("063aa8", "063aa9\nFAIL", StringComparison.Ordinal);
        file = RspReader.Read(text, "own.rsp");
        Assert.Equal([CipherDirection.Encrypt, CipherDirection.Decrypt], file.Vectors.Select(vector => vector.Direction));
        Assert.True(KnownAnswerSuite.Run(file, new TestModes()).IsPassed);
    }

    [Theory]
    [InlineData("AAD =", "PT = 00\nCT = 00\nAAD =", "GMAC has no text")]
    [InlineData("Tag = 9f", "Tag = ", "the section has [Taglen = 128]")]
    [InlineData("[Taglen = 128]", "[Taglen = 96]", "the section has [Taglen = 96]")]
    [InlineData("# GMAC", "# GCM", "has no PT")]
    public void WhatIsWrongWithGmacIsRefused(string good, string bad, string message)
    {
        string text = Gmac.Replace(good, bad, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<VectorFileException>(() => RspReader.Read(text, "own.rsp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextsOfNoBytesAndLongMonteCarloVectorsAreRefused()
    {
        Assert.Contains("give one or more", Refusal(CavpTexts.Ofb.Replace("67e2cf5d63334ae03dbda91100ab781b", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("for CFB8 takes one", Refusal(CavpTexts.Cfb8.Replace("MMT", "MCT", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Refusal(string text) => Assert.Throws<VectorFileException>(() => VectorReader.Read(Encoding.UTF8.GetBytes(text), "own.rsp")).Message;

    private static string WithoutComments(string text) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#')));
}
