using Xunit;

namespace AesniCheck.Basics;

/// <summary>Foreign text in messages is short, however long it is.</summary>
public sealed class ExcerptTests
{
    [Fact]
    public void AShortTextIsWhole()
    {
        string text = new('a', Excerpt.Length);
        Assert.Equal(text, Excerpt.Of(text));
        Assert.Equal("", Excerpt.Of(""));
    }

    [Fact]
    public void ALongTextIsItsBeginningAndItsLength() =>
        Assert.Equal(new string('a', 60) + "… (100,000 characters)", Assert.Single(Cultures.InEach(() => Excerpt.Of(new string('a', 100_000))).Distinct()));

    [Fact]
    public void NoCharacterIsCutInHalf()
    {
        string text = new string('a', 59) + string.Concat(Enumerable.Repeat("\U0001f600", 20));
        Assert.Equal(new string('a', 59) + "… (99 characters)", Excerpt.Of(text));
    }

    [Fact]
    public void APathMayBeLonger()
    {
        string path = "/tmp/" + new string('a', 200);
        Assert.Equal(path, Excerpt.OfLine(path));
        Assert.EndsWith("… (5,000 characters)", Excerpt.OfLine(new string('a', 5_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void AMessageOfALibraryRepeatsNoLongWord()
    {
        string word = new('a', 1_000);
        Assert.Equal(
            $"Unrecognized command or argument '{Excerpt.Of("--x=" + word)}' or '{Excerpt.Of(word)}'.",
            Excerpt.Within($"Unrecognized command or argument '--x={word}' or '{word}'.", [word, "--x=" + word, "or", ""]));
    }
}
