using AesniCheck.Cli.Help;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The manual.</summary>
public sealed class ManPageTests
{
    private static readonly string[] Page = [.. ManPage.Lines(Tree.Root, "1.2.3", new DateOnly(2026, 3, 9))];

    [Fact]
    public void EveryCommandAndEveryOptionIsInIt()
    {
        string[] common = [.. Page.SkipWhile(line => line != ".SH COMMON OPTIONS").Skip(1).TakeWhile(line => !line.StartsWith(".SH", StringComparison.Ordinal))];
        foreach (CommandEntry command in Tree.Root.Commands)
        {
            string[] section = [.. Page.SkipWhile(line => line != $".SS aesnicheck {Roff.Text(command.Name)}").Skip(1).TakeWhile(line => !line.StartsWith(".S", StringComparison.Ordinal))];
            Assert.NotEmpty(section);
            Assert.All(command.Options, option =>
            {
                // Those of several commands are explained once, and named at each.
                string[] place = section.Any(line => line.StartsWith(Roff.Bold(option.Names[0]), StringComparison.Ordinal)) ? section : common;
                Assert.Single(place, line => line.StartsWith(Roff.Bold(option.Names[0]), StringComparison.Ordinal));
                Assert.All(option.Names, name => Assert.Contains(place, line => line.Contains(Roff.Bold(name), StringComparison.Ordinal)));
                Assert.Contains(section, line => line.Contains(Roff.Bold(option.Names[^1]), StringComparison.Ordinal));
            });
        }
    }

    [Fact]
    public void ItHasTheSectionsThatManualsHave()
    {
        Assert.Equal(".TH AESNICHECK 1 2026-03-09 \"aesnicheck 1.2.3\" \"User Commands\"", Page[0]);
        Assert.Equal(
            ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "COMMON OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "SEE ALSO"],
            Page.Where(line => line.StartsWith(".SH ", StringComparison.Ordinal)).Select(line => line[4..]));
        Assert.Equal(HelpTopics.ExitCodes.Count, Page.SkipWhile(line => line != ".SH EXIT STATUS").TakeWhile(line => line != ".SH ENVIRONMENT").Count(line => line == ".TP"));
    }

    [Theory]
    [InlineData("--json", @"\-\-json")]
    [InlineData("a'b `c` \"d\"", @"a\(aqb \(gac\(ga \(dqd\(dq")]
    [InlineData(@"C:\x ^ ~", @"C:\ex \(ha \(ti")]
    [InlineData("µs \U0001f600", @"\[u00B5]s \[u1F600]")]
    [InlineData(".rsp files", @"\&.rsp files")]
    public void NothingIsTakenForARequestOrAnEscape(string text, string expected) => Assert.Equal(expected, Roff.Line(text));

    [Fact]
    public void SentencesStandOnLinesOfTheirOwn() =>
        Assert.Equal(["One e.g. two.", "Three: .rsp files."], Roff.Sentences("One e.g. two. Three: .rsp files."));

    [Fact]
    public void ItsDateIsThatOfTheDayOrTheOneThatIsTold()
    {
        Assert.StartsWith(".TH AESNICHECK 1 2001-09-09 ", Invocation.OfAesnicheck("man").With("SOURCE_DATE_EPOCH", "1000000000").Run().Output[0], StringComparison.Ordinal);
        Assert.Matches(@"^\.TH AESNICHECK 1 2\d\d\d-\d\d-\d\d ""aesnicheck \d+\.\d+\.\d+", Invocation.OfAesnicheck("man").With("SOURCE_DATE_EPOCH", "soon").Run().Output[0]);
    }

    [Theory]
    [InlineData("mandoc", "-T", "lint", "-W", "warning")]
    [InlineData("groff", "-man", "-ww", "-z", "-T", "utf8")]
    public void FormattersHaveNothingToComplainOf(string program, params string[] arguments)
    {
        Requirement.Program(program);
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["aesnicheck.1"], Page);
        ProcessResult result = Invocation.Of(program, [.. arguments, "aesnicheck.1"]).In(folder).Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Empty(result.Output);
    }
}
