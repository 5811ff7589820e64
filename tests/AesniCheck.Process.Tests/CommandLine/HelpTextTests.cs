using AesniCheck.Cli.Help;
using AesniCheck.Cli.Options;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The texts of <c>--help</c>.</summary>
public sealed class HelpTextTests
{
    public static TheoryData<string> Commands { get; } = [.. Tree.Root.Commands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryCommandHasAHelpOfEightyColumnsWithAllItsOptions(string name)
    {
        ProcessResult result = Invocation.OfAesnicheck(name, "--help").Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.All(result.Output, line => Assert.InRange(line.Length, 0, 80));
        Assert.All(Tree.Root[name].Options.SelectMany(option => option.Names), option => Assert.Contains(result.Output, line => line.Contains(option, StringComparison.Ordinal)));
    }

    [Fact]
    public void TheHelpOfRunFitsOnTwoThirdsOfAPage() => Assert.InRange(Invocation.OfAesnicheck("run", "--help").Run().Output.Count, 20, 40);

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryOptionHasItsGroup(string name) =>
        Assert.DoesNotContain(OptionGroups.Of(Tree.Root[name].Options), group => group.Title == OptionGroups.Others);

    [Fact]
    public void EveryOptionAndArgumentIsExplainedInSentences() => Assert.All(
        Tree.Root.Commands.SelectMany(command => command.Options.Concat(command.Arguments)), option => Assert.Matches(@"^[A-Z].*\.$", option.Description));

    [Fact]
    public void ExamplesAreCommandLinesThatTheParserTakes() => Assert.All(HelpTopics.Examples, example =>
    {
        string[] words = [.. example.Command.Split(' ').TakeWhile(word => word is not ("|" or ">")).Skip(1)];
        Assert.StartsWith("aesnicheck", example.Command, StringComparison.Ordinal);
        Assert.Empty(Tree.Parser.Parse(words.Length == 0 ? [CommandEntry.Default] : words).Errors);
    });

    [Theory]
    [InlineData("run", "--duration", "1h", "--help")]
    [InlineData("run", "--nonsense", "-h")]
    public void HelpIsGivenWhateverElseIsThere(params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(arguments).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage: aesnicheck run [options]", result.Output);
    }

    [Fact]
    public void NarrowLinesBreakAtSpaces() => Assert.Equal(
        [
            "It does what it is",
            "there to do.",
            "",
            "Usage: aesnicheck go [options] <file>...",
            "",
            "Arguments:",
            "  <file>...  Files",
            "             of",
            "             yours.",
            "",
            "Other options:",
            "  -f, --faster-than-that <speed>",
            "                              How",
            "                              fast",
            "                              [5]",
            "",
            "The full texts:",
            "aesnicheck man | man",
            "-l -",
        ],
        HelpText.Lines(Tree.Root, new CommandEntry("go", "It does what it is there to do.", [Option("file", "Files of yours.", isMany: true)], [Option("speed", "How fast. In m/s. Default: 5.", false, "-f", "--faster-than-that")], []), 20));

    private static OptionEntry Option(string value, string description, bool isMany, params string[] names) =>
        new(names, value, ValueKind.Free, [], description, IsOptional: false, isMany);
}
