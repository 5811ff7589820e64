using System.Text.Json.Nodes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Reports.Ocp;

public sealed class OcpThroughputTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStream _output = new();
    private readonly OcpWriter _writer;

    public OcpThroughputTests() => _writer = new OcpWriter(_output, _clock, OcpSamples.CommandLine);

    private IReadOnlyList<JsonNode> Block => OcpSamples.Read(_output.ToArray()).Step("block");

    private double[] Throughput => [.. Block.Of("measurementSeriesElement").Select(element => element["value"]!.GetValue<double>())];

    public void Dispose() => _output.Dispose();

    [Fact]
    public void ItIsToldEveryFiveSecondsOfWhatCameSinceTheLastTime()
    {
        Begin(60);
        Progress(4.9, 1_000);
        Assert.Empty(Throughput);
        Progress(5, 1_000);
        Progress(9, 2_000);
        Progress(10, 4_000);
        Assert.Equal([3_200.0, 9_600], Throughput);
        Assert.Equal([0, 1], Block.Of("measurementSeriesElement").Select(element => element["index"]!.GetValue<int>()));
        Assert.Equal("bytes/second", Assert.Single(Block.Of("measurementSeriesStart")).Word("unit"));
    }

    [Fact]
    public void ItEndsWithTheNumberOfItsElements()
    {
        Begin(10);
        Progress(5, 1_000);
        End(10, 3_000);
        Assert.Equal([3_200.0, 6_400], Throughput);
        Assert.Equal(2, Assert.Single(Block.Of("measurementSeriesEnd"))["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public void ARestOfAMomentIsNotTold()
    {
        Begin(10);
        Progress(5, 1_000);
        End(7, 3_000);
        Assert.Single(Throughput);
    }

    [Fact]
    public void AShortRunHasOneNumber()
    {
        Begin(2);
        End(2, 1_000);
        Assert.Equal([8_000.0], Throughput);
    }

    [Fact]
    public void ARunWithoutTimeHasNone()
    {
        _writer.End(ReportSamples.Unsupported);
        Assert.Empty(Block.Of("measurementSeriesStart"));
    }

    [Fact]
    public void ALongRunHasNoMoreThan720Numbers()
    {
        TimeSpan day = TimeSpan.FromDays(1);
        Begin(day.TotalSeconds);
        for (int second = 0; second < day.TotalSeconds; second += 5)
        {
            Progress(second, second);
        }

        End(day.TotalSeconds, 86_400);
        Assert.InRange(Throughput.Length, 700, 720);
    }

    /// <summary>The sum over all CPUs does no longer grow there.</summary>
    [Fact]
    public void ItIsThatOfWhatWasDonePast64BitsToo()
    {
        const long Half = 1L << 62;
        Begin(60);
        _writer.Progress(TimeSpan.FromSeconds(5), OnTwoCpus(Half));
        _writer.Progress(TimeSpan.FromSeconds(10), OnTwoCpus(Half + (Half / 2)));
        Assert.Equal([Half * 2.0 / 5, Half / 5.0], Throughput);

        static Exposure OnTwoCpus(long bytes) =>
            new([.. Enumerable.Range(0, 2).Select(cpu => new CpuExposure(cpu, [new ProbeExposure("block", 1, 1, bytes, 1, 1)], WorkerEventCounts.None))], [], 1);
    }

    [Fact]
    public void WhatWasNotPlannedHasNone()
    {
        Begin(10);
        _writer.Progress(TimeSpan.FromSeconds(5), new Exposure([], [Samples.Probed("no probe of ours", 5)], 1));
        _writer.Progress(TimeSpan.FromSeconds(10), Exposed(5));
        Assert.Equal([8.0], Throughput);
        Assert.DoesNotContain("no probe of ours", System.Text.Encoding.UTF8.GetString(_output.ToArray()), StringComparison.Ordinal);
    }

    private static Exposure Exposed(long blocks) => new([], [Samples.Probed("block", blocks)], 1);

    private void Begin(double seconds) => _writer.Begin(Samples.Plan with { DurationSeconds = seconds }, Samples.Host, "1.2.3");

    private void Progress(double seconds, long blocks) => _writer.Progress(TimeSpan.FromSeconds(seconds), Exposed(blocks));

    private void End(double seconds, long blocks) =>
        _writer.End(Samples.Passed with { EndedAt = Samples.Passed.StartedAt.AddSeconds(seconds), Exposure = Exposed(blocks) });
}
