using System.IO.Compression;
using System.Text;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Files of another format or for another algorithm are refused, and the message names which.</summary>
public sealed class ForeignFileTests
{
    private const string Vector = """

        [ENCRYPT]

        COUNT = 0
        KEY = 00112233445566778899aabbccddeeff
        IV = 0f0e0d0c0b0a09080706050403020100
        PLAINTEXT = 000102030405060708090a0b0c0d0e0f
        CIPHERTEXT = 0d7286f28752c466c547ccb03aa82583
        """;

    [Theory]
    [InlineData("# SM4 CBC", "own.txt", "SM4")]
    [InlineData("# Vectors for SMS4", "own.txt", "SM4")]
    [InlineData("# Camellia CBC from OpenSSL's test vectors.", "own.txt", "Camellia")]
    [InlineData("# CBC-CAMELLIA128", "own.txt", "Camellia")]
    [InlineData("# SEED CBC", "own.txt", "SEED")]
    [InlineData("# ARIA-128, CBC", "own.txt", "ARIA")]
    [InlineData("# Config Info for : \"tdes_values\"", "own.txt", "Triple DES")]
    [InlineData("# TDES Multi block Message Test for CBC", "own.txt", "Triple DES")]
    [InlineData("# 3DES", "own.txt", "Triple DES")]
    [InlineData("# DES in CBC mode", "own.txt", "DES")]
    [InlineData("# CAST5 CBC vectors\n# Derived from the AESVS MMT test data for CBC", "own.txt", "CAST5")]
    [InlineData("# IDEA CBC", "own.txt", "IDEA")]
    [InlineData("# Blowfish", "own.txt", "Blowfish")]
    [InlineData("# twofish-128", "own.txt", "Twofish")]
    [InlineData("# ChaCha20", "own.txt", "ChaCha20")]
    [InlineData("", "camellia-cbc.txt", "Camellia")]
    [InlineData("", "SM4/sm4_cbc.rsp", "SM4")]
    [InlineData("# test data for CBC", "sm4.rsp", "SM4")]
    public void AnotherCipherIsRefusedByName(string head, string name, string cipher)
    {
        string message = Refusal(head + "\n" + Vector, name);
        Assert.StartsWith($"{name}: these are vectors for {cipher}: ", message, StringComparison.Ordinal);
        Assert.EndsWith("; give a file for AES", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# AES-CBC, not Camellia", "own.rsp")]
    [InlineData("# AESVS MMT test data for CBC\n# compared with SM4", "own.rsp")]
    [InlineData("# random seed 7\n# SEED = 7\n# an idea of mine, des Tests wegen", "own.rsp")]
    [InlineData("# version 1.0 RC4", "seed-7.rsp")]
    [InlineData("# AES", "sm4-and-aes.rsp")]
    public void AFileForAesIsNotMistakenForAnother(string head, string name) => Assert.Single(Read(head + "\n" + Vector, name).Vectors);

    [Theory]
    [InlineData("# Vectors from RFC 4269. Reformatted", "own.txt", "it may be for SEED: the comment in line 1 names RFC 4269")]
    [InlineData("", "/x/SEED/rfc.txt", "it may be for SEED: the name of the file or its folder contains SEED")]
    [InlineData("# version 1.0 RC4", "own.rsp", "it may be for RC4: the comment in line 1 names RC4")]
    public void AWeakSignIsAHint(string head, string name, string hint) => Assert.Equal(hint, Read(head + "\n" + Vector, name).Hint);

    [Theory]
    [InlineData("#  CAVS 11.1\n#  \"CMACGen\" information\n\nCount = 0\nKlen = 16\nMlen = 0\nTlen = 4\nKey = 00\nMsg = 00\nMac = 00010203", "vectors for CMAC")]
    [InlineData("# AES-128-CMAC Test Vectors\n\nCOUNT = 0\nKEY = 00\nMESSAGE =\nOUTPUT = bb", "vectors for CMAC")]
    [InlineData("# CAVS 11.0\n[L=20]\n\nCount = 0\nKlen = 10\nTlen = 10\nKey = 82\nMsg = 00\nMac = 01", "vectors for HMAC")]
    [InlineData("[L = 20]\n\nLen = 0\nMsg = 00\nMD = da39", "vectors for a hash")]
    [InlineData("# CAVS 17.0\n[PLAINTEXT LENGTH = 128]\n\nCOUNT = 0\nK = 68\nP = 52\nC = d9", "CAVP vectors for key wrapping")]
    [InlineData("[AES-128 use df]\n[PredictionResistance = False]\n\nCOUNT = 0\nEntropyInput = 00\nNonce = 00", "random bit generators")]
    [InlineData("Title = AES\n\nCipher = AES-128-ECB\nKey = 00\nOperation = ENCRYPT\nPlaintext = 00\nCiphertext = 00", "OpenSSL's own test format (evptests), for AES-128-ECB")]
    [InlineData("#comment\nAES-128-ECB:000102030405060708090A0B0C0D0E0F::00112233445566778899AABBCCDDEEFF:69C4E0D86A7B0430D8CDB78070B4C55A", "OpenSSL's old test format (evptests), for AES-128-ECB")]
    [InlineData("KEY: 00112233445566778899aabbccddeeff\nNONCE: 00\nIN: \"\"\nAD: \nCT: \nTAG: 00", "BoringSSL's test format")]
    [InlineData("[AES-128/CBC/NoPadding]\nKey = 00\nNonce = 00\nIn = 00\nOut = 00", "Botan's test format")]
    [InlineData("[ENCRYPT]\n\nCOUNT = 0\nKEYs = 0101010101010101\nPLAINTEXT = 8000000000000000\nCIPHERTEXT = 95f8a5e5dd31d900", "vectors for Triple DES")]
    [InlineData("[ENCRYPT]\n\nCOUNT = 0\nKEY1 = 01\nKEY2 = 01\nKEY3 = 01\nIV = 00\nPLAINTEXT = 80\nCIPHERTEXT = 95", "vectors for Triple DES")]
    [InlineData("[ENCRYPT]\n\nCOUNT = 0\nKEY = 0102030405\nOFFSET = 0\nPLAINTEXT = 00\nCIPHERTEXT = b2", "vectors for a stream cipher")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "a PEM file")]
    [InlineData("<!DOCTYPE html>\n<html><body>404 = not found</body></html>", "a web page")]
    [InlineData("<?xml version=\"1.0\"?>\n<vectors/>", "an XML file")]
    [InlineData("key,iv,pt,ct\n00,01,02,03\n00,01,02,03", "a table (CSV)")]
    [InlineData("There are two sets of files.\nThis is one.", "plain text")]
    [InlineData("# Cipher = aes-128-siv\nCOUNT = 0\nKey = 00\nAAD = 00\nTag = 00\nPlaintext = 00\nCiphertext = 00", "vectors for AES-SIV")]
    [InlineData("# AES 128 OCB vectors from RFC 7253\nCOUNT = 0\nKey = 00\nNonce = 00\nAAD =\nPlaintext =\nCiphertext = 00", "vectors for AES-OCB")]
    [InlineData("#include <stdio.h>\nstatic const char key[] = \"00\";", "a C source file")]
    [InlineData("[\n {\n  \"acvVersion\": \"1.0\"\n },\n {\n  \"vsId\": 0,\n  \"algorithm\": \"ACVP-AES-CBC\" } ]", "JSON of NIST's ACVP, for ACVP-AES-CBC")]
    [InlineData("{ \"vsId\": 0, \"algorithm\": \"ACVP-AES-CTR\", \"testGroups\": [] }", "JSON of NIST's ACVP, for ACVP-AES-CTR")]
    [InlineData("[ { \"acvVersion\": \"1.0\" } ]", "JSON of NIST's ACVP")]
    public void AnotherFormatIsNamed(string text, string format)
    {
        string message = Refusal(text, "own.dat");
        Assert.Contains($"this looks like {format}", message.Replace("this looks like CAVP vectors for random", "this looks like random", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("which is not supported; give a NIST CAVP .rsp file or a Wycheproof JSON file", message, StringComparison.Ordinal);
        Assert.DoesNotContain("add [ENCRYPT]", message.Split(" (parse error:")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[ \"x\" ]")]
    [InlineData("{}")]
    [InlineData("{ \"vectors\": 1 }")]
    public void OtherJsonIsNotCalledDamaged(string text) =>
        Assert.Contains("this is JSON, but not in the form of Wycheproof", Refusal(text, "own.json"), StringComparison.Ordinal);

    [Fact]
    public void ArchivesAndOtherEncodingsAreNamed()
    {
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(Vector));
        }

        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.rsp");
        }

        byte[] tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        AssertNamed(gzip.ToArray(), "a gzip archive (unpack it)");
        AssertNamed(zip.ToArray(), "a zip archive (unpack it)");
        AssertNamed(tar, "a tar archive (unpack it)");
        AssertNamed([.. "%PDF-1.7\n"u8], "a PDF document");
        AssertNamed([0x7f, (byte)'E', (byte)'L', (byte)'F', 2], "an executable");
        AssertNamed([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Vector)], "text in UTF-16");
        AssertNamed([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Vector)], "text in UTF-16");
        AssertNamed(Encoding.Unicode.GetBytes(Vector), "text in UTF-16");
        AssertNamed([.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Vector)], "text in UTF-32");
    }

    [Fact]
    public void AFileThatSaysItsModeIsDamagedAndNothingElse()
    {
        string damaged = RspTexts.Cbc.Replace("IV = ", "Nonce = ", StringComparison.Ordinal);
        Assert.Contains("unknown field 'Nonce'", Refusal(damaged, "own.rsp"), StringComparison.Ordinal);
        Assert.DoesNotContain("looks like", Refusal(damaged, "own.rsp"), StringComparison.Ordinal);
    }

    [Fact]
    public void EightBytesHintAtSmallerBlocks() =>
        Assert.Contains("IV has 8 bytes; an IV has 16 (8 is right for other ciphers", Refusal(Vector.Replace("0706050403020100", "", StringComparison.Ordinal), "own.rsp"), StringComparison.Ordinal);

    private static void AssertNamed(byte[] content, string what) =>
        Assert.StartsWith($"own.rsp:1: this looks like {what}", Assert.Throws<VectorFileException>(() => VectorReader.Read(content, "own.rsp")).Message, StringComparison.Ordinal);

    private static VectorFile Read(string text, string name) => VectorReader.Read(Encoding.UTF8.GetBytes(text), name);

    private static string Refusal(string text, string name) => Assert.Throws<VectorFileException>(() => Read(text, name)).Message;
}
