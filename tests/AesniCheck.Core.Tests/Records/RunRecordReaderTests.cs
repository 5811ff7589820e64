using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Reports;
using AesniCheck.Reports.Html;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Records;

public sealed class RunRecordReaderTests
{
    private static readonly string[] Odd = ["null", "-1", "0", "1e308", "1e-308", "2147483647", "9223372036854775807", "true", "\"\"", "\"x\"", "\"unknown\"", "[]", "[null]", "{}"];

    public static TheoryData<string> Names => [.. ReportSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsWrittenIsReadBack(string name)
    {
        // An unpaired surrogate is written as the replacement character.
        string written = Write(ReportSamples.All[name]).Replace(@"\uFFFD", "\ufffd", StringComparison.Ordinal);
        Assert.All(Cultures.InEach(() => Write(Read(written))), read => Assert.Equal(written, read.Replace(@"\uFFFD", "\ufffd", StringComparison.Ordinal)));
    }

    [Fact]
    public void EvidenceOfEveryKindIsReadBack()
    {
        string written = Write(ReportSamples.Passed with { Outcome = Outcome.Fault, Findings = [.. MiscompareSamples.All.Select(evidence => Samples.Finding with { Evidence = evidence })] });
        Assert.Equal(written, Write(Read(written)));
    }

    [Fact]
    public void WorkPast64BitsIsReadBackAndShown()
    {
        ProbeExposure most = new("block", long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, 1);
        Exposure exposure = ReportSamples.Passed.Exposure;
        RunRecord record = ReportSamples.Passed with
        {
            Exposure = exposure with { Cpus = [.. exposure.Cpus.Select(cpu => cpu with { Probes = [most, cpu.Probes[1]] })] },
            Timeline = new Timeline(1, 1, [new CpuTimeline(0, [long.MaxValue]), new CpuTimeline(3, [long.MaxValue])]),
        };
        RunRecord read = Read(Write(record));
        Assert.Equal(Write(record), Write(read));
        Assert.Equal(long.MaxValue, read.Exposure.Blocks);
        HtmlReport.Write(read, Stream.Null);
    }

    [Fact]
    public void WhatALaterVersionAddsIsPassedOver()
    {
        JsonNode changed = JsonNode.Parse(Write(ReportSamples.Faulty))!;
        changed["new"] = JsonNode.Parse("""{"a": [1, {"b": null}]}""");
        changed["host"]!["new"] = 1;
        changed["findings"]![0]!["new"] = "x";
        Assert.Equal(Write(Read(Write(ReportSamples.Faulty))), Write(Read(changed.ToJsonString())));
    }

    [Fact]
    public void AMarkOfUtf8BeforeItIsPassedOver() => Assert.Equal("guest", Read("\ufeff" + Write(ReportSamples.Passed)).Host.Name);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\ufeff", "the file is empty")]
    [InlineData("AESVS", "this is not a JSON object: it begins with byte 0x41")]
    [InlineData("[1]", "this is not a JSON object: it begins with byte 0x5b")]
    [InlineData("\0", "this is not a JSON object: it begins with byte 0x00")]
    [InlineData("   ", "line 1, byte 4: this is not valid JSON")]
    [InlineData("{\n  \"record\": \"run\",\n", "line 3, byte 1: this is not valid JSON; it was truncated or changed")]
    [InlineData("{\n  \"record\": run\n}", "line 2, byte 13: this is not valid JSON")]
    [InlineData("{}{}", "line 1, byte 3: this is not valid JSON")]
    [InlineData("{}", "this is JSON, but not a run record")]
    [InlineData("{\"record\": 7, \"schemaVersion\": 1}", "this is JSON, but not a run record")]
    [InlineData("{\"record\": \"other\", \"schemaVersion\": 1}", "this is JSON, but not a run record")]
    [InlineData("{\"record\": \"run\"}", "this is JSON, but not a run record")]
    [InlineData("{\"record\": \"selftest\", \"schemaVersion\": 1}", "this is the record of a self-test")]
    [InlineData("{\"record\": \"run\", \"schemaVersion\": 2}", "the record has schema version 2, and this program reads version 1")]
    [InlineData("{\"record\": \"run\", \"schemaVersion\": \"1.0\"}", "the record has schema version 1.0, and this program reads version 1")]
    [InlineData("{\"record\": \"run\", \"schemaVersion\": 1}", "a member is missing or duplicated")]
    public void WhatIsNoRecordIsRefused(string text, string problem) => AssertRefused(text, problem);

    [Theory]
    [InlineData("\"guest\"", "null", "'host.name' is missing, duplicated, or of the wrong kind")]
    [InlineData("\"name\": \"guest\",", "", "'host'")]
    [InlineData("\"outcome\": \"fault\"", "\"outcome\": \"fine\"", "line 5, byte 20: 'outcome' is")]
    [InlineData("\"outcome\": \"fault\"", "\"outcome\": \"fault\", \"outcome\": \"pass\"", "is missing, duplicated, or of the wrong kind")]
    [InlineData("\"reasons\": []", "\"reasons\": null", "'reasons' is")]
    [InlineData("\"reasons\": []", "\"reasons\": [null]", "the list 'reasons' contains null")]
    [InlineData("\"durationSeconds\": 10", "\"durationSeconds\": 0", "'plan.durationSeconds' is out of range")]
    [InlineData("\"durationSeconds\": 10", "\"durationSeconds\": 1e999", "'plan.durationSeconds' is")]
    [InlineData("\"intervalSeconds\": 1", "\"intervalSeconds\": 0", "'timeline.intervalSeconds' is out of range")]
    [InlineData("\"intervalSeconds\": 1", "\"intervalSeconds\": 100", "'timeline.cpus' is out of range")]
    [InlineData("\"count\": 123456", "\"count\": 9223372036854775807", "add up to more than can be counted")]
    [InlineData("\"placement\": \"pinned\"", "\"placement\": \"nailed\"", "a value in it is invalid")]
    [InlineData("\"type\": \"block\"", "\"type\": \"brick\"", "'findings[0].evidence'")]
    public void WhatIsWrongInARecordIsNamed(string written, string changed, string problem)
    {
        string text = Write(ReportSamples.Faulty);
        Assert.Contains(written, text, StringComparison.Ordinal);
        int place = text.IndexOf(written, StringComparison.Ordinal);
        AssertRefused(text[..place] + changed + text[(place + written.Length)..], problem);
    }

    [Theory]
    [MemberData(nameof(NoPasses))]
    public void APassThatTheRestOfTheRecordContradictsIsRefused(string what) =>
        AssertRefused(Write(Contradictions[what]), "its outcome is a pass, but its contents are not");

    public static TheoryData<string> NoPasses => [.. Contradictions.Keys];

    private static Dictionary<string, RunRecord> Contradictions { get; } = new()
    {
        ["reasons"] = ReportSamples.Passed with { Reasons = ["Something was not done."] },
        ["no exposure"] = ReportSamples.Passed with { Exposure = Exposure.None },
        ["wrong answers"] = ReportSamples.Passed with { KnownAnswers = ReportSamples.WrongAnswers.KnownAnswers },
        ["a probe that was requested and skipped"] = ReportSamples.Passed with { Plan = ReportSamples.Skipped.Plan },
        ["a CPU without exposure"] = ReportSamples.Passed with { Plan = ReportSamples.Passed.Plan with { Cpus = [0, 3, 5] } },
        ["no CPUs"] = ReportSamples.Passed with { Plan = ReportSamples.Passed.Plan with { Cpus = [] } },
        ["no probes"] = ReportSamples.Passed with { Plan = ReportSamples.Passed.Plan with { Probes = [] } },
    };

    [Fact]
    public void WhatIsThereTwiceWouldBeCountedTwice()
    {
        RunRecord record = ReportSamples.Faulty;
        AssertRefused(Write(record with { Plan = record.Plan with { Cpus = [0, 3, 3] } }), "the list 'plan.cpus' has a duplicate entry");
        AssertRefused(Write(record with { Plan = record.Plan with { Probes = [.. record.Plan.Probes, record.Plan.Probes[0]] } }), "the list 'plan.probes' has a duplicate entry");
        AssertRefused(Write(record with { Exposure = record.Exposure with { Cpus = [.. record.Exposure.Cpus, record.Exposure.Cpus[0]] } }), "the list 'exposure.cpus' has a duplicate entry");
        AssertRefused(Write(record with { Timeline = record.Timeline with { Cpus = [.. record.Timeline.Cpus, record.Timeline.Cpus[0]] } }), "the list 'timeline.cpus' has a duplicate entry");
    }

    public static TheoryData<string> TooMany => [.. TooLarge.Keys];

    private static Dictionary<string, Func<int, RunRecord>> TooLarge { get; } = new()
    {
        ["'plan.probes' has more than 64 probes"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { Probes = [.. Named(64 + more).Select(name => new PlannedProbe(name, 1))] } },
        ["'plan.skippedProbes' has more than 64 probes"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { SkippedProbes = [.. Named(64 + more).Select(name => new SkippedPart(name, "", false))] } },
        ["'plan.stressors' has more than 64 stressors"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { Stressors = [.. Named(64 + more).Select(name => new PlannedStressor(name))] } },
        ["'plan.skippedStressors' has more than 64 stressors"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { SkippedStressors = [.. Named(64 + more).Select(name => new SkippedPart(name, "", false))] } },
        ["'exposure' has more than 64 probes"] = more => ReportSamples.Faulty with { Exposure = new Exposure([], [.. Named(64 + more).Select(name => Samples.Probed(name, 1))], 1) },
        ["'exposure' has more than 64 stressors"] = more => ReportSamples.Faulty with { Exposure = Exposure.None with { ProcessStressors = [.. Named(64 + more).Select(name => new StressorExposure(name, 1))] } },
        ["'findings' has more than 64 probes"] = more => ReportSamples.Faulty with { Findings = [], FoldedFindings = [.. Named(64 + more).Select(name => ReportSamples.Faulty.FoldedFindings[0] with { Probe = name })] },
        ["'findings' has more than 8192 CPUs"] = more => ReportSamples.Faulty with { Findings = [], FoldedFindings = [.. Cpus(more).Select(cpu => ReportSamples.Faulty.FoldedFindings[0] with { Cpu = cpu })] },
        ["'plan.cpus' has more than 8192 CPUs"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { Cpus = [.. Cpus(more)] } },
        ["'exposure.cpus' has more than 8192 CPUs"] = more => ReportSamples.Faulty with { Exposure = new Exposure([.. Cpus(more).Select(cpu => new CpuExposure(cpu, [], WorkerEventCounts.None))], [], 1) },
        ["'timeline.cpus' has more than 8192 CPUs"] = more => ReportSamples.Faulty with { Timeline = new Timeline(1, 1, [.. Cpus(more).Select(cpu => new CpuTimeline(cpu, []))]) },
        ["'plan.probes.name' has more than 100 characters"] = more => ReportSamples.Faulty with { Plan = ReportSamples.Faulty.Plan with { Probes = [new PlannedProbe(new string('x', 100 + more), 1)] } },
        ["'reasons' has more than 500 characters"] = more => ReportSamples.Unsupported with { Reasons = [new string('x', 300), new string('x', 200 + more)] },
    };

    /// <summary>A small file could name as many as make billions of cases.</summary>
    [Theory]
    [MemberData(nameof(TooMany))]
    public void WhatWouldTakeHoursToTellIsRefused(string problem)
    {
        AssertRefused(Write(TooLarge[problem](1)), problem);
        Read(Write(TooLarge[problem](0)));
    }

    /// <summary>It has each probe for each CPU.</summary>
    [Fact]
    public void TheLargestRecordThatIsReadIsToldWhole()
    {
        RunRecord record = ReportSamples.Interrupted with
        {
            Plan = ReportSamples.Interrupted.Plan with { Cpus = [.. Cpus(0)], Probes = [.. Named(64).Select(name => new PlannedProbe(name, 1))] },
            Exposure = new Exposure([.. Cpus(0).Select(cpu => new CpuExposure(cpu, [Samples.Probed("name-63", 1)], WorkerEventCounts.None))], [], 1),
        };
        IReadOnlyList<RunSuite> suites = RunCases.Of(Read(Write(record)));
        Assert.Equal(64 * CpuRanges.KernelCpus, suites.Sum(suite => suite.Name.StartsWith("name-", StringComparison.Ordinal) ? suite.Cases.Count : 0));
        Assert.All(suites.Single(suite => suite.Name == "name-63").Cases, run => Assert.Equal(CaseResult.Passed, run.Result));
    }

    private static IEnumerable<string> Named(int count) => Enumerable.Range(0, count).Select(number => $"name-{number}");

    private static IEnumerable<int> Cpus(int more) => Enumerable.Range(0, CpuRanges.KernelCpus + more);

    [Fact]
    public void DemandsAndEvidenceThatNobodyCanMakeAreRefused()
    {
        RunRecord record = ReportSamples.Faulty;
        AssertRefused(Write(record with { Gate = new GateDemands { MinimumBlocksPerCpu = long.MinValue } }), "'gate' is out of range");
        AssertRefused(Write(record with { Gate = new GateDemands { MaximumFaultRatePerBlock = 2 } }), "'gate' is out of range");
        AssertRefused(Write(record with { Plan = record.Plan with { Intensity = -5 } }), "'plan.intensity' is out of range");
        AssertRefused(Write(record with { Findings = [Samples.Finding with { Evidence = MiscompareSamples.Chain with { WrongChains = [14] } }] }), "it lacks bytes of a wrong chain");
        AssertRefused(Write(record with { Findings = [Samples.Finding with { Evidence = MiscompareSamples.Chain with { Starts = new byte[16] } }] }), "it lacks the start of a wrong chain");
        AssertRefused(Write(record with { Findings = [Samples.Finding with { Evidence = MiscompareSamples.Message with { Actual = [1] } }] }), "its actual and expected outputs differ in length");
        AssertRefused(Write(record with { Findings = [record.Findings[0] with { Replay = new Records.Replay(-1, 0, 0) }] }), "'findings[0]' is out of range");
    }

    // FsCheck found it, replay (2089333163659814615,3797304608926034011,17): a null among the words of an enumeration.
    [Fact]
    public void APolicyThatIsNullIsRefused()
    {
        JsonNode record = JsonNode.Parse(Write(ReportSamples.Faulty))!;
        record["plan"]!["policies"] = new JsonArray((JsonNode?)null);
        AssertRefused(record.ToJsonString(), "a value in it is invalid");
    }

    [Fact]
    public void ATextThatIsNoUtf8IsRefused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Write(ReportSamples.Passed));
        bytes[bytes.AsSpan().IndexOf("guest"u8)] = 0xff;
        Assert.Throws<RunRecordException>(() => RunRecordReader.Read(new MemoryStream(bytes), "run.json"));
    }

    [Fact]
    public void WhatNeverEndsIsRefused() => Assert.Contains("byte 0x00", Assert.Throws<RunRecordException>(() => RunRecordReader.Read("/dev/zero")).Message, StringComparison.Ordinal);

    [Fact]
    public void ALongFileIsRefusedAtOnce()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.OpenWrite(path))
            {
                // A file with a hole: it takes no room on the disk.
                file.SetLength(1L << 30);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("longer than 256 MiB", Assert.Throws<RunRecordException>(() => RunRecordReader.Read(path)).Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AMessageIsOneLineWhateverTheFileIsCalled()
    {
        string message = Assert.Throws<RunRecordException>(() => RunRecordReader.Read("/missing/a\nb\u001b[31m")).Message;
        Assert.Equal(@"/missing/a\x0ab\x1b[31m: the file does not exist; check the path", message);
    }

    /// <summary>Whatever a record contains, it is refused, or a page can be made from it.</summary>
    [Fact]
    public void ARecordWithAnyOddValueIsRefusedOrShown()
    {
        string good = Write(ReportSamples.Faulty with { Findings = [.. ReportSamples.Faulty.Findings, .. MiscompareSamples.All.Select(evidence => Samples.Finding with { Evidence = evidence })] });
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), choice =>
        {
            JsonNode record = JsonNode.Parse(good)!;
            JsonNode[] places = [.. Below(record).Skip(1)];
            JsonNode place = places[choice.Item1 % places.Length];
            place.ReplaceWith(JsonNode.Parse(Odd[choice.Item2 % Odd.Length]));
            AssertIsRefusedOrShown(record.ToJsonString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void ARecordThatWasCutOffIsRefused() => Prop.ForAll(Gen.Choose(0, Write(ReportSamples.Faulty).Length - 3).ToArbitrary(), length =>
    {
        Assert.Throws<RunRecordException>(() => Read(Write(ReportSamples.Faulty)[..length]));
    }).QuickCheckThrowOnFailure();

    private static void AssertIsRefusedOrShown(string json)
    {
        try
        {
            HtmlReport.Write(Read(json), Stream.Null);
        }
        catch (RunRecordException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Below).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Below).Prepend(node),
        _ => [node],
    };

    private static void AssertRefused(string text, string problem)
    {
        string message = Assert.Throws<RunRecordException>(() => Read(text)).Message;
        Assert.StartsWith("run.json: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static RunRecord Read(string text) => RunRecordReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "run.json");

    private static string Write(RunRecord record) => JsonSerializer.Serialize(record, RecordJson.Plain.RunRecord);
}
