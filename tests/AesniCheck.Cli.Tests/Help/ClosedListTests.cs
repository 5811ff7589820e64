using AesniCheck.Cli.Help;
using Xunit;

namespace AesniCheck.Cli.Options;

/// <summary>The offered words are those that the parser takes.</summary>
public sealed class ClosedListTests
{
    [Fact]
    public void EveryWordThatIsOfferedIsTakenAndNoOther() => Assert.All(
        Tree.OptionsWithValues.Where(entry => entry.Option.Kind is ValueKind.Word or ValueKind.Words),
        entry =>
        {
            Assert.All(entry.Option.Words, word => Assert.Empty(Tree.Parser.Parse([.. entry.Words, word]).Errors));
            Assert.NotEmpty(Tree.Parser.Parse([.. entry.Words, "xyzzy"]).Errors);
        });

    [Fact]
    public void EveryListTakesSeveralWordsWithCommas() => Assert.All(
        Tree.OptionsWithValues.Where(entry => entry.Option.Kind == ValueKind.Words),
        entry => Assert.Empty(Tree.Parser.Parse([.. entry.Words, string.Join(',', entry.Option.Words.TakeLast(2))]).Errors));

    [Fact]
    public void EveryWordIsInTheHelpOfItsOption() => Assert.All(
        Tree.OptionsWithValues, entry => Assert.All(entry.Option.Words, word => Assert.Contains(word, entry.Option.Description, StringComparison.Ordinal)));

    [Fact]
    public void ListsFilesAndNumbersAreToldApart()
    {
        OptionEntry Option(string command, string name) => Tree.Root[command].Options.Single(option => option.Names.Contains(name));

        Assert.Equal(ValueKind.Words, Option("run", "--probes").Kind);
        Assert.Equal(ValueKind.Words, Option("run", "--stress").Kind);
        Assert.Equal(ValueKind.Words, Option("vectors", "--engines").Kind);
        Assert.Equal(ValueKind.Word, Option("run", "--placement").Kind);
        Assert.Equal(ValueKind.File, Option("run", "--json").Kind);
        Assert.Equal(ValueKind.File, Tree.Root["vectors"].Arguments[0].Kind);
        Assert.Equal(ValueKind.Free, Option("run", "--duration").Kind);
        Assert.Equal(ValueKind.Free, Option("run", "--cpus").Kind);
        Assert.Equal(ValueKind.None, Option("run", "--quiet").Kind);
    }

    [Fact]
    public void AnUnknownShellIsRefused()
    {
        ParseError(["completion", "tcsh"], "shell: unknown shell 'tcsh'; the shells are bash, zsh, fish");
        ParseError(["completion"], "Required argument 'shell' missing");
    }

    private static void ParseError(string[] words, string message) => Assert.StartsWith(message, Tree.Parser.Parse(words).Errors[0].Message, StringComparison.Ordinal);
}
