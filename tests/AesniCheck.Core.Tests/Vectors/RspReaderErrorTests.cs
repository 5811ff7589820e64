using System.Text;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Each kind of malformed file is refused, with its line and the remedy.</summary>
public sealed class RspReaderErrorTests
{
    [Theory]
    [InlineData("KEY = 8000", "KEY = 800", 6, "an odd number")]
    [InlineData("KEY = 8000", "KEY = 80x0", 6, "'x0000")]
    [InlineData("KEY = 8000", "KEY = 80 00", 6, "hex digit")]
    [InlineData("KEY = 8000", "KEY = 80-00", 6, "hex digit")]
    [InlineData("KEY = 8000", "KEY = 8000ff", 6, "KEY has 17 bytes")]
    [InlineData("KEY = c0000000000000000000000000000000", "KEY =", 13, "KEY has 0 bytes")]
    [InlineData("KEY = 8000", "IV = 8000", 5, "has no KEY")]
    [InlineData("KEY = 8000", "IV = 00\nKEY = 8000", 5, "has an IV in an ECB file")]
    [InlineData("PLAINTEXT = 00", "PLAINTEXT = 0000", 7, "PLAINTEXT has 17 bytes")]
    [InlineData("CIPHERTEXT = 4bc3", "CIPHERTEXT = 4b", 14, "CIPHERTEXT has 15 bytes")]
    [InlineData("PLAINTEXT = 00", "PLAINTEXT = 0000000000000000000000000000000000", 5, "PLAINTEXT of 32 bytes and a CIPHERTEXT of 16")]
    [InlineData("PLAINTEXT = 00000000000000000000000000000000", "PLAINTEXT =", 7, "PLAINTEXT has 0 bytes")]
    [InlineData("COUNT = 0\nKEY = 8", "COUNT = zero\nKEY = 8", 5, "COUNT is 'zero'")]
    [InlineData("COUNT = 0\nKEY = 8", "COUNT = -1\nKEY = 8", 5, "COUNT is '-1'")]
    [InlineData("COUNT = 0\nKEY = 8", "COUNT = 99999999999\nKEY = 8", 5, "COUNT is '99999999999'")]
    [InlineData("COUNT = 0\nKEY = 8", "COUNT = 0\nCOUNT = 1\nKEY = 8", 5, "has no KEY")]
    [InlineData("KEY = c", "KEY = 00000000000000000000000000000000\nKEY = c", 14, "KEY occurs twice in the vector that begins in line 12")]
    [InlineData("CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8\n", "", 5, "has no CIPHERTEXT")]
    [InlineData("CIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8\n\n[", "[", 5, "has no CIPHERTEXT")]
    [InlineData("[ENCRYPT]", "", 5, "COUNT is outside a section")]
    [InlineData("[ENCRYPT]", "[ENCRYPT", 3, "unknown section '[ENCRYPT'")]
    [InlineData("[DECRYPT]", "[Keylen = 128]", 10, "unknown section '[Keylen = 128]'")]
    [InlineData("[ENCRYPT]", "[ENCRYPT]\n[DECRYPT]", 3, "the section has no vectors")]
    [InlineData("KEY = 8", "KEYs = 8", 6, "unknown field 'KEYs'")]
    [InlineData("KEY = 8", "KEY : 8", 6, "is not a comment, section or field")]
    [InlineData("KEY = 8", "KEY = 8\0", 6, "the byte 0x00 in column 8 is not text")]
    [InlineData("KEY = 8", "KEY = 8\u001b", 6, "the byte 0x1b in column 8 is not text")]
    [InlineData("KEY = 8", "KEY = 8\u007f", 6, "the byte 0x7f in column 8 is not text")]
    [InlineData("KEY = 8", "KEY =\r8", 6, "carriage return")]
    [InlineData("KEY = 8", "KEY = ８", 6, "hex digit")]
    [InlineData("for ECB", "for OFB", 5, "has no IV")]
    [InlineData("for ECB", "for CFB8", 5, "has no IV")]
    [InlineData("for ECB", "for CFB128", 5, "has no IV")]
    [InlineData("for ECB", "for CFB1", 1, "vectors for CFB1")]
    [InlineData("for ECB", "for CCM", 3, "unknown section '[ENCRYPT]' in a file for CCM")]
    [InlineData("for ECB", "for CTR", 5, "has no IV")]
    [InlineData("for ECB", "for GCM", 5, "has no IV")]
    [InlineData("VarKey test data for ECB", "MCT test data for CTR", 3, "a Monte Carlo test for CTR")]
    [InlineData("for ECB", "for CBC", 5, "has no IV")]
    [InlineData("KEY = 8", "IV = 00000000000000000000000000000000\nKEY = 8", 5, "has an IV in an ECB file")]
    public void WhatIsWrongIsRefusedAtItsLine(string good, string bad, int line, string message)
    {
        int at = RspTexts.Ecb.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "The sample has no such piece.");
        AssertRefused(RspTexts.Ecb[..at] + bad + RspTexts.Ecb[(at + good.Length)..], RspTexts.Name, line, message);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n\n", 2)]
    [InlineData("# AESVS VarKey test data for ECB", 1)]
    [InlineData("\ufeff", 1)]
    public void AFileWithoutVectorsIsRefused(string text, int line) => AssertRefused(text, RspTexts.Name, line, "the file has no vectors");

