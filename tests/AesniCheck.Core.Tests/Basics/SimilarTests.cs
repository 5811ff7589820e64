using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Basics;

public sealed class SimilarTests
{
    private static readonly string[] Words = ["run", "report", "probes", "--duration", "--probes", "switch", "register-state", "nagios"];

    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("reprot", "report")]
    [InlineData("--duratoin", "--duration")]
    [InlineData("--prob", "--probes")]
    [InlineData("Swich", "switch")]
    [InlineData("register-sate", "register-state")]
    [InlineData("NAGIOS", "nagios")]
    public void AMisspeltWordIsRecognized(string word, string meant) => Assert.Equal(meant, Similar.Of(word, Words));

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("pass")]
    [InlineData("--json")]
    public void AnotherWordIsNot(string word) => Assert.Null(Similar.Of(word, Words));

    [Fact]
    public void TheHintIsAQuestion()
    {
        Assert.Equal(" (did you mean 'run'?)", Similar.Hint("rnu", Words));
        Assert.Equal("", Similar.Hint("xyz", Words));
    }

    [Property]
    public void AnythingIsAnsweredAndAWordIsSimilarToItself(string? text)
    {
        _ = Similar.Of(text ?? "", Words);
        Assert.All(Words, word => Assert.Equal(word, Similar.Of(word, [.. Words, text ?? ""])));
    }
}
