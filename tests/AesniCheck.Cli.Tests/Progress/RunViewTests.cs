using System.Globalization;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Cli.Progress;

/// <summary>How a run looks that is under way.</summary>
public sealed class RunViewTests
{
    private static readonly int[] CpuCounts = [1, 2, 7, 40, 448, 1_500];
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 9, 12, 15, 16, 17, 19, 23, 30, 39, 59, 79, 100, 131, 200];

    [Fact]
    public void OnFewCpusEachHasALine() => Assert.Equal(
        [
            "━━━━━━━━━━━━━━━━━──────────────────────────────────  33 %  40.0 s left of 1 min 00 s",
            "CPU                   verified   live   blocks switches  signals interrupts   faults",
            "  0  █████████▍       1.6 GB/s   80 %   2.00e9   18,000   36,000    100,000  140,000",
            "  1  ██████████████   2.4 GB/s   80 %   3.00e9   18,000   36,000    100,000  140,000",
            "all                   4.0 GB/s   80 %   5.00e9   36,000   72,000    200,000  280,000",
            "verified 5.00e9 blocks, 4.0 GB/s; fewer than 6.00e-10 wrong per block at 95 %",
            "no finding",
        ],
        Drawing.Draw(View(), Drawing.Run(2, 20), Drawing.Canvas(84, 23)).Select(line => line.TrimEnd()));

    [Fact]
    public void BeforeTheFirstBlockItSaysWhatIsBeingPrepared()
    {
        RunProgress run = Drawing.Run(2, 0.5) with { Preparation = "checking known answers" };
        Assert.Equal(
            ["───────────────────────────────────────────────────   0 %  59.5 s left of 1 min 00 s", "preparing: checking known answers"],
            Drawing.Draw(View(), run, Drawing.Canvas(84, 23)).Select(line => line.TrimEnd()));
        Assert.Equal("0.5 s of 1 min 00 s: preparing: checking known answers", View().Line(run));
    }

    [Fact]
    public void InterruptsAreLeftEmptyUntilTheyAreCounted()
    {
        RunProgress run = Drawing.Run(2, 20);
        Exposure uncounted = run.Exposure with { Cpus = [.. run.Exposure.Cpus.Select(cpu => cpu with { Kernel = null })] };
        string[] picture = Drawing.Draw(View(), run with { Exposure = uncounted }, Drawing.Canvas(84, 23));
        Assert.Contains(picture, line => line.Contains("interrupts", StringComparison.Ordinal));
        Assert.DoesNotContain(picture, line => line.Contains('?', StringComparison.Ordinal));
    }

    [Fact]
    public void AFindingDuringPreparationIsShown() =>
        Assert.Contains("1 finding", View().Line(Drawing.Run(2, 0.5, Drawing.Found(0)) with { Preparation = "checking known answers" }), StringComparison.Ordinal);

    [Fact]
    public void ANarrowWindowGetsFewerColumnsAndShorterWords() => Assert.Equal(
        [
            "#####-----------  33 %  40.0 s left",
            "CPU                 verified   live",
            "  0  ########       1.6 GB/s   80 %",
            "  1  ############   2.4 GB/s   80 %",
            "all                 4.0 GB/s   80 %",
            "5.00e9 blocks, 4.0 GB/s",
            "no finding",
        ],
        Drawing.Draw(View(), Drawing.Run(2, 20), Drawing.Ascii(35, 23)).Select(line => line.TrimEnd()));

    [Fact]
    public void MoreCpusThanLinesStandSideBySide()
    {
        string[] picture = Drawing.Draw(View(), Drawing.Run(32, 20), Drawing.Canvas(79, 23));
        Assert.Equal(20, picture.Length);
        Assert.All(Enumerable.Range(0, 32), cpu => Assert.Single(
            picture[1..^3], line => line.StartsWith($"{cpu,3} ", StringComparison.Ordinal) || line.Contains($"  {cpu,3} ", StringComparison.Ordinal)));
        Assert.Equal("80 % live, 576,000 switches, 1.15e6 signals, 3.20e6 interrupts", picture[^3].TrimEnd());
    }

    [Fact]
    public void OnManyCpusEachHasACellAndFindingsAreMarkedThere()
    {
        RunProgress run = Drawing.Run(448, 20, Drawing.Found(70), Drawing.Found(447));
        RunView view = View();
        view.News(run);
        string[] picture = Drawing.Draw(view, run, Drawing.Canvas(80, 23));

        Assert.Equal("448 CPUs, a cell each: slowest 0 1.6 GB/s, fastest 447 3.2 GB/s; least live 80 %", picture[1].TrimEnd());
        string[] lines = [.. picture[2..9].Select(line => line.TrimEnd())];
        Assert.Equal(["  0", " 64", "128", "192", "256", "320", "384"], lines.Select(line => line[..3]));
        string cells = string.Concat(lines.Select(line => line[4..].Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(448, cells.Length);
        Assert.Equal([70, 447], Enumerable.Range(0, 448).Where(cpu => cells[cpu] == '!'));
        Assert.Equal('▅', cells[0]);
        Assert.Equal('█', cells[446]);
        Assert.Equal("2 findings, the last: cpu-persistent on CPU 447, probe block", picture[^1].TrimEnd());
    }

    [Fact]
    public void InASmallWindowSeveralCpusShareACellThatShowsTheWorstOfThem()
    {
        RunProgress run = Drawing.Run(448, 20, Drawing.Found(3));
        RunView view = View();
        view.News(run);
        string[] picture = Drawing.Draw(view, run, Drawing.Ascii(39, 8));
        Assert.InRange(picture.Length, 6, 8);
        Assert.StartsWith("448 CPUs, ", picture[1], StringComparison.Ordinal);
        Assert.StartsWith("  0 !", picture[2], StringComparison.Ordinal);
    }

    [Fact]
    public void ACpuOnWhichNothingIsDoneStandsOut()
    {
        RunProgress run = Drawing.Run(448, 20);
        run = run with { Exposure = run.Exposure with { Cpus = [.. run.Exposure.Cpus.Where(cpu => cpu.Cpu != 65)] } };
        Assert.StartsWith(" 64 ▅·", Drawing.Draw(View(), run, Drawing.Canvas(79, 23))[3], StringComparison.Ordinal);
    }

    [Fact]
    public void NoPictureIsLargerThanItsWindow()
    {
        foreach (int cpus in CpuCounts)
        {
            RunProgress run = Drawing.Run(cpus, 20, cpus % 2 == 0 ? [Drawing.Found(cpus - 1, Verdict.ProcessCrash, "process")] : []);
            RunView view = View();
            view.News(run);
            foreach (int width in Sizes)
            {
                foreach (int height in Sizes)
                {
                    string[] picture = Drawing.Draw(view, run, width % 2 == 0 ? Drawing.Canvas(width, height) : Drawing.Ascii(width, height));
                    Assert.True(picture.Length <= height && picture.All(line => line.Length <= width && line.Length > 0), $"{cpus} CPUs in {width} x {height}:\n{string.Join('\n', picture)}");
                    Assert.True(width % 2 == 0 || picture.All(line => line.All(char.IsAscii)), $"not ASCII:\n{string.Join('\n', picture)}");
                }
            }
        }
    }

    [Fact]
    public void TheRateIsThatOfTheLastSecond()
    {
        RunView view = View();
        foreach (double second in (double[])[9, 10])
        {
            Drawing.Draw(view, Drawing.Run(1, second), Drawing.Canvas(79, 23));
        }

        RunProgress idle = Drawing.Run(1, 10) with { Elapsed = TimeSpan.FromSeconds(11) };
        Assert.Contains("  0 B/s", Drawing.Draw(view, idle, Drawing.Canvas(79, 23))[2], StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstFindingOfEachKindIsNews()
    {
        var view = new RunView();
        Assert.Empty(view.News(Drawing.Run(2, 1)));
        Assert.Equal(
            ["finding 1, 12.5 s: cpu-persistent on CPU 1, probe block", "finding 3, 12.5 s: register-state on CPU 1, probe chain", "finding 4, 12.5 s: process-crash, probe process"],
            view.News(Drawing.Run(
                2,
                12.5,
                Drawing.Found(1),
                Drawing.Found(1),
                Drawing.Found(1, Verdict.RegisterState, "chain"),
                Drawing.Found(null, Verdict.ProcessCrash, "process"))));
        Assert.Empty(view.News(Drawing.Run(2, 13, Drawing.Found(1), Drawing.Found(1), Drawing.Found(1), Drawing.Found(1), Drawing.Found(1))));
    }

    [Fact]
    public void ABrokenMachineDoesNotFloodTheTerminal()
    {
        IReadOnlyList<string> news = new RunView().News(Drawing.Run(448, 5, [.. Enumerable.Range(0, 448).Select(cpu => Drawing.Found(cpu))]));
        Assert.Equal(21, news.Count);
        Assert.Equal("more kinds of findings: they are counted, and reported at the end", news[^1]);
    }

    [Fact]
    public void NumbersAreTheSameInEveryCulture()
    {
        string[] usual = Drawing.Draw(View(), Drawing.Run(2, 20.5), Drawing.Canvas(84, 23));
        CultureInfo before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(usual, Drawing.Draw(View(), Drawing.Run(2, 20.5), Drawing.Canvas(84, 23)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static RunView View() => new();
}
