using System.Text;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Vectors;

/// <summary>A file's mode and algorithm by the words of people who wrote no header of CAVP.</summary>
public sealed class NamedModeTests
{
    // SP 800-38A, F.5.1.
    private const string Vector = """
        [ENCRYPT]

        COUNT = 0
        KEY = 2b7e151628aed2a6abf7158809cf4f3c
        IV = f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
        PLAINTEXT = 6bc1bee22e409f96e93d7e117393172a
        CIPHERTEXT = 874d6191b620e3261bef6864990db6ce

        """;

    [Theory]
    [InlineData("# AES CTR vectors\n", "a.rsp", "the comment in line 1 names CTR")]
    [InlineData("# CTR\n", "a.rsp", "the comment in line 1 names CTR")]
    [InlineData("# test file\n# my own AES-128-ctr answers\n", "a.rsp", "the comment in line 2 names CTR")]
    [InlineData("# some answers\n", "aes-128-ctr.rsp", "the file name contains ctr")]
    [InlineData("", "MyCTR.rsp", "the file name contains CTR")]
    public void AModeThatACommentOrTheNameNamesIsTaken(string head, string name, string basis)
    {
        VectorFile file = Read(head + Vector, name);
        Assert.Equal(CipherMode.Ctr, file.Vectors[0].Mode);
        Assert.False(file.IsModeGuessed);
        Assert.Equal(basis, file.ModeBasis);
    }

    [Theory]
    [InlineData("# CTR and CBC\n")]
    [InlineData("# made with a counter\n")]
    [InlineData("")]
    public void WhereNoneOrSeveralAreNamedTheModeIsAssumed(string head)
    {
        VectorFile file = Read(head + Vector, "own.rsp");
        Assert.True(file.IsModeGuessed);
        Assert.Equal(CipherMode.Cbc, file.Vectors[0].Mode);
    }

    [Fact]
    public void AModeThatIsNotReadIsRefused() => Assert.Contains("vectors for CFB1 are not supported", Refusal("# CFB1 answers\n" + Vector, "a.rsp"), StringComparison.Ordinal);

    [Theory]
    [InlineData("CamelliaCBCMCT128.rsp", "Camellia")]
    [InlineData("MyTwofishAnswers.txt", "Twofish")]
    [InlineData("camellia-128-cbc.txt", "Camellia")]
    public void AnotherCipherInTheNameIsRefusedByName(string name, string algorithm) =>
        Assert.Contains($"these are vectors for {algorithm}", Refusal(Vector, name), StringComparison.Ordinal);

    [Theory]
    [InlineData("Set 1, vector#  0:\n  key=80000000000000000000000000000000\n  plain=00000000000000000000000000000000\n  cipher=0EDD33D3C621E546455BD8BA1418BEC8\n", "NESSIE's test format")]
    [InlineData("[1,2]", "this is JSON")]
    [InlineData("[null]", "this is JSON")]
    [InlineData(" null\n", "this is JSON")]
    [InlineData("\"x\"", "this is JSON")]
    public void OtherFormatsAreNamed(string text, string format)
    {
        string message = Refusal(text, "a.txt");
        Assert.Contains(format, message, StringComparison.Ordinal);
        Assert.DoesNotContain("section", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void DeepJsonIsNotCalledDamaged(int depth)
    {
        string text = new string('[', depth) + "\"[[[\\\"[\"" + new string(']', depth);
        Assert.Contains(FormattableString.Invariant($"this JSON is nested {depth:N0} levels deep"), Refusal(text, "a.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignTextIsEscapedInTheSameWayEverywhere() =>
        Assert.StartsWith(@"a\x1b[31m\x0ab.json: this is JSON", Refusal("null", "a\u001b[31m\nb.json"), StringComparison.Ordinal);

    private static VectorFile Read(string text, string name) => VectorReader.Read(Encoding.UTF8.GetBytes(text), name);

    private static string Refusal(string text, string name) => Assert.Throws<VectorFileException>(() => Read(text, name)).Message;
}
