using System.Text;
using System.Text.Json.Nodes;
using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class WycheproofReaderTests
{
    public static TheoryData<string, CipherMode, int> Samples { get; } = new()
    {
        { "aes_gcm_test.json", CipherMode.Gcm, (2 * 19) + 13 },
        { "aes_gmac_test.json", CipherMode.Gcm, (2 * 42) + 12 },
        { "aes_ccm_test.json", CipherMode.Ccm, (2 * 72) + 18 },
        { "aes_cbc_pkcs5_test.json", CipherMode.Cbc, (2 * 18) + 21 },
        { "aes_xts_test.json", CipherMode.Xts, 2 * 28 },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void WholeFilesAreReadAndComeOut(string name, CipherMode mode, int vectorCount)
    {
        VectorFile file = WycheproofTexts.Load(name);
        Assert.All(file.Vectors, vector => Assert.Equal(mode, vector.Mode));
        KnownAnswerResult result = KnownAnswerSuite.Run(file, new TestModes());
        Assert.Empty(result.Failures);
        Assert.Equal(vectorCount, result.VectorCount);
    }

    [Fact]
    public void AValidTestIsTwoVectorsAndAnInvalidOneIsToBeRefused()
    {
        VectorFile file = WycheproofTexts.Read(WycheproofTexts.Gcm);
        Assert.Equal(
            [(CipherDirection.Encrypt, ExpectedResult.Valid), (CipherDirection.Decrypt, ExpectedResult.Valid), (CipherDirection.Decrypt, ExpectedResult.Invalid)],
            file.Vectors.Select(vector => (vector.Direction, vector.Result)));
        Assert.Equal("aes_gcm_test.json: tcId 2", file.Vectors[2].PlaceIn(file.FileName));
        Assert.True(KnownAnswerSuite.Run(file, new TestModes()).IsPassed);
    }

    [Fact]
    public void ADataUnitsNumberIsFilledUpToATweak()
    {
        VectorFile file = WycheproofTexts.Read(WycheproofTexts.Xts);
        Assert.All(file.Vectors, vector => Assert.Equal("6e08e4314925b6cf0000000000000000", Convert.ToHexStringLower(vector.Iv.Span)));
        Assert.True(KnownAnswerSuite.Run(file, new TestModes()).IsPassed);
    }

    [Theory]
    [InlineData("algorithm", "algoritm", "field 'algorithm' is missing")]
    [InlineData("\"AES-GCM\"", "\"AES-EAX\"", "the algorithm \"AES-EAX\" is not supported; give a file for AES-GCM, AES-GMAC, AES-CCM, AES-CBC-PKCS5, AES-XTS")]
    [InlineData("\"AES-GCM\"", "3", "the algorithm 3 is not supported")]
    [InlineData("testGroups", "groups", "field 'testGroups' is missing")]
    [InlineData("\"keySize\" : 128,", "", "test group 1: field 'keySize' is missing")]
    [InlineData("\"tagSize\" : 128,", "", "test group 1: field 'tagSize' is missing")]
    [InlineData("\"ivSize\" : 96", "\"ivSize\" : \"96\"", "test group 1: field 'ivSize' is \"96\"; give a whole number")]
    [InlineData("\"tests\"", "\"test\"", "test group 1: field 'tests' is missing")]
    [InlineData("\"tcId\" : 1,", "", "test group 1: test 1: field 'tcId' is missing")]
    [InlineData("\"tcId\" : 1,", "\"tcId\" : 1.5,", "test group 1: test 1: field 'tcId' is 1.5")]
    [InlineData("\"iv\" : \"000000000000000000000000\", ", "", "tcId 1: field 'iv' is missing")]
    [InlineData("\"aad\" : \"\",", "", "tcId 1: field 'aad' is missing")]
    [InlineData(", \"result\" : \"valid\"", "", "tcId 1: field 'result' is missing")]
    [InlineData("\"valid\"", "\"VALID\"", "tcId 1: field 'result' is \"VALID\"; give valid, invalid or acceptable")]
    [InlineData("\"valid\"", "true", "tcId 1: field 'result' is true")]
    [InlineData("\"msg\" : \"00", "\"msg\" : \"0x", "tcId 1: field 'msg' has 'x000")]
    [InlineData("\"msg\" : \"00", "\"msg\" : \"\\u00300", "tcId 1: field 'msg' has '\\u00300")]
    [InlineData("\"msg\" : \"00", "\"msg\" : \"0", "tcId 1: field 'msg' has 31 hex digits, an odd number")]
    [InlineData("\"msg\" : \"00", "\"msg\" : \"", "tcId 1: field 'ct' has 16 bytes; 'msg' of 15 makes 15")]
    [InlineData("\"aad\" : \"\"", "\"aad\" : null", "tcId 1: field 'aad' is null; give hex digits in quotes")]
    [InlineData("\"key\" : \"00", "\"key\" : \"", "tcId 1: field 'key' has 15 bytes; an AES key has 16, 24 or 32")]
    [InlineData("\"keySize\" : 128", "\"keySize\" : 256", "tcId 1: field 'key' has 16 bytes; the group has keySize 256")]
    [InlineData("\"ivSize\" : 96", "\"ivSize\" : 128", "tcId 1: field 'iv' has 12 bytes; the group has ivSize 128")]
    [InlineData("\"tag\" : \"ab", "\"tag\" : \"", "tcId 1: field 'tag' has 15 bytes; the group has tagSize 128")]
    [InlineData("\"tests\" : [", "\"tests\" : [ 7,", "test group 1: test 1: 7 is not an object")]
    public void WhatIsWrongIsNamedByItsTest(string good, string bad, string message)
    {
        int at = WycheproofTexts.Gcm.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "The sample has no such piece.");
        AssertRefused(WycheproofTexts.Gcm[..at] + bad + WycheproofTexts.Gcm[(at + good.Length)..], 0, message);
    }

    [Fact]
    public void WhatIsNoJsonIsRefusedAtItsLine()
    {
        AssertRefused("{\n\"algorithm\" : \"AES-GCM\",\n]", 3, "this is not valid JSON from column 1 on");
        AssertRefused(WycheproofTexts.Gcm[..^1], 21, "this is not valid JSON");
        AssertRefused("""{ "algorithm": "AES-GCM", "testGroups": [] }""", 0, "the file has no tests");
        byte[] latin = Encoding.Latin1.GetBytes("""{ "algorithm": "\u00e9é", "testGroups": [] }""");
        Assert.Throws<VectorFileException>(() => WycheproofReader.Read(latin, "x"));
    }

    [Fact]
    public void UnknownFieldsArePassedOver()
    {
        JsonNode root = JsonNode.Parse(WycheproofTexts.Gcm)!;
        root["notes"] = new JsonObject { ["tests"] = new JsonArray(1, "x") };
        root["testGroups"]![0]!["source"] = new JsonObject { ["name"] = "made up" };
        root["testGroups"]![0]!["tests"]![0]!["comment"] = "naïve: ✓ \u2028";
        root["testGroups"]![0]!["tests"]![0]!["more"] = new JsonArray();
        Assert.Equal(3, WycheproofTexts.Read(root.ToJsonString()).Vectors.Length);
    }

    [Fact]
    public void WhatIsWrittenIsReadBack() =>
        Prop.ForAll(
            (from key in Gen.Elements(16, 24, 32)
             from iv in Gen.Choose(1, 40)
             from tag in Gen.Elements(4, 8, 12, 16)
             from message in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
             from id in Gen.Choose(0, int.MaxValue)
             select (lengths: (key, iv, tag), message, id)).ToArbitrary(),
            test =>
            {
                (int key, int iv, int tag) = test.lengths;
                var written = new JsonObject
                {
                    ["tcId"] = test.id,
                    ["key"] = new string('5', 2 * key),
                    ["iv"] = new string('a', 2 * iv),
                    ["aad"] = Convert.ToHexString(test.message),
                    ["msg"] = Convert.ToHexStringLower(test.message),
                    ["ct"] = Convert.ToHexStringLower(test.message),
                    ["tag"] = new string('F', 2 * tag),
                    ["result"] = "acceptable",
                };
                var group = new JsonObject { ["tests"] = new JsonArray(written), ["keySize"] = 8 * key, ["ivSize"] = 8 * iv, ["tagSize"] = 8 * tag };
                var root = new JsonObject { ["testGroups"] = new JsonArray(group), ["algorithm"] = "AES-GCM" };
                CipherVector read = WycheproofTexts.Read(root.ToJsonString()).Vectors[1];
                return read.Number == test.id && read.Result == ExpectedResult.Acceptable && read.Tag.Length == tag && read.Iv.Length == iv
                    && read.Key.Span.IndexOfAnyExcept((byte)0x55) < 0 && read.Key.Length == key
                    && read.Plaintext.Span.SequenceEqual(test.message) && read.AssociatedData.Span.SequenceEqual(test.message);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void ADamagedFileThrowsNothingElse()
    {
        byte[] whole = Encoding.UTF8.GetBytes(WycheproofTexts.Gcm);
        Prop.ForAll(Gen.Zip(Gen.Choose(0, whole.Length - 1), Gen.Choose(0, 255)).ToArbitrary(), damage =>
        {
            byte[] bytes = [.. whole];
            bytes[damage.Item1] = (byte)damage.Item2;
            try
            {
                return WycheproofReader.Read(bytes, "x").Vectors.Length > 0;
            }
            catch (VectorFileException exception)
            {
                return exception.Message.StartsWith("x:", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static void AssertRefused(string text, int line, string message)
    {
        VectorFileException exception = Assert.Throws<VectorFileException>(() => WycheproofTexts.Read(text));
        Assert.Equal(line, exception.Line);
        string place = line > 0 ? $"{WycheproofTexts.Name}:{line}: " : $"{WycheproofTexts.Name}: ";
        Assert.StartsWith(place + message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("; ", exception.Message, StringComparison.Ordinal);
    }
}
