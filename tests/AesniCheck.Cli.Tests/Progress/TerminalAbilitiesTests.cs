using Xunit;

namespace AesniCheck.Cli.Progress;

/// <summary>The output on each kind of terminal.</summary>
public sealed class TerminalAbilitiesTests
{
    [Theory]
    [InlineData("TERM=xterm-256color LANG=en_US.UTF-8", true, true, true)]
    [InlineData("TERM=tmux", true, true, false)]
    [InlineData("TERM=xterm LC_ALL= LC_CTYPE=de_DE.utf8 LANG=C", true, true, true)]
    [InlineData("TERM=xterm LC_ALL=C LANG=en_US.UTF-8", true, true, false)]
    [InlineData("TERM=xterm NO_COLOR=1", true, false, false)]
    [InlineData("TERM=xterm NO_COLOR=0", true, false, false)]
    [InlineData("TERM=xterm NO_COLOR=", true, true, false)]
    [InlineData("TERM=linux LANG=C.UTF-8", true, true, false)]
    [InlineData("TERM=vt100", true, false, false)]
    [InlineData("TERM=dumb", false, false, false)]
    [InlineData("TERM=", false, false, false)]
    [InlineData("", false, false, false)]
    [InlineData("TERM=xterm CI=true", false, false, false)]
    [InlineData("TERM=xterm CI=1", false, false, false)]
    [InlineData("TERM=xterm CI=false", true, true, false)]
    [InlineData("TERM=xterm CI=", true, true, false)]
    public void ATerminalShowsWhatItCanAndWhatIsWanted(string variables, bool isLive, bool hasColour, bool hasUnicode) =>
        Assert.Equal(new TerminalAbilities(isLive, hasColour, hasUnicode), TerminalAbilities.Of(isTerminal: true, Reader(variables)));

    [Fact]
    public void WhatIsNoTerminalGetsLines() =>
        Assert.Equal(new TerminalAbilities(false, false, true), TerminalAbilities.Of(isTerminal: false, Reader("TERM=xterm LANG=C.UTF-8")));

    private static Func<string, string?> Reader(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);
        return name => values.GetValueOrDefault(name);
    }
}
