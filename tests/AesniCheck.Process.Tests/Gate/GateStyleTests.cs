using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The exit codes and last lines that other programs expect of a gate.</summary>
public sealed class GateStyleTests : GateScenario
{
    [Theory]
    [InlineData(3, "AESNICHECK UNKNOWN - --bound: '2' is not a rate", "--exit-style", "nagios", "--bound", "2")]
    [InlineData(2, "--policy: 'missing.json': the file does not exist", "--exit-style", "npd", "--policy", "missing.json")]
    [InlineData(2, "aesnicheck --duration: Slurm kills a HealthCheckProgram after 60 s; write at most 40s", "--exit-style", "slurm", "--duration", "41s")]
    [InlineData(2, "--json: standard output is for the one line of --exit-style npd; give a file", "--exit-style:npd", "--json", "-")]
    [InlineData(2, "aesnicheck --min-blocks: '1.5' is not a whole number", "--exit-style", "slurm", "--min-blocks", "1.5")]
    public void AMistakeIsToldWhereItIsRead(int exitCode, string line, params string[] arguments)
    {
        ProcessResult result = Invocation.OfAesnicheck(["gate", .. arguments]).In(Folder).Run();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith(line, Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.StartsWith("aesnicheck: --", Assert.Single(result.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void TheStyleOfAPolicyIsThatOfMistakesToo()
    {
        File.WriteAllText(Folder["policy.json"], """{"schemaVersion": 1, "exitStyle": "nagios", "stopOnFirst": true}""");

        ProcessResult result = Invocation.OfAesnicheck("gate", "--policy", "policy.json", "--json", "missing/x").In(Folder).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("AESNICHECK UNKNOWN - --json: the report can't be written to 'missing/x'", Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios", "duration": "soon"}""", "AESNICHECK UNKNOWN - --policy: 'policy.json': duration: 'soon'")]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios", "durations": "1s"}""", "AESNICHECK UNKNOWN - --policy: 'policy.json': unknown key 'durations'")]
    [InlineData("""{"schemaVersion": 1, "exitStyle": "nagios"}""", "AESNICHECK UNKNOWN - --workers-per-cpu: 'many'", "--workers-per-cpu", "many")]
    public void TheStyleOfAPolicyIsThatOfItsOwnMistakesToo(string policy, string line, params string[] arguments)
    {
        File.WriteAllText(Folder["policy.json"], policy);

        ProcessResult result = Invocation.OfAesnicheck(["gate", "--policy", "policy.json", .. arguments]).In(Folder).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith(line, Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoReportCanBeWrittenTheLineSaysSo()
    {
        ProcessResult result = Invocation.OfAesnicheck("gate", "--duration", "300ms", "--probes", "block", "--stress", "none", "--exit-style", "nagios", "--json", "/dev/full")
            .With("TMPDIR", Folder.Path).Run();

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("AESNICHECK UNKNOWN - no report could be written; ", Assert.Single(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void AMistakeInAPolicyIsThatOfItsFile()
    {
        File.WriteAllText(Folder["policy.json"], """{"schemaVersion": 1, "duration": "soon"}""");

        ProcessResult result = Invocation.OfAesnicheck("gate", "--policy", "policy.json").In(Folder).Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "aesnicheck: --policy: 'policy.json': duration: 'soon' is not a duration; write it like 30s, 5m, 1h30m or 7d", Assert.Single(result.Error));
    }
}
