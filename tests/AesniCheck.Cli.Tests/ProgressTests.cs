using System.Globalization;
using AesniCheck.Execution;
using AesniCheck.Planning;
using AesniCheck.Reports;
using AesniCheck.SelfTests;
using Spectre.Console;
using Spectre.Console.Rendering;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>How far something has come, on a terminal and elsewhere.</summary>
public sealed class ProgressTests
{
    private static readonly RunPlan Run = DefaultPlan.Bare([0], seed: 1);
    private static readonly SelfTestPlan SelfTest = new() { Seed = 1, Count = 10, Subjects = [], Kinds = [], Areas = [], Skipped = [] };

    [Fact]
    public void LinesComeAtIntervals() => Assert.Equal(
        [
            "SELF-TEST 5.1 s: default: 10 of 1,540 injected, 9 seen, about 13 min 00 s left",
            "SELF-TEST 10.2 s: chain: 770 of 1,540 injected, 760 seen, about 10.2 s left",
        ],
        LinesOf(new SelfTestView(), At(0, "default", 0, 0), At(4.9, "default", 9, 8), At(5.1, "default", 10, 9), At(9, "chain", 700, 1), At(10.2, "chain", 770, 760)));

    [Fact]
    public void NothingIsSaidOfTheTimeLeftWhereNothingIsKnownOfIt() => Assert.Equal(
        ["SELF-TEST 6.0 s: default: 0 of 1,540 injected, 0 seen", "SELF-TEST 12.0 s: chain: 1,540 of 1,540 injected, 1,500 seen"],
        LinesOf(new SelfTestView(), At(6, "default", 0, 0), At(12, "chain", 1_540, 1_500)));

    [Fact]
    public void TheFirstFindingOfARunIsToldAtOnceAndTheOthersInTheirTime() => Assert.Equal(
        [
            "1.0 s of 30.0 s: 0 blocks verified, 0 B/s, 1 finding",
            "6.0 s of 30.0 s: 0 blocks verified, 0 B/s, 3 findings",
        ],
        LinesOf(
            new RunView(),
            new RunProgress(Run, TimeSpan.FromSeconds(0.5), Exposure.None, 0),
            new RunProgress(Run, TimeSpan.FromSeconds(1), Exposure.None, 1),
            new RunProgress(Run, TimeSpan.FromSeconds(2), Exposure.None, 2),
            new RunProgress(Run, TimeSpan.FromSeconds(6), Exposure.None, 3)));

    [Fact]
    public void WhereNothingCanBeWrittenItFallsSilent()
    {
        using var full = new FullDisk();
        var display = new PlainProgress<SelfTestProgress>(new SelfTestView(), full, TimeSpan.FromSeconds(5));
        Assert.Equal(3, display.Watch(show =>
        {
            show(At(6, "default", 1, 1));
            show(At(12, "default", 2, 2));
            return 3;
        }));
        Assert.Equal(1, full.Tries);
    }

    [Theory]
    [InlineData(80, 3)]
    [InlineData(40, 4)]
    public void ThePictureOfASelfTestSaysThatItIsOneAndFitsTheTerminal(int width, int lines)
    {
        string[] picture = Draw(new SelfTestView().Picture(At(10.2, "register", 770, 760), height: 24), width);
        Assert.Equal(lines, picture.Length);
        Assert.All(picture, line => Assert.InRange(line.Length, 1, width));
        Assert.Equal(
            "SELF-TEST: faults made by aesnicheck 10.2 s so far, about 10.2 s left register: 770 of 1,540 injected, 760 seen",
            string.Join(' ', picture.Select(line => line.Trim())));
    }

    [Fact]
    public void ThePictureOfARunHasARowForAllCpus()
    {
        string[] picture = Draw(new RunView().Picture(new RunProgress(Run, TimeSpan.FromSeconds(6), Exposure.None, 0), height: 24), 80);
        Assert.Equal("aesnicheck: 24.0 s left of 30.0 s", picture[0].TrimEnd());
        Assert.Contains(picture, line => line.Contains(" all ", StringComparison.Ordinal));
        Assert.Equal("no findings", picture[^1].TrimEnd());
    }

    private static SelfTestProgress At(double seconds, string subject, int injected, int seen) =>
        new(SelfTest, TimeSpan.FromSeconds(seconds), subject, injected, Planned: 1_540, seen);

    private static string[] LinesOf<T>(IProgressView<T> view, params T[] states)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        return new PlainProgress<T>(view, output, TimeSpan.FromSeconds(5)).Watch(show =>
        {
            Array.ForEach(states, show);
            return output.ToString().TrimEnd().Split(Environment.NewLine);
        });
    }

    private static string[] Draw(IRenderable picture, int width)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(picture);
        return output.ToString().TrimEnd().Split('\n');
    }

    private sealed class FullDisk : StringWriter
    {
        public FullDisk()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public int Tries { get; private set; }

        public override void WriteLine(string? value)
        {
            Tries++;
            throw new IOException("No space left on device");
        }
    }
}
