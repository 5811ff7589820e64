using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using AesniCheck.Ciphers;
using Xunit;
using CipherMode = AesniCheck.Ciphers.CipherMode;

namespace AesniCheck.Vectors;

public sealed class EmbeddedVectorsTests
{
    [Fact]
    public void AllFilesAreEmbeddedInAStableOrder()
    {
        Assert.Equal(49, EmbeddedVectors.Names.Length);
        Assert.Equal(EmbeddedVectors.Names.Order(StringComparer.Ordinal), EmbeddedVectors.Names);
        Assert.Equal(EmbeddedVectors.Names, EmbeddedVectors.ReadAll().Select(file => file.FileName));
    }

    [Fact]
    public void TheTwoSetsAreThoseForBlocksAndThoseForModes()
    {
        ImmutableArray<VectorFile> blocks = EmbeddedVectors.ReadBlockVectors();
        ImmutableArray<VectorFile> modes = EmbeddedVectors.ReadModes();
        Assert.Equal((32, 17), (blocks.Length, modes.Length));
        Assert.Equal((4312, 1437), (blocks.Sum(file => file.Vectors.Length), modes.Sum(file => file.Vectors.Length)));
        Assert.Equal(EmbeddedVectors.Names.Order(StringComparer.Ordinal), blocks.Concat(modes).Select(file => file.FileName).Order(StringComparer.Ordinal));
        Assert.All(blocks.SelectMany(file => file.Vectors), vector => Assert.Contains(vector.Mode, MonteCarlo.Modes));
        Assert.Equal(
            [CipherMode.Ctr, CipherMode.Xts, CipherMode.Gcm],
            modes.SelectMany(file => file.Vectors).Select(vector => vector.Mode).Distinct().Order());
        Assert.All(modes, file => Assert.Equal(0, file.SkippedCount));
    }

    [Fact]
    public void LongVectorsAreTriedInBothDirections()
    {
        VectorFile[] files = [.. EmbeddedVectors.ReadAll().Where(file => file.FileName.StartsWith("vectors/Long/", StringComparison.Ordinal))];
        Assert.Equal(5, files.Length);
        Assert.Equal(files.Select(file => file.FileName).Where(name => name.EndsWith("cbc-long.rsp", StringComparison.Ordinal) || name.EndsWith("ecb-long.rsp", StringComparison.Ordinal)),
            EmbeddedVectors.ReadLongBlockVectors().Select(file => file.FileName));
        Assert.All(files.SelectMany(file => file.Vectors.Chunk(2)), pair =>
        {
            Assert.Equal([CipherDirection.Encrypt, CipherDirection.Decrypt], pair.Select(vector => vector.Direction));
            Assert.Equal(pair[0], pair[1] with { Direction = CipherDirection.Encrypt });
        });
    }

    [Fact]
    public void CountsAndHashesAreThoseOfSourcesMd()
    {
        using Stream stream = typeof(EmbeddedVectorsTests).Assembly.GetManifestResourceStream("vectors/SOURCES.md")!;
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd();
        Assert.Contains("5749 vectors in 49 files", text, StringComparison.Ordinal);
        string[] documented = [.. text.Split('\n').Where(line => line.Contains(".rsp |", StringComparison.Ordinal))];

        string[] actual = [.. EmbeddedVectors.ReadAll().Select(file =>
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(EmbeddedVectors.ReadBytes(file.FileName)));
            return string.Create(CultureInfo.InvariantCulture, $"| {file.FileName["vectors/".Length..]} | {file.Vectors.Length} | {hash} |");
        })];
        Assert.Equal(actual.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnUnknownNameIsRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => EmbeddedVectors.Read("vectors/nope.rsp")).Message;
        Assert.Contains("vectors/nope.rsp", message, StringComparison.Ordinal);
    }
}
