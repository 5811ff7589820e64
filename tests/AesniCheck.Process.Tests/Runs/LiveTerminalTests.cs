using System.Text.Json;
using AesniCheck.Cli.Progress;
using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Short runs on a real pseudo-terminal from script(1): its output, byte by byte.</summary>
public sealed class LiveTerminalTests : IDisposable
{
    private const string Run = "run --duration 500ms --stress none --probes block";

    private readonly TemporaryFolder _folder = new();

    public LiveTerminalTests()
    {
        Requirement.AesInstructions();
        Requirement.Program("script");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OnATerminalThereIsAPictureWithColoursThatIsGoneAtTheEnd()
    {
        string sent = Sent(Run, "TERM=xterm-256color", "LANG=C.UTF-8");
        Assert.Matches(@"\e\[[0-9;]*m", sent);
        Assert.Contains("━", sent, StringComparison.Ordinal);
        AssertNothingIsLeftBehind(sent);
    }

    [Theory]
    [InlineData("NO_COLOR=1", true)]
    [InlineData("LANG=C", true)]
    [InlineData("CI=true", false)]
    [InlineData("TERM=dumb", false)]
    [InlineData("TERM=", false)]
    public void WhatTheTerminalCantShowOrIsNotWantedIsNotSent(string variable, bool isLive)
    {
        string sent = Sent(Run, "TERM=xterm", "LANG=C.UTF-8", variable);
        Assert.Equal(isLive, sent.Contains('\e', StringComparison.Ordinal));
        if (variable.StartsWith("NO_COLOR", StringComparison.Ordinal))
        {
            Assert.DoesNotMatch(@"\e\[[0-9;]*m", sent);
        }

        if (variable == "LANG=C")
        {
            Assert.All(sent, character => Assert.True(char.IsAscii(character)));
        }

        AssertNothingIsLeftBehind(sent);
    }

    [Fact]
    public void AFindingIsToldAboveThePictureAndStaysWhenCtrlCEndsTheRun()
    {
        using RunningProcess terminal = Script("run --duration 1h --stress none --probes block", "TERM=xterm", "LANG=C.UTF-8", "AESNICHECK_DOUBLE=one-pattern").Start();
        terminal.WaitForOutput("finding 1, ");
        terminal.Type("\x03");
        terminal.WaitForOutput("FAULT:");
        terminal.EndInput();
        terminal.WaitForEnd();

        string sent = WhatWasSent();
        AssertNothingIsLeftBehind(sent);
        Assert.Contains(ScreenOf(sent), line => line.StartsWith("finding 1, ", StringComparison.Ordinal) && line.Contains("cpu-persistent on CPU ", StringComparison.Ordinal));
    }

    [Fact]
    public void StandardOutputHasTheRecordAndNothingElseWhileATerminalShowsProgress()
    {
        string sent = Sent($"{Run} --json - > record.json", "TERM=xterm", "LANG=C.UTF-8");
        Assert.Contains('\e', sent);
        using var record = JsonDocument.Parse(File.ReadAllText(_folder["record.json"]));
        Assert.Equal("run", record.RootElement.GetProperty("record").GetString());
    }

    [Fact]
    public void NothingIsSentThatChangesTheTerminalForOneWhoOnlyReads() => Assert.DoesNotContain('\e', Sent("--help", "TERM=xterm") + Sent("info", "TERM=xterm"));

    /// <summary>The output of a command on a terminal of 60 columns and 12 lines.</summary>
    private string Sent(string command, params string[] variables)
    {
        Script(command, variables).Run();
        return WhatWasSent();
    }

    /// <summary>The same, to be started.</summary>
    private Invocation Script(string command, params string[] variables)
    {
        bool isDouble = variables.Any(variable => variable.StartsWith("AESNICHECK_DOUBLE=", StringComparison.Ordinal));
        string executable = Invocation.PathOf(isDouble ? "aesnicheck-doubles" : "aesnicheck");
        Invocation script = Invocation.Of("script", "-q", "-c", $"stty cols 60 rows 12; exec '{executable}' {command}", "sent").With("SHELL", "/bin/sh");
        foreach (string variable in variables.Prepend("CI=").Prepend("NO_COLOR=").Prepend("LC_ALL=").Prepend("LC_CTYPE="))
        {
            script = script.With(variable.Split('=')[0], variable.Split('=')[1]);
        }

        return script.In(_folder);
    }

    /// <summary>script(1) puts its own line before and after the output.</summary>
    private string WhatWasSent() => string.Join('\n', File.ReadAllText(_folder["sent"]).Split('\n')[1..^3]);

    private static void AssertNothingIsLeftBehind(string sent)
    {
        Assert.DoesNotContain("\e[?", sent, StringComparison.Ordinal);
        Assert.DoesNotContain(ScreenOf(sent), line => line.Contains(" left of ", StringComparison.Ordinal) || line.Contains('━', StringComparison.Ordinal));
    }

    private static string[] ScreenOf(string sent)
    {
        var screen = new Screen(60, 12);
        screen.Write(sent);
        return screen.Lines;
    }
}
