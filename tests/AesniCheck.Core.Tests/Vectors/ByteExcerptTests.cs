using Xunit;

namespace AesniCheck.Vectors;

/// <summary>Outputs of any length are shown by excerpts that hold the difference.</summary>
public sealed class ByteExcerptTests
{
    [Theory]
    [InlineData(0, 64, 0)]
    [InlineData(63, 64, 0)]
    [InlineData(0, 65, 0)]
    [InlineData(15, 1000, 0)]
    [InlineData(31, 1000, 0)]
    [InlineData(32, 1000, 16)]
    [InlineData(999, 1000, 976)]
    [InlineData(1000, 1000, 976)]
    [InlineData(-1, 1000, 0)]
    public void TheRowOfTheDifferenceAndTheOneBeforeItAreShown(int index, int length, int offset) => Assert.Equal(offset, ByteExcerpt.OffsetFor(index, length));

    [Fact]
    public void APieceMayLieAcrossTextAndTag()
    {
        byte[] text = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        byte[] tag = [200, 201, 202];
        ByteExcerpt excerpt = ByteExcerpt.Of(80, text, tag);
        Assert.Equal((80, 103, false), (excerpt.Offset, excerpt.Length, excerpt.IsWhole));
        Assert.Equal([.. text[80..], .. tag], excerpt.Bytes);
        Assert.Equal(ByteExcerpt.MaximumLength, ByteExcerpt.Of(0, text, tag).Bytes.Length);
        Assert.Empty(ByteExcerpt.Of(200, text, tag).Bytes);
        Assert.True(ByteExcerpt.Of(0, tag).IsWhole);
    }
}
