using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Xunit;
using CipherMode = AesniCheck.Ciphers.Modes.CipherMode;

namespace AesniCheck.Vectors;

public sealed class EmbeddedVectorsTests
{
    [Fact]
    public void AllFilesAreEmbeddedInAStableOrder()
    {
        Assert.Equal(44, EmbeddedVectors.Names.Length);
        Assert.Equal(EmbeddedVectors.Names.Order(StringComparer.Ordinal), EmbeddedVectors.Names);
        Assert.Equal(EmbeddedVectors.Names, EmbeddedVectors.ReadAll().Select(file => file.FileName));
    }

    [Fact]
    public void TheTwoSetsAreThoseForBlocksAndThoseForModes()
    {
        ImmutableArray<VectorFile> blocks = EmbeddedVectors.ReadBlockVectors();
        ImmutableArray<VectorFile> modes = EmbeddedVectors.ReadModes();
        Assert.Equal((30, 14), (blocks.Length, modes.Length));
        Assert.Equal((4276, 1335), (blocks.Sum(file => file.Vectors.Length), modes.Sum(file => file.Vectors.Length)));
        Assert.Equal(EmbeddedVectors.Names.Order(StringComparer.Ordinal), blocks.Concat(modes).Select(file => file.FileName).Order(StringComparer.Ordinal));
        Assert.All(blocks.SelectMany(file => file.Vectors), vector => Assert.Contains(vector.Mode, MonteCarlo.Modes));
        Assert.Equal(
            [CipherMode.Ctr, CipherMode.Xts, CipherMode.Gcm],
            modes.SelectMany(file => file.Vectors).Select(vector => vector.Mode).Distinct().Order());
        Assert.All(modes, file => Assert.Equal(0, file.PassedOver));
    }

    [Fact]
    public void CountsAndHashesAreThoseOfSourcesMd()
    {
        using Stream stream = typeof(EmbeddedVectorsTests).Assembly.GetManifestResourceStream("vectors/SOURCES.md")!;
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd();
        Assert.Contains("5611 vectors in 44 files", text, StringComparison.Ordinal);
        string[] documented = [.. text.Split('\n').Where(line => line.Contains(".rsp |", StringComparison.Ordinal))];

        string[] actual = [.. EmbeddedVectors.ReadBlockVectors().Concat(EmbeddedVectors.ReadModes()).Select(file =>
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
