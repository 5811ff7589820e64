using System.Text;
using Xunit;

namespace AesniCheck.Cli.Output;

public sealed class ReportOutputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.json", "a.json")]
    [InlineData("a.json", "./a.json")]
    [InlineData("a.json", "link.json")]
    [InlineData("folder/a.json", "linked/a.json")]
    [InlineData("folder/inner/a.json", "linked/inner/a.json")]
    [InlineData("-", "-")]
    [InlineData("-", "/dev/stdout")]
    [InlineData("/dev/stdout", "stdout")]
    [InlineData("/dev/stderr", "/dev/stderr")]
    [InlineData("/dev/stderr", "/dev/fd/2")]
    [InlineData("/dev/stderr", "/proc/self/fd/2")]
    [InlineData("/dev/fd/9", "/proc/thread-self/fd/9")]
    public void TwoReportsInOnePlaceAreRefused(string first, string second)
    {
        File.CreateSymbolicLink(_folder["link.json"], "a.json");
        File.CreateSymbolicLink(_folder["stdout"], "/dev/stdout");
        Directory.CreateDirectory(_folder["folder/inner"]);
        Directory.CreateSymbolicLink(_folder["linked"], "folder");

        UsageException exception = Assert.Throws<UsageException>(() => ReportPlaces.Check([("--json", In(first)), ("--tap", "x.tap"), ("--junit", In(second))]));
        Assert.StartsWith("--junit: --json already goes to ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsInDifferentPlacesAreNot() =>
        ReportPlaces.Check([("--json", "a.json"), ("--tap", "a.tap"), ("--junit", "-"), ("--html", "/dev/null"), ("--prometheus", "/dev/null")]);

    [Fact]
    public void AReportThatCannotBeWrittenKeepsNoOtherFromIt()
    {
        using (var outputs = new ReportOutputs<string>([Request("--json", "/dev/full"), Request("--tap", _folder["a.tap"])]))
        {
            Assert.True(outputs.WriteReports("record"));
        }

        Assert.Equal("record", File.ReadAllText(_folder["a.tap"]));
    }

    /// <summary>Who reads a pipe may stop to, and the rest is not to wait for that.</summary>
    [Fact]
    public void WhatMayHaveToWaitForAReaderComesLast()
    {
        var made = new List<string>();
        using var outputs = new ReportOutputs<string>([Making("--json", "/dev/null"), Making("--html", _folder["a.html"]), Making("--tap", _folder["a.tap"])]);
        outputs.WriteReports("record", () =>
        {
            made.Add("--ocptv");
            return true;
        });

        Assert.Equal(["--html", "--tap", "--json", "--ocptv"], made);

        ReportRequest<string> Making(string option, string path) => new(option, path, (_, _) => made.Add(option));
    }

    [Fact]
    public void WhereNoReportCanBeWrittenTheAnswerHasReachedNobody()
    {
        using var outputs = new ReportOutputs<string>([Request("--json", "/dev/full"), Request("--tap", "/dev/full")]);
        Assert.False(outputs.WriteReports("record"));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void AStreamedReportCountsAsOthersDo(bool isWhole, bool written)
    {
        using var outputs = new ReportOutputs<string>([Request("--json", "/dev/full")]);
        Assert.Equal(written, outputs.WriteReports("record", () => isWhole));
    }

    [Fact]
    public void ARehearsalMakesEachReportAndLeavesNothing()
    {
        var made = new List<string>();
        using (var outputs = new ReportOutputs<string>([Request("--json", _folder["a.json"]) with { Write = (record, _) => made.Add(record) }]))
        {
            outputs.Rehearse("empty");
            Assert.DoesNotContain("a.json", _folder.Names);
            Assert.True(outputs.WriteReports("whole"));
        }

        Assert.Equal(["empty", "whole"], made);
        Assert.Equal("", File.ReadAllText(_folder["a.json"]));
    }

    [Fact]
    public void NothingIsLeftOfReportsWhenOneCannotBeBegun()
    {
        UsageException exception = Assert.Throws<UsageException>(() => new ReportOutputs<string>([Request("--json", _folder["a.json"]), Request("--tap", _folder["missing/a.tap"])]));
        Assert.Equal($"--tap: the report can't be written to '{_folder["missing/a.tap"]}': the folder does not exist; make it first", exception.Message);
        Assert.Empty(_folder.Names);
    }

    /// <summary>The rule: the record's own report is lost, or there is no other report.</summary>
    [Theory]
    [InlineData("/dev/full", null, null, true)]
    [InlineData("/dev/full", "/dev/null", null, true)]
    [InlineData("/dev/null", "/dev/full", null, false)]
    [InlineData(null, "/dev/full", null, true)]
    [InlineData(null, "/dev/null", null, false)]
    [InlineData(null, null, null, false)]
    [InlineData(null, null, false, true)]
    [InlineData(null, null, true, false)]
    [InlineData(null, "/dev/full", true, false)]
    [InlineData("/dev/full", null, true, true)]
    public void ARecordThatNoReportHoldsIsKept(string? json, string? tap, bool? isStreamWhole, bool isKept)
    {
        var kept = new List<string>();
        foreach (string record in (string[])["fault", "pass"])
        {
            ReportRequest<string>[] requests =
            [
                .. json is null ? Array.Empty<ReportRequest<string>>() : [Request("--json", json) with { IsRecord = true }],
                .. tap is null ? Array.Empty<ReportRequest<string>>() : [Request("--tap", tap)],
            ];
            using var outputs = new ReportOutputs<string>(requests)
            {
                Rescue = new((record, _) => record == "fault", (record, output) => output.Write(Encoding.UTF8.GetBytes(record)))
                {
                    Keep = (content, _) => kept.Add(Encoding.UTF8.GetString(content.Span)),
                },
            };
            outputs.WriteReports(record, isStreamWhole is { } isWhole ? () => isWhole : null);
            outputs.KeepLostRecord(record, TestContext.Current.CancellationToken);
        }

        Assert.Equal(isKept ? ["fault"] : [], kept);
    }

    [Fact]
    public void ARecordInALogIsAsciiAndTheSame()
    {
        const string text = "\"\u00fc \u202e \ud83d\ude00 \u007f\u0085\"\n";
        string ascii = FallbackPlaces.Ascii(text);
        Assert.Equal("\"\\u00fc \\u202e \\ud83d\\ude00 \\u007f\\u0085\"\n", ascii);
        Assert.Equal(System.Text.Json.JsonDocument.Parse(text).RootElement.GetString(), System.Text.Json.JsonDocument.Parse(ascii).RootElement.GetString());
    }

    private static ReportRequest<string> Request(string option, string path) => new(option, path, (record, output) => output.Write(Encoding.UTF8.GetBytes(record)));

    private string In(string name) => name[0] is '-' or '/' ? name : _folder[name];
}
