using System.Text;
using System.Text.RegularExpressions;
using AesniCheck.Plans;
using AesniCheck.Records;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Reports;

public sealed partial class PrometheusReportTests
{
    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheReportIsTheOneThatWasLookedAtInEveryCulture(string name) => GoldenReport.AssertIs($"{name}.prom", output => output.Write(Bytes(ReportSamples.All[name])));

    [Fact]
    public void EachMetricHasHelpAndTypeOnceBeforeItsValues() => Assert.All(ReportSamples.All.Values, record =>
    {
        var seen = new HashSet<string>();
        string current = "";
        foreach (string line in Lines(record))
        {
            string[] words = line.Split(' ');
            if (words[1] == "HELP")
            {
                current = words[2];
                Assert.True(seen.Add(current), current);
                Assert.True(words.Length > 4);
            }
            else if (words[1] == "TYPE")
            {
                Assert.Equal([current, "gauge"], words[2..]);
            }
            else
            {
                Assert.Equal(current, line.Split('{', ' ')[0]);
            }
        }
    });

    [Fact]
    public void WhatTellsOfOneRunIsNoCounter() => Assert.All(ReportSamples.All.Values, record =>
    {
        Assert.DoesNotContain("_total", Text(record), StringComparison.Ordinal);
        Assert.DoesNotContain(" counter\n", Text(record), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("passed", "pass")]
    [InlineData("faulty", "fault")]
    [InlineData("skipped", "inconclusive")]
    [InlineData("interrupted", "inconclusive")]
    [InlineData("unsupported", "unsupported")]
    public void EachOutcomeIsThereAndOneOfThemHolds(string sample, string outcome) =>
        Assert.Equal(
            from word in (string[])["pass", "fault", "inconclusive", "unsupported"]
            select $"aesnicheck_run_outcome{{outcome=\"{word}\"}} {(word == outcome ? 1 : 0)}",
            Lines(ReportSamples.All[sample]).Where(line => line.StartsWith("aesnicheck_run_outcome{", StringComparison.Ordinal)));

    [Fact]
    public void EachVerdictIsThereSoThatAlertsCanBeWritten()
    {
        string[] lines = [.. Lines(ReportSamples.Passed).Where(line => line.StartsWith("aesnicheck_run_findings{", StringComparison.Ordinal))];
        Assert.Equal(Enum.GetValues<Verdict>().Length, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(" 0", line, StringComparison.Ordinal));
    }

    [Fact]
    public void FindingsThatWereOnlyCountedCount()
    {
        // One of them is kept.
        Assert.Contains("aesnicheck_run_findings{verdict=\"cpu-persistent\"} 123457", Lines(ReportSamples.Faulty));
        Assert.Contains("aesnicheck_run_cpus_with_findings 2", Lines(ReportSamples.Faulty));
    }

    [Fact]
    public void TheBoundHoldsOnlyWhereThereIsNoFinding()
    {
        long blocks = ReportSamples.Passed.Exposure.Blocks;
        string line = Assert.Single(Lines(ReportSamples.Passed), line => line.StartsWith("aesnicheck_run_fault_rate_bound_ratio", StringComparison.Ordinal));
        Assert.Equal(3.0 / blocks, double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain("bound", Text(ReportSamples.Faulty), StringComparison.Ordinal);
        Assert.DoesNotContain("bound", Text(ReportSamples.Unsupported), StringComparison.Ordinal);
    }

    [Fact]
    public void ACpuThatVerifiedNothingIsNotAmongThoseThatDid()
    {
        Assert.Contains("aesnicheck_run_cpus_verified 2", Lines(ReportSamples.Passed));
        Assert.Contains("aesnicheck_run_cpus_planned 2", Lines(ReportSamples.Interrupted));
        Assert.Contains("aesnicheck_run_cpus_verified 1", Lines(ReportSamples.Interrupted));
    }

    [Fact]
    public void AProbeThatCouldNotRunIsNamed()
    {
        Assert.Contains("aesnicheck_run_probe_skipped{probe=\"kernel\"} 1", Lines(ReportSamples.Passed));
        Assert.Contains("aesnicheck_run_probe_skipped{probe=\"block\"} 0", Lines(ReportSamples.Passed));
    }

    [Fact]
    public void WhatTheKernelDoesNotTellIsAbsent()
    {
        Assert.Contains("aesnicheck_run_steal_seconds 0.5", Lines(ReportSamples.Passed));
        Assert.DoesNotContain("steal", Text(Samples.Passed), StringComparison.Ordinal);
        Assert.DoesNotContain("softirq", Text(ReportSamples.Passed), StringComparison.Ordinal);
    }

    [Fact]
    public void ALargeMachineHasNoMoreSeriesThanASmallOne() =>
        Assert.Equal(Lines(ReportSamples.Large(2, 10)).Length, Lines(ReportSamples.Large(448, 1_000)).Length);

    [Fact]
    public void AProbeThatIsThereTwiceHasOneSeries()
    {
        // The format allows no series twice, and a record that was read may hold anything.
        RunRecord record = ReportSamples.Passed with { Plan = ReportSamples.Passed.Plan with { Probes = [new PlannedProbe("block", 1), new PlannedProbe("block", 2)] } };
        Assert.Single(Lines(record), line => line.StartsWith("aesnicheck_run_verified_bytes{", StringComparison.Ordinal));
    }

    [Property(Arbitrary = [typeof(AnyWords)])]
    public void AnyWordsKeepTheLinesWhole(RunRecord record)
    {
        string[] lines = Lines(record);
        Assert.All(lines, line => Assert.Matches(ALine(), line));
        string[] series = [.. lines.Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')])];
        Assert.Equal(series.Length, series.Distinct().Count());
    }

    [Fact]
    public void ALabelIsEscaped()
    {
        RunRecord record = ReportSamples.Passed with { ToolVersion = "1\\2\"3\n4\0\ud8005é" };
        Assert.Contains("aesnicheck_info{version=\"1\\\\2\\\"3\\\\x0a4\\\\x00\\\\ud8005é\",cpu_model=", Text(record), StringComparison.Ordinal);
    }

    [GeneratedRegex("""^(# HELP aesnicheck_[a-z_]+ [^\\\n]+|# TYPE aesnicheck_[a-z_]+ gauge|aesnicheck_[a-z_]+(\{[a-z_]+="([^"\\\p{Cc}]|\\\\|\\")*"(,[a-z_]+="([^"\\\p{Cc}]|\\\\|\\")*")*\})? -?[0-9.]+(E[+-][0-9]+)?)$""")]
    private static partial Regex ALine();

    private static string[] Lines(RunRecord record)
    {
        string text = Text(record);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    private static string Text(RunRecord record) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(record));

    private static byte[] Bytes(RunRecord record)
    {
        using var output = new MemoryStream();
        PrometheusReport.Write(record, output);
        return output.ToArray();
    }
}
