using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The real program as a gate.</summary>
public sealed class GateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AGateEndsAsSoonAsItsBoundIsReached()
    {
        (ProcessResult result, RunRecord record) = Run("--duration", "1h", "--bound", "1e-7", "--min-blocks", "1000", "--probes", "block,chain", "--stop-on-first");

        Assert.Equal((0, Outcome.Pass), (result.ExitCode, record.Outcome));
        Assert.Empty(record.Reasons);
        Assert.InRange(record.Exposure.Blocks, 30_000_000, long.MaxValue);
        Assert.Equal((1e-7, 1_000L, true), (record.Gate!.MaximumFaultRatePerBlock, record.Gate.MinimumBlocksPerCpu, record.Gate.AllCpus));
        Assert.All(record.Plan.Probes, probe => Assert.True(probe.Requested));
        Assert.All(record.Plan.Stressors, stressor => Assert.True(stressor.Requested));
    }

    [Fact]
    public void WhatAPolicyDemandsAndCouldNotBeIsNoPassAndTheCommandLineIsStronger()
    {
        File.WriteAllText(_folder["policy.json"], """{"schemaVersion": 1, "duration": "1h", "probes": ["block"], "stress": "none", "minBlocks": 1e18, "exitStyle": "nagios"}""");

        (ProcessResult result, RunRecord record) = Run("--policy", "policy.json", "--duration", "300ms");

        Assert.Equal((1, Outcome.Inconclusive), (result.ExitCode, record.Outcome));

        // In so short a run the system may give a CPU no turn at all, and that is a reason too.
        Assert.Single(record.Reasons, reason => reason.Contains("1.00e18 ", StringComparison.Ordinal) && reason.Contains(" required", StringComparison.Ordinal));
        Assert.StartsWith("AESNICHECK WARNING - INCONCLUSIVE: ", Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.Empty(result.Error);
        Assert.Equal((0.3, "block"), (record.Plan.DurationSeconds, Assert.Single(record.Plan.Probes).Name));
    }

    [Fact]
    public void AGateEndsAtTheFirstFinding()
    {
        ProcessResult result = Invocation.OfDouble("self-inverting", "gate", "--duration", "1h", "--stop-on-first", "--probes", "block", "--exit-style", "npd", "--json", "gate.json").In(_folder).Run();
        RunRecord record = RecordFiles.Read(_folder["gate.json"]);

        Assert.Equal((1, Outcome.Fault), (result.ExitCode, record.Outcome));
        Assert.Contains(record.Notes, note => note.StartsWith("Ended at ", StringComparison.Ordinal));
        string line = Assert.Single(result.Output);
        Assert.StartsWith("FAULT: ", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 80);
    }

    [Fact]
    public void AProbeThatIsRequiredAndIsNotThereIsNoPass()
    {
        ProcessResult result = Invocation.OfDouble("no-kernel", "gate", "--duration", "300ms", "--require", "kernel", "--probes", "block", "--stress", "none", "--exit-style", "npd").Run();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("INCONCLUSIVE: The requested probe kernel can't run here", Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "AESNICHECK UNKNOWN - --bound: '2' is not a rate", "--exit-style", "nagios", "--bound", "2")]
    [InlineData(2, "--policy: 'missing.json': the file does not exist", "--exit-style", "npd", "--policy", "missing.json")]
    [InlineData(2, "aesnicheck --duration: Slurm kills a HealthCheckProgram after 60 s; write at most 40s", "--exit-style", "slurm", "--duration", "41s")]
    [InlineData(2, "--json: standard output is for the one line of --exit-style npd; give a file", "--exit-style:npd", "--json", "-")]
    [InlineData(2, "aesnicheck --min-blocks: '1.5' is not a whole number", "--exit-style", "slurm", "--min-blocks", "1.5")]
    public void AMistakeIsToldWhereItIsRead(int exitCode, string line, params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["gate", .. arguments]).In(_folder).Run();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith(line, Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.StartsWith("aesnicheck: --", Assert.Single(result.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void TheStyleOfAPolicyIsThatOfMistakesToo()
    {
        File.WriteAllText(_folder["policy.json"], """{"schemaVersion": 1, "exitStyle": "nagios", "stopOnFirst": true}""");

        ProcessResult result = Invocation.OfAesnicheck("gate", "--policy", "policy.json", "--json", "missing/x").In(_folder).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("AESNICHECK UNKNOWN - --json: the report can't be written to 'missing/x'", Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios", "duration": "soon"}""", "AESNICHECK UNKNOWN - --policy: 'policy.json': duration: 'soon'")]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios", "durations": "1s"}""", "AESNICHECK UNKNOWN - --policy: 'policy.json': unknown key 'durations'")]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios"}""", "AESNICHECK UNKNOWN - --workers-per-cpu: 'many'", "--workers-per-cpu", "many")]
    public void TheStyleOfAPolicyIsThatOfItsOwnMistakesToo(string policy, string line, params string[] arguments)
    {
        File.WriteAllText(_folder["policy.json"], policy);

        ProcessResult result = Invocation.OfAesnicheck(["gate", "--policy", "policy.json", .. arguments]).In(_folder).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith(line, Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoReportCanBeWrittenTheLineSaysSo()
    {
        ProcessResult result = Invocation.OfAesnicheck("gate", "--duration", "300ms", "--probes", "block", "--stress", "none", "--exit-style", "nagios", "--json", "/dev/full")
            .With("TMPDIR", _folder.Path).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("AESNICHECK UNKNOWN - no report could be written; ", Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void AMistakeInAPolicyIsThatOfItsFile()
    {
        File.WriteAllText(_folder["policy.json"], """{"schemaVersion": 1, "duration": "soon"}""");

        ProcessResult result = Invocation.OfAesnicheck("gate", "--policy", "policy.json").In(_folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "aesnicheck: --policy: 'policy.json': duration: 'soon' is not a duration; write it like 30s, 5m, 1h30m or 7d", Assert.Single(result.Error));
    }

    private (ProcessResult Result, RunRecord Record) Run(params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["gate", .. arguments, "--json", "gate.json"]).In(_folder).Run();
        return (result, RecordFiles.Read(_folder["gate.json"]));
    }
}
