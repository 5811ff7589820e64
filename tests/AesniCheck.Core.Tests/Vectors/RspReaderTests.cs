using System.Text;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class RspReaderTests
{
    [Fact]
    public void EveryFieldIsRead()
    {
        VectorFile file = RspTexts.Read(RspTexts.Cbc);
        Assert.Equal(RspTexts.Name, file.FileName);
        Assert.False(file.IsMonteCarlo);
        CipherVector vector = Assert.Single(file.Vectors);
        Assert.Equal(CipherMode.Cbc, vector.Mode);
        Assert.Equal(CipherDirection.Encrypt, vector.Direction);
        Assert.Equal("dce26c6b4cfb286510da4eecd2cffe6cdf430f33db9b5f77b460679bd49d13ae", Hex(vector.Key));
        Assert.Equal("fdeaa134c8d7379d457175fd1a57d3fc", Hex(vector.Iv));
        Assert.Equal("50e9eee1ac528009e8cbcd356975881f957254b13f91d7c6662d10312052eb00", Hex(vector.Plaintext));
        Assert.Equal("2fa0df722a9fd3b64cb18fb2b3db55ff2267422757289413f8f657507412a64c", Hex(vector.Ciphertext));
        Assert.Equal(1, vector.Number);
        Assert.Equal(5, vector.Line);
    }

    [Fact]
    public void TheSectionTellsTheDirectionAndWhichTextGoesIn()
    {
        VectorFile file = RspTexts.Read(RspTexts.Ecb);
        Assert.Equal([CipherDirection.Encrypt, CipherDirection.Decrypt], file.Vectors.Select(vector => vector.Direction));
        Assert.Equal([5, 12], file.Vectors.Select(vector => vector.Line));
        Assert.Equal(file.Vectors[0].Plaintext, file.Vectors[0].Input);
        Assert.Equal(file.Vectors[0].Ciphertext, file.Vectors[0].Expected);
        Assert.Equal(file.Vectors[1].Ciphertext, file.Vectors[1].Input);
        Assert.Equal(file.Vectors[1].Plaintext, file.Vectors[1].Expected);
        Assert.All(file.Vectors, vector => Assert.True(vector.Iv.IsEmpty));
    }

    [Fact]
    public void LineEndsBlanksCaseAndTheByteOrderMarkMakeNoDifference()
    {
        string[] variants =
        [
            RspTexts.Ecb.ReplaceLineEndings("\r\n"),
            RspTexts.Ecb.TrimEnd(),
            RspTexts.Ecb.ReplaceLineEndings(" \t\n"),
            RspTexts.Ecb.ReplaceLineEndings("\n  "),
            RspTexts.Ecb.Replace(" = ", "=", StringComparison.Ordinal),
            RspTexts.Ecb.ToUpperInvariant(),
            RspTexts.Ecb.ToLowerInvariant(),
            "\ufeff" + RspTexts.Ecb,
            RspTexts.Ecb + "\n\n\n# end, naïvely: ✓",
        ];
        string expected = Describe(RspTexts.Read(RspTexts.Ecb));
        Assert.All(variants, text => Assert.Equal(expected, Describe(RspTexts.Read(text))));
        Assert.Equal(expected, Describe(RspReader.Read(Encoding.UTF8.GetBytes(RspTexts.Ecb), RspTexts.Name)));
    }

    [Theory]
    [InlineData("# AESVS VarKey test data for ECB", "CBCVarKey128.rsp", CipherMode.Ecb)] // the header wins over the name
    [InlineData("# AESVS VarKey TEST DATA FOR ecb", "x.rsp", CipherMode.Ecb)]
    [InlineData("# no mode here", "dir.cbc/ECBVarKey128.rsp", CipherMode.Ecb)]
    [InlineData("", "ecbvarkey128.RSP", CipherMode.Ecb)]
    [InlineData("", "x.rsp", CipherMode.Ecb)] // no IV
    public void TheModeComesFromTheHeaderThenTheNameThenTheIv(string header, string fileName, CipherMode mode)
    {
        string body = RspTexts.Ecb[RspTexts.Ecb.IndexOf('\n', StringComparison.Ordinal)..];
        Assert.All(RspReader.Read(header + body, fileName).Vectors, vector => Assert.Equal(mode, vector.Mode));
    }

    [Theory]
    [InlineData("CBCMMT256.rsp")]
    [InlineData("x.rsp")]
    public void AVectorWithAnIvIsCbcWhereNothingElseTells(string fileName)
    {
        string body = RspTexts.Cbc[RspTexts.Cbc.IndexOf('\n', StringComparison.Ordinal)..];
        Assert.Equal(CipherMode.Cbc, Assert.Single(RspReader.Read(body, fileName).Vectors).Mode);
    }

    [Theory]
    [InlineData("# AESVS MCT test data for ECB", "x.rsp", true)]
    [InlineData("# Monte Carlo\n# test data for ECB", "x.rsp", true)]
    [InlineData("# no header", "ECBMCT128.rsp", true)]
    [InlineData("# AESVS VarKey test data for ECB", "ECBMCT128.rsp", false)]
    [InlineData("# AESVS MMT test data for ECB", "x.rsp", false)]
    public void TheHeaderOrTheNameMarksAMonteCarloFile(string header, string fileName, bool isMonteCarlo)
    {
        string body = RspTexts.Ecb[RspTexts.Ecb.IndexOf('\n', StringComparison.Ordinal)..];
        Assert.Equal(isMonteCarlo, RspReader.Read(header + body, fileName).IsMonteCarlo);
    }

    [Fact]
    public void ACountMayBeMissingAndEmptyLinesToo()
    {
        string counted = string.Join('\n', RspTexts.Ecb.Split('\n').Where(line => line.Length > 0));
        Assert.Equal(2, RspTexts.Read(counted).Vectors.Length);
        string uncounted = string.Join('\n', RspTexts.Ecb.Split('\n').Where(line => !line.StartsWith("COUNT", StringComparison.Ordinal)));
        Assert.All(RspTexts.Read(uncounted).Vectors, vector => Assert.Null(vector.Number));
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private static string Describe(VectorFile file) => string.Join('\n', file.Vectors.Select(vector =>
        $"{vector.Line} {vector.Mode} {vector.Direction} {vector.Number} {Hex(vector.Key)} {Hex(vector.Plaintext)} {Hex(vector.Ciphertext)}"));
}
