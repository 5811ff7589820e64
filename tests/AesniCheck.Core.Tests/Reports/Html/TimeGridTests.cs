using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Reports.Html;

public sealed class TimeGridTests
{
    [Fact]
    public void ACpuOnWhichNothingWasVerifiedHasARow()
    {
        TimeGrid grid = Grid(new Timeline(1, 2, [new CpuTimeline(3, [10, 20])]), cpus: [0, 3]);
        Assert.Equal([0, 2, 3], grid.Cpus);
        Assert.Equal((0.0, 10.0, 20.0), (grid.Rate(0, 0), grid.Rate(2, 0), grid.Rate(2, 1)));
    }

    [Fact]
    public void ALastIntervalThatWasCutOffEarlyIsOneWithThatBeforeIt()
    {
        TimeGrid grid = Grid(new Timeline(1, 2.25, [new CpuTimeline(0, [100, 100, 100])]));
        Assert.Equal([1, 2.25], grid.Ends);
        Assert.Equal(160, grid.Rate(grid.Cpus.Index().First(cpu => cpu.Item == 0).Index, 1), 1e-9);
    }

    [Fact]
    public void ALongLastIntervalCountsByItsLength()
    {
        TimeGrid grid = Grid(new Timeline(1, 2.5, [new CpuTimeline(0, [100, 100, 50])]));
        Assert.Equal([1, 2, 2.5], grid.Ends);
        Assert.Equal([100, 100, 100], Enumerable.Range(0, 3).Select(grid.RateOfAll));
    }

    [Fact]
    public void TheUsualIsTheMedianOfWhatIsMoreThanNothing() =>
        Assert.Equal(30, Grid(new Timeline(1, 5, [new CpuTimeline(0, [0, 10, 30, 1000, 0])])).MedianRate);

    [Fact]
    public void WithoutATimelineThereAreNoColumns()
    {
        TimeGrid grid = Grid(Timeline.None);
        Assert.Empty(grid.Ends);
        Assert.Equal((0, 10), (grid.MedianRate, grid.Seconds));
    }

    [Fact]
    public void TheMapHasARunForWhatIsAlikeAndNoneForNothing()
    {
        HtmlPage page = HtmlPage.Of(ReportSamples.Passed with { Timeline = new Timeline(1, 4, [new CpuTimeline(0, [100, 100, 0, 100]), new CpuTimeline(3, [100, 10, 100, 300])]) });
        string[] paths = [.. page.Named("svg").Single(svg => svg.Attribute("class")?.Value == "plot map").Elements().Where(path => path.Name.LocalName == "path").Select(path => path.Attribute("d")!.Value)];
        Assert.Equal(["M600 36h600", "M0 12h1200M1800 12h600M0 36h600M1200 36h600", "M1800 36h600"], paths);
    }

    [Fact]
    public void AFindingIsMarkedAtItsTimeAndCpu()
    {
        RunRecord run = ReportSamples.Passed with
        {
            Findings = [Samples.Finding with { Cpu = 3, Time = Samples.Time.AddSeconds(2) }, Samples.Finding with { Cpu = null, Time = Samples.Time.AddSeconds(99) }],
        };
        string[] marks = [.. HtmlPage.Of(run).Named("path").Where(path => path.Attribute("class")!.Value == "found" && path.Attribute("d")!.Value.StartsWith("M1200", StringComparison.Ordinal)).Select(path => path.Attribute("d")!.Value)];
        Assert.Equal("M1200 36h0M2400 58h0", Assert.Single(marks));
    }

    private static TimeGrid Grid(Timeline timeline, int[]? cpus = null) => new(Samples.Passed with
    {
        Timeline = timeline,
        Plan = Samples.Plan with { Cpus = cpus ?? [0] },
        Findings = [Samples.Finding with { Cpu = 2 }],
    });
}
