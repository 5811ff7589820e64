using System.Text.Json;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The reports of a run.</summary>
[Collection(LoadedMachine.Name)]
public sealed class RunReportTests : RunScenario
{
    [Fact]
    public void TheRecordHasThePromisedFields()
    {
        using var json = JsonDocument.Parse(Shared.OutputText);
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
        ProcessResult result = Shared;

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Outcome.Pass, RecordFiles.Parse(result.OutputText).Outcome);
        Assert.Contains(result.Error, line => line.StartsWith("verified ", StringComparison.Ordinal));
        Assert.StartsWith("PASS: ", result.Error[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AllReportsCanBeHadOfOneRunAndNothingIsLeftBesideThem()
    {
        File.WriteAllText(Folder["run.json"], "an older report");

        Run("--duration", "300ms", "--html", "run.html", "--junit", "run.xml", "--tap", "run.tap", "--prometheus", "run.prom", "--ocptv", "run.jsonl");

        Assert.Equal(["run.html", "run.json", "run.jsonl", "run.prom", "run.tap", "run.xml"], Folder.Names.Order(StringComparer.Ordinal));
        Assert.EndsWith("</html>\n", File.ReadAllText(Folder["run.html"]), StringComparison.Ordinal);
        Assert.EndsWith("</testsuites>", File.ReadAllText(Folder["run.xml"]).TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("TAP version 14\n", File.ReadAllText(Folder["run.tap"]), StringComparison.Ordinal);
        Assert.Contains("\naesnicheck_info{", File.ReadAllText(Folder["run.prom"]), StringComparison.Ordinal);
        Assert.Contains("testRunEnd", File.ReadLines(Folder["run.jsonl"]).Last(), StringComparison.Ordinal);

        // A report reveals much about a machine. Metrics are for node_exporter, which runs as its own user.
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(
            Folder.Names,
            name => Assert.Equal(name == "run.prom" ? Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead : Owner, File.GetUnixFileMode(Folder[name!])));
    }

    [Fact]
    public void AReportThatTheDiskHasNoRoomForIsNoPassAndTheSummaryIsStillShown()
    {
        ProcessResult result = Invocation.OfAesnicheck("--json", "/dev/full").With("TMPDIR", Folder.Path)
            .RunLongEnough(run => run.OutputText.Contains("PASS: ", StringComparison.Ordinal));

        Assert.Equal(70, result.ExitCode);
        Assert.StartsWith("PASS: ", result.Output[^1], StringComparison.Ordinal);

        // Beside the progress.
        string[] said = [.. result.Error.Where(line => line.StartsWith("aesnicheck: ", StringComparison.Ordinal))];
        Assert.Equal(2, said.Length);
        Assert.Contains("--json: the report can't be written to '/dev/full': the disk is full; free some space, or choose another disk", said[0], StringComparison.Ordinal);
        Assert.StartsWith("aesnicheck: PASS: ", said[1], StringComparison.Ordinal);
    }
}
