using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Whatever the input, the reader returns vectors or throws a <see cref="VectorFileException"/>.</summary>
public sealed class RspReaderPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1000);

    // The elements of a file: complete, truncated and misspelt.
    private static readonly string[] Pieces =
    [
        "[ENCRYPT]", "[DECRYPT]", "[", "]", "#", " test data for ", "ECB", "CBC", "OFB", "MCT",
        "COUNT", "KEY", "IV", "PLAINTEXT", "CIPHERTEXT", " = ", "=", "\n", "\n\n", "\r\n", "\r", "\0", "\t", " ",
        "0", "7", "f", "G", "\ufeff", "é", "\ud800", RspTexts.Block, RspTexts.Block + RspTexts.Block, "\nCOUNT = 1",
        "\nKEY = " + RspTexts.Block, "\nIV = " + RspTexts.Block, "\nPLAINTEXT = " + RspTexts.Block, "\nCIPHERTEXT = " + RspTexts.Block,
    ];

    [Fact]
    public void ArbitraryTextThrowsNothingElse() =>
        Prop.ForAll<string?>(text => IsReadOrRefused(() => RspReader.Read(text ?? "", "x"))).Check(Thorough);

    [Fact]
    public void ArbitraryBytesThrowNothingElse() =>
        Prop.ForAll<byte[]>(bytes => IsReadOrRefused(() => RspReader.Read(bytes, "x"))).Check(Thorough);

    [Fact]
    public void PiecesOfFilesThrowNothingElse() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().ToArbitrary(), pieces => IsReadOrRefused(() => RspReader.Read(string.Concat(pieces), "x")))
            .Check(Thorough);

    [Fact]
    public void ADamagedFileThrowsNothingElse()
    {
        byte[] published = EmbeddedVectors.ReadBytes("vectors/CBC/CBCGFSbox128.rsp");
        Gen<(int Position, byte Value)> damage =
            from position in Gen.Choose(0, published.Length - 1)
            from value in Gen.Choose(0, 255)
            select (position, (byte)value);
        Prop.ForAll(damage.ToArbitrary(), wrong =>
        {
            byte[] bytes = [.. published];
            bytes[wrong.Position] = wrong.Value;
            return IsReadOrRefused(() => RspReader.Read(bytes, "x"));
        }).Check(Thorough);
    }

    private static bool IsReadOrRefused(Func<VectorFile> read)
    {
        try
        {
            return read().Vectors.Length > 0;
        }
        catch (VectorFileException exception)
        {
            return exception.Line > 0;
        }
    }
}
