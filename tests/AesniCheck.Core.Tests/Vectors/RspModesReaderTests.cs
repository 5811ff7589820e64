using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>GCM, CTR and XTS files are read by their content, whatever their names.</summary>
public sealed class RspModesReaderTests
{
    [Fact]
    public void AGcmVectorHasItsTagAndFailMeansInvalid()
    {
        VectorFile file = RspTexts.Read(RspModesTexts.GcmDecrypt);
        Assert.All(file.Vectors, vector => Assert.Equal((CipherMode.Gcm, CipherDirection.Decrypt), (vector.Mode, vector.Direction)));
        Assert.Equal([ExpectedResult.Valid, ExpectedResult.Invalid], file.Vectors.Select(vector => vector.Result));
        Assert.Equal([10, 17], file.Vectors.Select(vector => vector.Line));
        Assert.Equal("72ac8493e3a5228b5d130a69d2510e42", Convert.ToHexStringLower(file.Vectors[0].Tag.Span));
        Assert.Equal((12, 0), (file.Vectors[0].Iv.Length, file.Vectors[0].AssociatedData.Length));
    }

    [Theory]
    [InlineData("GCM Encrypt", "x.rsp", CipherDirection.Encrypt)]
    [InlineData("gcm decrypt", "gcmEncryptExtIV128.rsp", CipherDirection.Decrypt)] // the header wins over the name
    [InlineData("nothing", "gcmEncryptExtIV128.rsp", CipherDirection.Encrypt)]
    [InlineData("nothing", "gcmDecrypt128.rsp", CipherDirection.Decrypt)]
    [InlineData("nothing", "x.rsp", CipherDirection.Encrypt)] // PT comes before CT
    public void TheDirectionOfGcmComesFromTheHeaderThenTheNameThenTheOrder(string header, string fileName, CipherDirection direction)
    {
        string text = RspModesTexts.GcmEncrypt.Replace("GCM Encrypt", header, StringComparison.Ordinal);
        Assert.Equal(direction, Assert.Single(RspReader.Read(text, fileName).Vectors).Direction);
    }

    [Theory]
    [InlineData(RspModesTexts.GcmEncrypt, CipherMode.Gcm)]
    [InlineData(RspModesTexts.GcmDecrypt, CipherMode.Gcm)]
    [InlineData(RspModesTexts.Xts, CipherMode.Xts)]
    public void TheFieldsTellTheModeWhereNothingElseDoes(string text, CipherMode mode)
    {
        string body = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#')));
        Assert.All(RspReader.Read(body, "x.rsp").Vectors, vector => Assert.Equal(mode, vector.Mode));
    }

    [Theory]
    [InlineData("# AES Counter test vectors from RFC 3686", "x.rsp")]
    [InlineData("# test data for CTR", "x.rsp")]
    [InlineData("", "ctr.rsp")]
    public void CtrIsNamedByHeaderOrName(string header, string fileName)
    {
        string text = header + RspModesTexts.Ctr[RspModesTexts.Ctr.IndexOf('\n', StringComparison.Ordinal)..];
        CipherVector vector = Assert.Single(RspReader.Read(text, fileName).Vectors);
        Assert.Equal((CipherMode.Ctr, 36), (vector.Mode, vector.Plaintext.Length));
    }

    [Fact]
    public void DataUnitsThatAreNoWholeBytesArePassedOverAndCounted()
    {
        VectorFile file = RspTexts.Read(RspModesTexts.Xts);
        Assert.Equal([5, 19], file.Vectors.Select(vector => vector.Line));
        Assert.Equal(1, file.SkippedCount);
    }

    [Fact]
    public void TheTweakIsGivenInHexOrAsANumberLittleEndian()
    {
        VectorFile file = RspTexts.Read(RspModesTexts.Xts.Replace("= 141", "= 18446744073709551614", StringComparison.Ordinal));
        Assert.Equal("4faef7117cda59c66e4b92013e768ad5", Convert.ToHexStringLower(file.Vectors[0].Iv.Span));
        Assert.Equal("feffffffffffffff0000000000000000", Convert.ToHexStringLower(file.Vectors[1].Iv.Span));
    }

    [Theory]
    [InlineData(RspModesTexts.GcmEncrypt)]
    [InlineData(RspModesTexts.GcmDecrypt)]
    [InlineData(RspModesTexts.Xts)]
    [InlineData(RspModesTexts.Ctr)]
    public void ThePublishedLinesComeOut(string text)
    {
        Assert.True(KnownAnswerSuite.Run(RspTexts.Read(text), new TestModes()).IsPassed);
        Assert.True(KnownAnswerSuite.Run(RspTexts.Read(text.ReplaceLineEndings("\r\n")), new TestModes()).IsPassed);
    }

