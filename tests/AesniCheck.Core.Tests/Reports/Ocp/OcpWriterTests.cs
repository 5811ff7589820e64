using System.Text.Json.Nodes;
using AesniCheck.Host;
using AesniCheck.Records;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Reports.Ocp;

public sealed class OcpWriterTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly MemoryStream _output = new();
    private readonly OcpWriter _writer;

    public OcpWriterTests() => _writer = new OcpWriter(_output, _clock, OcpSamples.CommandLine);

    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    private IReadOnlyList<JsonNode> Written => OcpSamples.Read(_output.ToArray());

    public void Dispose() => _output.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void TheOutputIsTheOneThatWasLookedAtInEveryCulture(string name) => GoldenReport.AssertIs($"{name}.ocp.jsonl", output => output.Write(OcpSamples.Bytes(ReportSamples.All[name])));

    [Fact]
    public void LinesAreCountedFromZeroAndHaveTheTimeOfTheClock()
    {
        Begin();
        Assert.Equal("2026-03-29T01:59:58.000000Z", Written[0].Word("timestamp"));
        Assert.Equal("""{"major":2,"minor":0}""", Written[0]["schemaVersion"]!.ToJsonString());
        _clock.Advance(TimeSpan.FromMilliseconds(1_500));
        _writer.Found(Samples.Finding);
        Assert.Equal("2026-03-29T01:59:59.500000Z", Written[^1].Word("timestamp"));
        _writer.End(ReportSamples.Faulty);
        Assert.Equal(Enumerable.Range(0, Written.Count), Written.Select(line => line["sequenceNumber"]!.GetValue<int>()));
    }

    [Fact]
    public void TheBeginningTellsWhatIsDoneAndWhere()
    {
        Begin();
        JsonNode start = Assert.Single(Written.Of("testRunStart"));
        Assert.Equal(("aesnicheck", "1.2.3", OcpSamples.CommandLine), (start.Word("name"), start.Word("version"), start.Word("commandLine")));
        Assert.Equal(("0x0123456789abcdef", "0,3", "block,chain"), (start["parameters"]!.Word("seed"), start["parameters"]!.Word("cpus"), start["parameters"]!.Word("probes")));
        JsonNode cpu = Assert.Single(start["dutInfo"]!["hardwareInfos"]!.AsArray())!;
        Assert.Equal(("Some CPU", "GenuineIntel", "family 6, model 85", null), (cpu.Word("name"), cpu.Word("manufacturer"), cpu.Word("version"), cpu.Word("revision")));
        Assert.Equal(["block", "chain", "kernel"], Written.Of("testStepStart").Select(step => step.Word("name")));
    }

    [Fact]
    public void SoftwareOfUnknownVersionIsNotNamed()
    {
        HostInfo host = Samples.Host with { Cpu = Samples.Host.Cpu with { Microcode = HostInfo.Unknown } };
        _writer.Begin(Samples.Plan, host, "1.2.3");
        JsonArray software = Written.Of("testRunStart")[0]["dutInfo"]!["softwareInfos"]!.AsArray();
        Assert.Equal(["aesnicheck", "kernel", "operating system", "runtime"], software.Select(entry => entry!.Word("name")));
    }

    [Fact]
    public void AFindingIsToldAtOnceWithTheCpuAndTheVerdict()
    {
        Begin();
        _writer.Found(Samples.Finding);
        JsonNode diagnosis = Written[^1]["testStepArtifact"]!["diagnosis"]!;
        Assert.Equal(("FAIL", "register-state"), (diagnosis.Word("type"), diagnosis.Word("verdict")));
        Assert.Equal("It was so. And so. Seen at 2026-03-29T01:02:03.456789Z.", diagnosis.Word("message"));
        Assert.Equal("""{"type":"ASIC-SUBSYSTEM","name":"CPU 2"}""", diagnosis["subcomponent"]!.ToJsonString());
        Assert.Equal(Written.Of("testRunStart")[0]["dutInfo"]!["hardwareInfos"]![0]!.Word("hardwareInfoId"), diagnosis.Word("hardwareInfoId"));
        Assert.Single(Written.Step("block").Of("diagnosis"));
    }

    [Fact]
    public void AFindingOnNoKnownCpuBlamesNoHardware()
    {
        Begin();
        _writer.Found(Samples.Crash);
        _writer.Found(Samples.Crash);
        Assert.Equal(2, Written.Step("process").Of("diagnosis").Count);
        Assert.All(Written.Of("diagnosis"), diagnosis => Assert.True(diagnosis["hardwareInfoId"] is null && diagnosis["subcomponent"] is null));
    }

    [Fact]
    public void OfFindingsThatAreAlikeAHundredAreToldAndTheRestCounted()
    {
        Begin();
        for (int i = 0; i < 150; i++)
        {
            _writer.Found(Samples.Finding);
        }

        _writer.Found(Samples.Finding with { Cpu = 3 });
        Assert.Equal(101, Written.Of("diagnosis").Count);

        _writer.End(ReportSamples.Passed with
        {
            Outcome = Outcome.Fault,
            Findings = [.. Enumerable.Repeat(Samples.Finding, 100), Samples.Finding with { Cpu = 3 }],
            FoldedFindings = [new FoldedFindings("block", 2, Verdict.RegisterState, 12_250, Samples.Time, Samples.Time.AddSeconds(2))],
        });
        Assert.Equal(102, Failures.Count);
        Assert.Equal(
            "12,250 more of this kind, which were only counted. The first of all of them was seen at 2026-03-29T01:02:03.456789Z, the last at 2026-03-29T01:02:05.456789Z.",
            Failures[^1].Word("message"));
        Assert.Equal("CPU 2", Failures[^1]["subcomponent"]!.Word("name"));
    }

    [Fact]
    public void NoMoreThanTenThousandFindingsAreTold()
    {
        Begin();
        for (int i = 0; i < 12_000; i++)
        {
            _writer.Found(Samples.Finding with { Cpu = i % 200 });
        }

        Assert.Equal(10_000, Failures.Count);
    }

    [Fact]
    public void FindingsThatNobodyToldOfAreNotLost()
    {
        Begin();
        _writer.End(ReportSamples.Faulty);
        Assert.Equal(
            [("block", "register-state", "1 of"), ("block", "register-state", "1 of"), ("block", "cpu-persistent", "123,456 of"), ("chain", "cpu-persistent", "1 of"), ("process", "process-crash", "1 of")],
            from step in (string[])["block", "chain", "process"]
            from failure in Written.Step(step).Of("diagnosis").Where(diagnosis => diagnosis.Word("type") == "FAIL")
            select (step, failure.Word("verdict"), string.Join(' ', failure.Word("message")!.Split(' ')[..2])));
    }

    [Fact]
    public void EachCpuThatVerifiedSomethingAndHasNoFindingPasses()
    {
        IReadOnlyList<JsonNode> lines = OcpSamples.Lines(ReportSamples.Faulty);
        Assert.Empty(Passes(lines.Step("block")));
        Assert.Equal(["CPU 0"], Passes(lines.Step("chain")));
        Assert.Equal(["CPU 0", "CPU 3"], Passes(OcpSamples.Lines(ReportSamples.Passed).Step("block")));
    }

    [Fact]
    public void WhereNothingWasVerifiedNobodyCanTell()
    {
        JsonNode unknown = Assert.Single(OcpSamples.Lines(ReportSamples.Interrupted).Step("block").Of("diagnosis"), diagnosis => diagnosis.Word("type") == "UNKNOWN");
        Assert.Equal(("inconclusive", "CPU 3"), (unknown.Word("verdict"), unknown["subcomponent"]!.Word("name")));
        Assert.Equal("The probe block verified nothing on CPU 3.", unknown.Word("message"));
    }

    [Fact]
    public void TheExposureIsMeasuredOnEachCpuAndOnAll()
    {
        IReadOnlyList<JsonNode> measured = [.. OcpSamples.Lines(ReportSamples.Passed).Step("block").Of("measurement").Where(measurement => measurement.Word("name") == "bytes")];
        Assert.Equal(
            [("CPU 0", 16_000.0), ("CPU 3", 32_000), (null, 48_800)],
            measured.Select(measurement => (measurement["subcomponent"]?.Word("name"), measurement["value"]!.GetValue<double>())));
        Assert.All(measured, measurement => Assert.Equal("bytes", measurement.Word("unit")));
    }

    [Theory]
    [InlineData("passed", "COMPLETE", "PASS")]
    [InlineData("faulty", "COMPLETE", "FAIL")]
    [InlineData("wrong-answers", "COMPLETE", "FAIL")]
    [InlineData("skipped", "ERROR", "NOT_APPLICABLE")]
    [InlineData("interrupted", "SKIP", "NOT_APPLICABLE")]
    [InlineData("unsupported", "SKIP", "NOT_APPLICABLE")]
    public void TheRunEndsInOneOfTheFourWaysThatTheSpecificationKnows(string sample, string status, string result)
    {
        IReadOnlyList<JsonNode> lines = OcpSamples.Lines(ReportSamples.All[sample]);
        JsonNode end = lines[^1]["testRunArtifact"]!["testRunEnd"]!;
        Assert.Equal((status, result), (end.Word("status"), end.Word("result")));
        Assert.Equal(status == "ERROR" ? ReportSamples.All[sample].Reasons : [], lines.Of("error").Select(error => error.Word("message")));
        Assert.All(ReportSamples.All[sample].Reasons.Concat(ReportSamples.All[sample].Notes), sentence =>
            Assert.Single(lines.Where(line => line["testRunArtifact"] is not null), line => line.ToJsonString().Contains(JsonValue.Create(sentence).ToJsonString(), StringComparison.Ordinal)));
    }

    [Fact]
    public void ARunOfNoProbesWasSkipped()
    {
        _writer.End(ReportSamples.Skipped with { Plan = ReportSamples.Skipped.Plan with { Probes = [] }, Exposure = Exposure.None });
        Assert.Equal("SKIP", Assert.Single(Written.Of("testRunEnd")).Word("status"));
    }

    [Theory]
    [InlineData("passed", "kernel", "SKIP")]
    [InlineData("skipped", "kernel", "SKIP")]
    [InlineData("skipped", "block", "COMPLETE")]
    [InlineData("faulty", "chain", "COMPLETE")]
    [InlineData("faulty", "process", "COMPLETE")]
    [InlineData("interrupted", "chain", "SKIP")]
    [InlineData("unsupported", "block", "SKIP")]
    public void AStepEndsAsItsProbeDid(string sample, string step, string status) =>
        Assert.Equal(status, Assert.Single(OcpSamples.Lines(ReportSamples.All[sample]).Step(step).Of("testStepEnd")).Word("status"));

    [Fact]
    public void AProbeThatVerifiedNothingThoughNobodyStoppedItIsAnError()
    {
        RunRecord record = ReportSamples.Interrupted with { Reasons = ["The probe block verified nothing on CPU 3."] };
        Assert.Equal("ERROR", Assert.Single(OcpSamples.Lines(record).Step("block").Of("testStepEnd")).Word("status"));
    }

    [Fact]
    public void KnownAnswersAreAStepWithTheEnginesThatAreRight()
    {
        IReadOnlyList<JsonNode> step = OcpSamples.Lines(ReportSamples.WrongAnswers).Step("known-answer");
        Assert.Equal(["FAIL", "PASS"], step.Of("diagnosis").Select(diagnosis => diagnosis.Word("type")));
        Assert.Equal("The engine software got 6,000 published vectors right.", step.Of("diagnosis")[1].Word("message"));
        Assert.Equal([0.0, 7], step.Of("measurement").Where(measurement => measurement.Word("name") == "failures").Select(measurement => measurement["value"]!.GetValue<double>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARecordAloneTellsAsMuch(string name)
    {
        RunRecord record = ReportSamples.All[name];
        _writer.End(record);
        Assert.Equal(Told(OcpSamples.Lines(record)), Told(Written));

        static IEnumerable<string> Told(IReadOnlyList<JsonNode> lines) =>
            from kind in (string[])["testStepStart", "testStepEnd", "diagnosis", "measurement", "error", "log", "testRunEnd"]
            from node in lines.Of(kind)
            select node.ToJsonString();
    }

    [Fact]
    public void AfterTheEndNothingIsWritten()
    {
        _writer.End(ReportSamples.Passed);
        long length = _output.Length;
        _writer.Found(Samples.Finding);
        _writer.Progress(TimeSpan.FromHours(1), Samples.Exposure);
        _writer.End(ReportSamples.Passed);
        Assert.Equal(length, _output.Length);
    }

    [Property(Arbitrary = [typeof(AnyWords)])]
    public void AnyWordsGiveWholeLines(RunRecord record)
    {
        byte[] bytes = OcpSamples.Bytes(record);

        // Some readers take each of these for the end of a line.
        Assert.DoesNotContain(System.Text.Encoding.UTF8.GetString(bytes), character => character is '\r' or '\u0085' or '\u2028' or '\u2029');
        IReadOnlyList<JsonNode> lines = OcpSamples.Read(bytes);
        Assert.Equal(Enumerable.Range(0, lines.Count), lines.Select(line => line["sequenceNumber"]!.GetValue<int>()));
        Assert.Equal(lines.Of("testStepStart").Count, lines.Of("testStepEnd").Count);
    }

    private IReadOnlyList<JsonNode> Failures => [.. Written.Of("diagnosis").Where(diagnosis => diagnosis.Word("type") == "FAIL")];

    private static IEnumerable<string?> Passes(IReadOnlyList<JsonNode> step) =>
        from diagnosis in step.Of("diagnosis")
        where diagnosis.Word("type") == "PASS" && diagnosis.Word("verdict") == "pass"
        select diagnosis["subcomponent"]!.Word("name");

    private void Begin() => _writer.Begin(ReportSamples.Passed.Plan, ReportSamples.Passed.Host, ReportSamples.Passed.ToolVersion);
}
