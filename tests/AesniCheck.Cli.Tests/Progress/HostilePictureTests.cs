using System.Text;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;
using Spectre.Console;
using Xunit;

namespace AesniCheck.Cli.Progress;

/// <summary>A broken worker process may send any text: it reaches neither the terminal nor the log unescaped.</summary>
public sealed class HostilePictureTests
{
    private const string Probe = "block\e[2J\nPASS: forged\u202e";
    private const string Shown = @"block\x1b[2J\x0aPASS: forged\u202e";

    [Fact]
    public void APictureHasTheTextInOneLine()
    {
        string[] lines = Drawing.Draw(new RunView(), Progress(), Drawing.Canvas(120, 10));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        RunView view = new();
        _ = view.News(Progress());
        lines = Drawing.Draw(view, Progress(), Drawing.Canvas(120, 10));
        Assert.Contains(lines, line => line.Contains(Shown, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
    }

    [Fact]
    public void WhateverAPictureIsMadeOfItIsVisible()
    {
        string line = string.Concat(Drawing.Draw(new VisiblePicture(new Text(Probe.Replace("\n", "\v", StringComparison.Ordinal))), 120));
        Assert.Equal(Shown.Replace("x0a", "x0b", StringComparison.Ordinal), line);
    }

    [Fact]
    public void ALogHasTheTextInOneLine()
    {
        using var output = new MemoryStream();
        _ = new PlainProgress<RunProgress>(new RunView(), output).Watch<object?>(show =>
        {
            show(Progress());
            return null;
        });
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Contains(lines, line => line.Contains(Shown, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.DoesNotContain(lines, line => line.StartsWith("PASS", StringComparison.Ordinal));
    }

    private static RunProgress Progress() => Drawing.Run(2, 10, Drawing.Found(1, Verdict.CpuSporadic, Probe));
}
