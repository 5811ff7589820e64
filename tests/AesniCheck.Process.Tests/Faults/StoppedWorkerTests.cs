using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Another process stops the worker process with SIGSTOP.</summary>
public sealed class StoppedWorkerTests : WorkerFaultScenario
{
    /// <summary>Neither a finding nor a pass: the machine has done nothing wrong, and the worker process has not worked.</summary>
    [Fact]
    public void AWorkerProcessThatSomebodyStoppedIsNoFinding()
    {
        using RunningProcess supervisor =
            Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json").In(Folder).Start();
        int worker = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);
        Signals.Send(worker, Signals.Stop);
        ProcessTable.WaitForStop(worker);
        supervisor.Signal(Signals.Interrupt);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.True(result.ExitCode == 4, result.OutputText);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Single(record.Reasons, reason => reason.StartsWith("The worker process was stopped from outside (SIGSTOP) for ", StringComparison.Ordinal));
        ProcessTable.WaitForEnd(worker);
    }
}
