using Xunit;

namespace AesniCheck.Cli.Output;

public sealed class ColourSupportTests
{
    [Theory]
    [InlineData(true, "TERM=xterm-256color", true)]
    [InlineData(true, "TERM=dumb", false)]
    [InlineData(true, "TERM=vt100", false)]
    [InlineData(true, "TERM=xterm-m", false)]
    [InlineData(true, "", false)]
    [InlineData(true, "TERM=xterm NO_COLOR=1", false)]
    [InlineData(true, "TERM=xterm NO_COLOR=", true)]
    [InlineData(false, "TERM=xterm", false)]
    [InlineData(false, "CLICOLOR_FORCE=1", true)]
    [InlineData(false, "CLICOLOR_FORCE=0", false)]
    [InlineData(false, "CLICOLOR_FORCE=1 NO_COLOR=1", false)]
    [InlineData(false, "CI=true GITHUB_ACTIONS=true", true)]
    [InlineData(false, "CI=true GITLAB_CI=true", true)]
    [InlineData(false, "CI=true", false)]
    [InlineData(true, "CI=true TERM=xterm", false)]
    [InlineData(true, "CI=false TERM=xterm", true)]
    public void ItDependsOnTheStreamAndTheEnvironment(bool isTerminal, string environment, bool expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(expected, ColourSupport.Of(isTerminal, name => variables.GetValueOrDefault(name)));
    }
}
