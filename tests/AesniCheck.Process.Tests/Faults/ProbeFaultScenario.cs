using AesniCheck.Doubles;
using AesniCheck.Execution.Worker;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A double on which one probe finds a fault.</summary>
public abstract class ProbeFaultScenario : Scenario
{
    /// <summary>Findings without those during the stop of the run, which remain unexplained.</summary>
    private protected static Finding[] Explained(RunRecord record)
    {
        Finding[] explained = [.. record.Findings.Where(finding => finding.Replay is not null)];
        Assert.NotEmpty(explained);
        return explained;
    }

    private protected static Finding[] AssertTheBrokenCpuAloneIsBlamed(RunRecord record)
    {
        Finding[] explained = Explained(record);
        Assert.All(explained, finding => Assert.Equal(Verdict.CpuPersistent, finding.Verdict));
        Assert.All(record.Findings, finding => Assert.Equal(BrokenMachine.BrokenCpu, finding.Cpu ?? BrokenMachine.BrokenCpu));
        Assert.All(record.FoldedFindings, folded => Assert.Equal(BrokenMachine.BrokenCpu, folded.Cpu));
        return explained;
    }

    private protected Invocation Double(string fault, string probes, params ReadOnlySpan<string> options) =>
        Invocation.OfDouble(fault, ["--probes", probes, "--json", "run.json", .. options]).In(Folder);

    private protected RunRecord Run(string fault, string probe, out string text)
    {
        ProcessResult result = Double(fault, probe, "--duration", "1h", "--stress", "none", "--verbose").RunUntilItSays($", probe {probe}");
        text = result.OutputWords;
        Assert.True(result.ExitCode == 1, text);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Contains($", probe {probe}, ", text, StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);

        // The known answers may be wrong too, if the fault is in the engine.
        Assert.All(record.Findings, finding => Assert.Contains(finding.Probe, (string[])[probe, KnownAnswers.ProbeName]));
        return record;
    }
}