    [Theory]
    [InlineData(RspModesTexts.GcmDecrypt, "PT = \n", "", 10, "has no PT")]
    [InlineData(RspModesTexts.GcmDecrypt, "FAIL", "PT = \nFAIL", 17, "has both PT and FAIL")]
    [InlineData(RspModesTexts.GcmDecrypt, "FAIL", "FAILED", 23, "is not a comment, section or field")]
    [InlineData(RspModesTexts.GcmDecrypt, "Tag = 72", "Tag = ", 15, "Tag has 15 bytes; the section has [Taglen = 128]")]
    [InlineData(RspModesTexts.GcmDecrypt, "Tag = 72ac8493e3a5228b5d130a69d2510e42", "Tag = 72ac", 15, "Tag has 2 bytes; a GCM tag has")]
    [InlineData(RspModesTexts.GcmDecrypt, "[Keylen = 128]", "[Keylen = 192]", 11, "KEY has 16 bytes; the section has [Keylen = 192]")]
    [InlineData(RspModesTexts.GcmDecrypt, "[IVlen = 96]", "[IVlen = ]", 5, "unknown section '[IVlen = ]'")]
    [InlineData(RspModesTexts.GcmDecrypt, "IV = 113b9785971864c83b01c787", "IV =", 12, "IV has 0 bytes")]
    [InlineData(RspModesTexts.GcmEncrypt, "AAD = \n", "", 9, "has no AAD")]
    [InlineData(RspModesTexts.GcmEncrypt, "PT = 00000000000000000000000000000000", "PT = 00", 12, "PT has 1 bytes; the section has [PTlen = 128]")]
    [InlineData(RspModesTexts.GcmEncrypt, "Count = 0", "Count = 0\ni = 00", 9, "has a field i, which GCM does not have")]
    [InlineData(RspModesTexts.Xts, "DataUnitLen = 128\n", "", 5, "has no DataUnitLen")]
    [InlineData(RspModesTexts.Xts, "DataUnitLen = 128", "DataUnitLen = 136", 9, "PT has 16 bytes; DataUnitLen says 136 bits")]
    [InlineData(RspModesTexts.Xts, "DataUnitLen = 128", "DataUnitLen = 12x", 6, "DataUnitLen is '12x'")]
    [InlineData(RspModesTexts.Xts, "2f2f\ni", "2f2f00\ni", 7, "KEY has 33 bytes; an XTS key has 32, 48 or 64")]
    [InlineData(RspModesTexts.Xts, "i = 4f", "i = ", 8, "i has 15 bytes; a tweak has 16")]
    [InlineData(RspModesTexts.Xts, "i = 4faef7117cda59c66e4b92013e768ad5\n", "", 5, "has no i")]
    [InlineData(RspModesTexts.Xts, "= 141", "= -1", 22, "DataUnitSeqNumber is '-1'")]
    [InlineData(RspModesTexts.Xts, "DataUnitSeqNumber = 141", "DataUnitSeqNumber = 141\ni = 4faef7117cda59c66e4b92013e768ad5", 19, "has both i and")]
    [InlineData(RspModesTexts.Ctr, "IV = 00E0017B27777F3F4A1786F000000001\n", "", 5, "has no IV")]
    [InlineData(RspModesTexts.Ctr, "0001020304", "0002", 5, "PLAINTEXT of 33 bytes and a CIPHERTEXT of 36")]
    public void WhatIsWrongIsRefusedAtItsLine(string text, string good, string bad, int line, string message)
    {
        int at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "The sample has no such piece.");
        string wrong = text[..at] + bad + text[(at + good.Length)..];
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspTexts.Read(wrong));
        Assert.StartsWith($"{RspTexts.Name}:{line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfNothingButBrokenBytesIsRefused()
    {
        string text = RspModesTexts.Xts[..RspModesTexts.Xts.IndexOf("COUNT = 1", StringComparison.Ordinal)]
            + RspModesTexts.Xts[RspModesTexts.Xts.IndexOf("COUNT = 2", StringComparison.Ordinal)..RspModesTexts.Xts.LastIndexOf("COUNT = 1", StringComparison.Ordinal)];
        Assert.Contains(
            "the data units of all 1 vectors are not whole bytes", Assert.Throws<VectorFileException>(() => RspTexts.Read(text)).Message, StringComparison.Ordinal);
    }
}
