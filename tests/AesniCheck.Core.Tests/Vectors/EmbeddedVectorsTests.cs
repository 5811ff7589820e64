using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace AesniCheck.Vectors;

public sealed class EmbeddedVectorsTests
{
    [Fact]
    public void AllThirtyFilesAreEmbeddedInAStableOrder()
    {
        Assert.Equal(30, EmbeddedVectors.Names.Length);
        Assert.Equal(EmbeddedVectors.Names.Order(StringComparer.Ordinal), EmbeddedVectors.Names);
        Assert.Equal(EmbeddedVectors.Names, EmbeddedVectors.ReadAll().Select(file => file.FileName));
    }

    [Fact]
    public void CountsAndHashesAreThoseOfSourcesMd()
    {
        using Stream stream = typeof(EmbeddedVectorsTests).Assembly.GetManifestResourceStream("vectors/SOURCES.md")!;
        using var reader = new StreamReader(stream);
        string[] documented = [.. reader.ReadToEnd().Split('\n').Where(line => line.Contains(".rsp |", StringComparison.Ordinal))];

        string[] actual = [.. EmbeddedVectors.ReadAll().Select(file =>
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(EmbeddedVectors.ReadBytes(file.FileName)));
            return string.Create(CultureInfo.InvariantCulture, $"| {file.FileName["vectors/".Length..]} | {file.Vectors.Length} | {hash} |");
        })];
        Assert.Equal(actual, documented);
    }

    [Fact]
    public void AnUnknownNameIsRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => EmbeddedVectors.Read("vectors/nope.rsp")).Message;
        Assert.Contains("vectors/nope.rsp", message, StringComparison.Ordinal);
    }
}