    [Theory]
    [InlineData("OFBVarKey128.rsp", 5, "has no IV")]
    [InlineData("CFB8MMT256.rsp", 5, "has no IV")]
    [InlineData("CFB128VarKey128.rsp", 5, "has no IV")]
    [InlineData("cfb1gfsbox128.rsp", 3, "vectors for CFB1 are not supported")]
    [InlineData("CCMVarKey.rsp", 3, "in a file for CCM")]
    [InlineData("VNT128.rsp", 3, "in a file for CCM")]
    public void AFileNamedForAnotherModeIsRefused(string fileName, int line, string message) =>
        AssertRefused(RspTexts.Ecb.Replace("test data for ECB", "", StringComparison.Ordinal), fileName, line, message);

    [Fact]
    public void AMonteCarloVectorOfTwoBlocksIsRefused() =>
        AssertRefused(RspTexts.Cbc.Replace("MMT", "MCT", StringComparison.Ordinal), RspTexts.Name, 5, "the Monte Carlo test takes one block");

    [Fact]
    public void BytesThatAreNoUtf8AreRefused()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(RspTexts.Ecb.Replace("VarKey", "VärKey", StringComparison.Ordinal));
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspReader.Read(bytes, RspTexts.Name));
        Assert.Equal(1, exception.Line);
        Assert.Contains("not valid UTF-8", exception.Message, StringComparison.Ordinal);

        byte[] utf16 = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(RspTexts.Ecb)];
        Assert.Equal(1, Assert.Throws<VectorFileException>(() => RspReader.Read(utf16, RspTexts.Name)).Line);
    }

    [Fact]
    public void OverSixtyFourMebibytesAreRefused()
    {
        byte[] bytes = new byte[RspReader.MaximumByteCount + 1];
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspReader.Read(bytes, RspTexts.Name));
        Assert.Equal("sample.rsp: the file is over 64 MiB; give a NIST CAVP .rsp file or a Wycheproof JSON file, or split it", exception.Message);
        Assert.Equal(0, exception.Line);
    }

    [Fact]
    public void EveryTruncationIsRefusedOrLeavesWholeVectors()
    {
        foreach (string text in new[] { RspTexts.Ecb, RspTexts.Cbc })
        {
            VectorFile whole = RspTexts.Read(text);
            for (int length = 0; length < text.TrimEnd().Length; length++)
            {
                try
                {
                    VectorFile file = RspTexts.Read(text[..length]);
                    Assert.Equal(CipherVectors(whole)[..file.Vectors.Length], CipherVectors(file));
                    Assert.True(file.Vectors.Length < whole.Vectors.Length);
                }
                catch (VectorFileException exception)
                {
                    Assert.InRange(exception.Line, 1, text[..length].Split('\n').Length);
                }
            }
        }
    }

    [Fact]
    public void TheMessageStaysOnOneLineAndShort()
    {
        string name = "evil\n\u001b[31m\u2028.rsp";
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspReader.Read("[\u0085" + new string('x', 5000), name));
        Assert.Equal(name, exception.FileName);
        Assert.DoesNotContain(exception.Message, character => char.IsControl(character) || character is '\u2028');
        Assert.InRange(exception.Message.Length, 1, 200);
    }

    private static string[] CipherVectors(VectorFile file) =>
        [.. file.Vectors.Select(vector => $"{vector.Line} {Convert.ToHexString(vector.Input.Span)} {Convert.ToHexString(vector.Expected.Span)}")];

    private static void AssertRefused(string text, string fileName, int line, string message)
    {
        VectorFileException exception = Assert.Throws<VectorFileException>(() => RspReader.Read(text, fileName));
        Assert.Equal(line, exception.Line);
        Assert.Equal(fileName, exception.FileName);
        Assert.StartsWith($"{fileName}:{line}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("; ", exception.Message, StringComparison.Ordinal);
    }
}
