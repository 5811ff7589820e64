using AesniCheck.Cli.Help;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The shells' offers at the end of a command line.</summary>
/// <param name="scripts">The scripts.</param>
public sealed class CompletionTests(CompletionScripts scripts) : IClassFixture<CompletionScripts>
{
    public static TheoryData<string> Shells { get; } = [.. CompletionScript.Shells];

    [Theory]
    [MemberData(nameof(Shells))]
    public void TheFirstWordIsACommand(string shell) => Assert.Equal(Tree.Root.Commands.Select(command => command.Name).Order(StringComparer.Ordinal), scripts.Offers(shell, "aesnicheck "));

    [Theory]
    [MemberData(nameof(Shells))]
    public void WithoutACommandTheOptionsAreThoseOfARunAndTheProgram(string shell)
    {
        Assert.Equal(["--probes"], scripts.Offers(shell, "aesnicheck --prob"));
        Assert.Equal(["--version"], scripts.Offers(shell, "aesnicheck --vers"));
        Assert.Equal(["--sched"], scripts.Offers(shell, "aesnicheck --duration 5s --sch"));
        Assert.Empty(scripts.Offers(shell, "aesnicheck --duration 5s --vers"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void ACommandHasItsOwnOptions(string shell)
    {
        Assert.Equal(["--kinds"], scripts.Offers(shell, "aesnicheck selftest --k"));
        Assert.Equal(["--key-sizes"], scripts.Offers(shell, "aesnicheck run --k"));
        Assert.Empty(scripts.Offers(shell, "aesnicheck info --k"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void AValueOfAClosedListIsOneOfItsWords(string shell)
    {
        Assert.Equal(["floating", "hopping", "pinned"], scripts.Offers(shell, "aesnicheck run --placement "));
        Assert.Equal(["zsh"], scripts.Offers(shell, "aesnicheck completion z"));
    }

    [Theory]
    [InlineData("bash", "chain,block", "block")]
    [InlineData("zsh", "block", "block")]
    [InlineData("fish", "chain,block", "--probes=block")]
    public void WithinAListWithCommasTheLastWordIsCompletedAndNoneTwice(string shell, string second, string first)
    {
        Assert.Equal([second], scripts.Offers(shell, "aesnicheck run --probes chain,b"));
        Assert.Empty(scripts.Offers(shell, "aesnicheck run --probes chain,block,bl"));
        Assert.Equal([first], scripts.Offers(shell, "aesnicheck run --probes=b"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void AFileIsCompletedByItsName(string shell)
    {
        Assert.Equal(["a file.json"], scripts.Offers(shell, "aesnicheck run --json a"));
        Assert.Equal(["a file.json"], scripts.Offers(shell, "aesnicheck vectors a"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void NumbersAndWhatElseNobodyCanGuessAreLeftToThePerson(string shell)
    {
        Assert.Empty(scripts.Offers(shell, "aesnicheck run --duration "));
        Assert.Empty(scripts.Offers(shell, "aesnicheck run --workers-per-cpu "));
    }

    [Fact]
    public void ForZshTheScriptCanBeAFunctionOfFpath() => Assert.Equal(["--probes"], scripts.OffersWhenAutoloaded("aesnicheck run --prob"));

    [Theory]
    [MemberData(nameof(Shells))]
    public void EveryCommandOptionAndWordIsInEveryScript(string shell)
    {
        string script = string.Join('\n', CompletionScript.Lines(shell, Tree.Root));
        Assert.All(Tree.Root.Commands, command => Assert.Contains(command.Name, script, StringComparison.Ordinal));
        Assert.All(
            Tree.Root.Commands.SelectMany(command => command.Options),
            option => Assert.All(option.Words.Concat(option.Names.Select(name => name.TrimStart('-'))), word => Assert.Contains(word, script, StringComparison.Ordinal)));
    }
}
