using AesniCheck.Basics;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The command <c>explain</c>.</summary>
public sealed class ExplainCommandTests
{
    [Fact]
    public void EveryVerdictIsExplainedWithItsNextStep() => Assert.All(Enum.GetValues<Verdict>(), verdict =>
    {
        ProcessResult result = Invocation.OfAesnicheck("explain", EnumWord.Of(verdict)).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"verdict {EnumWord.Of(verdict)}: {VerdictMeaning.Of(verdict)} next steps {VerdictMeaning.PlainNextStep(verdict)}", result.OutputWords, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("inconclusive", "outcome inconclusive: ")]
    [InlineData("chain", "probe chain: ")]
    [InlineData("switch", "stressor switch: ")]
    [InlineData("Live", "term live: ")]
    public void OtherWordsAreExplainedToo(string word, string text) => Assert.Contains(text, Invocation.OfAesnicheck("explain", word).Run().OutputWords, StringComparison.Ordinal);

    [Fact]
    public void WithoutAWordItListsAll()
    {
        ProcessResult result = Invocation.OfAesnicheck("explain").Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("verdicts cpu-persistent, cpu-sporadic, register-state", result.OutputWords, StringComparison.Ordinal);
        Assert.All(result.Output, line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void AnUnknownWordIsRefusedWithASuggestion()
    {
        ProcessResult result = Invocation.OfAesnicheck("explain", "register-sate").Run();
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "aesnicheck: 'register-sate' is not a word of reports (did you mean 'register-state'?); 'aesnicheck explain' lists them", Assert.Single(result.Error));
    }
}
