using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A run on this machine, with AES that is assumed to be right.</summary>
[Collection(LoadedMachine.Name)]
public sealed class RunTests : IClassFixture<RunTests.RunToStandardOutput>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly RunToStandardOutput _shared;

    public RunTests(RunToStandardOutput shared)
    {
        Requirement.AesInstructions();
        _shared = shared;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARightMachinePasses()
    {
        ProcessResult result = Invocation.OfAesnicheck("run", "--json", "run.json").In(_folder).RunLongEnough(Passed);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("PASS: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Empty(record.Findings);
        Assert.Empty(record.FoldedFindings);
    }

    [Fact]
    public void EveryCpuHasExposure()
    {
        RunRecord record = RecordFiles.Parse(_shared.Result.OutputText);

        Assert.Equal(Scheduling.AllowedCpus(), record.Plan.Cpus);
        Assert.Equal(record.Plan.Cpus, record.Exposure.Cpus.Select(cpu => cpu.Cpu));
        Assert.All(record.Exposure.Cpus, cpu => Assert.All(cpu.Probes, probe => Assert.InRange(probe.Calls, 1, long.MaxValue)));
        Assert.All(record.Exposure.Cpus, cpu => Assert.Equal(record.Plan.Probes.Select(probe => probe.Name), cpu.Probes.Select(probe => probe.Probe)));
        Assert.InRange(record.Exposure.Units, 1, long.MaxValue);
        Assert.NotNull(record.FirstBlockAt);
        Assert.InRange(record.FirstBlockAt.Value, record.StartedAt, record.EndedAt);
        Assert.InRange(record.EndedAt - record.StartedAt, TimeSpan.FromSeconds(record.Plan.DurationSeconds), RunningProcess.Limit);
    }

    [Fact]
    public void ThePublishedVectorsAreCheckedFirst()
    {
        RunRecord record = RecordFiles.Parse(_shared.Result.OutputText);

        Assert.Equal(["software", "aesni"], record.KnownAnswers.Select(summary => summary.Engine));
        Assert.All(record.KnownAnswers, summary => Assert.InRange(summary.Vectors, 4000, int.MaxValue));
        Assert.All(record.KnownAnswers, summary => Assert.Equal(0, summary.Failures));
    }

    [Fact]
    public void TheRecordHasThePromisedFields()
    {
        using var json = JsonDocument.Parse(_shared.Result.OutputText);
        JsonElement root = json.RootElement;
        Assert.Equal(
            ["record", "schemaVersion", "toolVersion", "outcome", "reasons", "notes", "seed", "startedAt", "endedAt", "firstBlockAt", "host", "plan", "knownAnswers", "modeAnswers", "cryptoLibrary", "exposure", "timeline", "findings", "foldedFindings"],
            root.EnumerateObject().Select(field => field.Name).Take(19));
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("pass", root.GetProperty("outcome").GetString());
        Assert.Equal("0x0000000000000001", root.GetProperty("seed").GetString());
        Assert.InRange(root.GetProperty("plan").GetProperty("durationSeconds").GetDouble(), 0.6, 30);
        Assert.Equal(JsonValueKind.Array, root.GetProperty("findings").ValueKind);
        Assert.NotEqual("", root.GetProperty("host").GetProperty("cpu").GetProperty("vendor").GetString());
        Assert.All(root.GetProperty("exposure").GetProperty("cpus").EnumerateArray(), cpu => Assert.InRange(cpu.GetProperty("blocks").GetInt64(), 1, long.MaxValue));
    }

    [Fact]
    public void JsonOnStandardOutputStandsAlone()
    {
        ProcessResult result = _shared.Result;

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Outcome.Pass, RecordFiles.Parse(result.OutputText).Outcome);
        Assert.Contains(result.Error, line => line.StartsWith("verified ", StringComparison.Ordinal));
        Assert.StartsWith("PASS: ", result.Error[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AllReportsCanBeHadOfOneRunAndNothingIsLeftBesideThem()
    {
        File.WriteAllText(_folder["run.json"], "an older report");

        Run("--duration", "300ms", "--html", "run.html", "--junit", "run.xml", "--tap", "run.tap", "--prometheus", "run.prom", "--ocptv", "run.jsonl");

        Assert.Equal(["run.html", "run.json", "run.jsonl", "run.prom", "run.tap", "run.xml"], _folder.Names.Order(StringComparer.Ordinal));
        Assert.EndsWith("</html>\n", File.ReadAllText(_folder["run.html"]), StringComparison.Ordinal);
        Assert.EndsWith("</testsuites>", File.ReadAllText(_folder["run.xml"]).TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("TAP version 14\n", File.ReadAllText(_folder["run.tap"]), StringComparison.Ordinal);
        Assert.Contains("\naesnicheck_info{", File.ReadAllText(_folder["run.prom"]), StringComparison.Ordinal);
        Assert.Contains("testRunEnd", File.ReadLines(_folder["run.jsonl"]).Last(), StringComparison.Ordinal);

        // A report reveals much about a machine. Metrics are for node_exporter, which runs as its own user.
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(
            _folder.Names,
            name => Assert.Equal(name == "run.prom" ? Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead : Owner, File.GetUnixFileMode(_folder[name!])));
    }

    [Fact]
    public void AReportThatTheDiskHasNoRoomForIsNoPassAndTheSummaryIsStillShown()
    {
        ProcessResult result = Invocation.OfAesnicheck("--json", "/dev/full").With("TMPDIR", _folder.Path)
            .RunLongEnough(run => run.OutputText.Contains("PASS: ", StringComparison.Ordinal));

        Assert.Equal(70, result.ExitCode);
        Assert.StartsWith("PASS: ", result.Output[^1], StringComparison.Ordinal);

        // Beside the progress.
        string[] said = [.. result.Error.Where(line => line.StartsWith("aesnicheck: ", StringComparison.Ordinal))];
        Assert.Equal(2, said.Length);
        Assert.Contains("--json: the report can't be written to '/dev/full': the disk is full; free some space, or choose another disk", said[0], StringComparison.Ordinal);
        Assert.StartsWith("aesnicheck: PASS: ", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void QuietIsOneLine()
    {
        ProcessResult result = Invocation.OfAesnicheck("--quiet").RunLongEnough(Passed);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("PASS: ", Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void TheOptionsAreObeyed()
    {
        string cpu = $"{Scheduling.AllowedCpus()[0]}";

        RunRecord record = Run("-d", "300ms", "--cpus", cpu, "--workers-per-cpu", "1", "--key-sizes", "256");

        Assert.Equal([Scheduling.AllowedCpus()[0]], record.Plan.Cpus);
        Assert.Equal(record.Plan.Cpus, record.Exposure.Cpus.Select(exposure => exposure.Cpu));
        Assert.Equal(1, record.Plan.WorkersPerCpu);
        Assert.Equal([256], record.Plan.KeySizes);
        Assert.Equal(0.3, record.Plan.DurationSeconds);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("block,block")]
    public void AProbeThatIsAskedForAloneRunsAlone(string probes)
    {
        RunRecord record = Run("--duration", "300ms", "--probes", probes);

        Assert.Equal([new PlannedProbe("block", BlockProbe.Entry.Share, Requested: true)], record.Plan.Probes);
        Assert.Empty(record.Plan.SkippedProbes);
        Assert.All(record.Exposure.Cpus, cpu => Assert.Equal(["block"], cpu.Probes.Select(probe => probe.Probe)));
    }

    [Fact]
    public void WithoutAChoiceEveryProbeRunsOrIsSkippedForAReason()
    {
        RunRecord record = Run("--duration", "300ms");

        Assert.Equal(
            ProbeList.All.Where(entry => entry.WhyNot(ThisMachine.Devices) is null).Select(entry => new PlannedProbe(entry.Name, entry.Share)),
            record.Plan.Probes);
        Assert.Equal(
            ProbeList.All.Select(entry => entry.Name).Order(StringComparer.Ordinal),
            record.Plan.Probes.Select(probe => probe.Name).Concat(record.Plan.SkippedProbes.Select(probe => probe.Name)).Order(StringComparer.Ordinal));
        Assert.All(record.Plan.SkippedProbes, probe => Assert.False(probe.Requested));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234567890123456789", 1234567890123456789)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0x0123456789abcdef", 0x0123456789abcdef)]
    [InlineData("0XFF", 255)]
    public void TheSeedIsObeyed(string text, ulong seed)
    {
        RunRecord record = Run("--duration", "200ms", "--seed", text);

        Assert.Equal(seed, record.Seed);
        Assert.Equal(seed, record.Plan.Seed);
    }

    [Fact]
    public void WithoutASeedEveryRunHasAnother() => Assert.NotEqual(Run("--duration", "200ms").Seed, Run("--duration", "200ms").Seed);

    private static bool Passed(ProcessResult result) => result.ExitCode == 0;

    /// <summary>One run for all tests that only look at its result.</summary>
    public sealed class RunToStandardOutput
    {
        internal ProcessResult Result => field ??= Invocation.OfAesnicheck("--json", "-", "--seed", "1").RunLongEnough(Passed);
    }

    /// <summary>Runs to the end. On a busy machine a short run does not get to every CPU, and so does not pass.</summary>
    private RunRecord Run(params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck([.. arguments, "--json", "run.json"]).In(_folder).Run();
        Assert.True(result.ExitCode is 0 or 4, result.OutputText);
        return RecordFiles.Read(_folder["run.json"]);
    }
}
