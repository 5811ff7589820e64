using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Cli.Output;

public sealed class SummaryColoursTests
{
    [Theory]
    [InlineData("PASS: 1 block", "PASS:", nameof(TextColour.Green))]
    [InlineData("FAULT: 1 finding", "FAULT:", nameof(TextColour.Red))]
    [InlineData("INCONCLUSIVE: it ended", "INCONCLUSIVE:", nameof(TextColour.Yellow))]
    [InlineData("UNSUPPORTED: no AES", "UNSUPPORTED:", nameof(TextColour.Yellow))]
    [InlineData("machine      guest", "machine      ", nameof(TextColour.Faint))]
    [InlineData("finding 1    register-state", "finding 1    ", nameof(TextColour.Red))]
    [InlineData("not a pass   it ended", "not a pass   ", nameof(TextColour.Yellow))]
    public void TheFirstWordHasAColour(string line, string coloured, string colour) =>
        Assert.Equal([new ColouredText(coloured, Enum.Parse<TextColour>(colour)), new ColouredText(line[coloured.Length..], TextColour.Usual)], SummaryColours.Of(line));

    [Theory]
    [InlineData("             and more text")]
    [InlineData("a sentence that wraps and has no key")]
    [InlineData("")]
    public void OtherLinesHaveNone(string line) => Assert.All(SummaryColours.Of(line), part => Assert.Equal(TextColour.Usual, part.Colour));

    [Property]
    public void NoCharacterIsLost(string? line) => Assert.Equal(line ?? "", string.Concat(SummaryColours.Of(line ?? "").Select(part => part.Text)));

    /// <summary>A host's name can't change the colours, nor end them early.</summary>
    [Fact]
    public void ForeignTextIsEscapedInsideTheColours()
    {
        using var stream = new MemoryStream();
        using var writer = new VisibleWriter(stream);
        writer.WriteLine([new ColouredText("FAULT:", TextColour.Red), new ColouredText(" \e[0m\nPASS:", TextColour.Usual)]);
        string text = writer.Encoding.GetString(stream.ToArray());
        Assert.StartsWith("\e[1;31mFAULT:\e[0m ", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Count(character => character == '\e'));
        Assert.Equal(1, text.Count(character => character == '\n'));
    }
}
