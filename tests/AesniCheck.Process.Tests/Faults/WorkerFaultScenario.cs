using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A double whose worker process fails in one way. Whatever happens to the worker process is a finding, with its evidence, and the supervisor lives on.</summary>
public abstract class WorkerFaultScenario : Scenario
{
    /// <summary>Runs a double until the first finding, and demands only findings of that kind.</summary>
    /// <returns>The end of the first worker process.</returns>
    private protected ProcessEnd Run(string fault, out string text, params ReadOnlySpan<string> options)
    {
        text = RunUntilFinding(fault, [.. options, "--verbose"]).OutputWords;
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.NotEmpty(record.Findings);
        Assert.All(record.Findings, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        Assert.All(record.Findings, finding => Assert.Equal("process", finding.Probe));
        Assert.All(record.Findings, finding => Assert.Null(finding.Cpu));
        return record.Findings[0].Process!;
    }

    /// <summary>Runs a double until the supervisor reports a finding, then stops it: it is alive, and continues.</summary>
    private protected ProcessResult RunUntilFinding(string fault, params ReadOnlySpan<string> options)
    {
        ProcessResult result = Invocation.OfDouble(fault, ["--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json", .. options]).In(Folder).RunUntilItSays("finding 1, ");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        return result;
    }
}
