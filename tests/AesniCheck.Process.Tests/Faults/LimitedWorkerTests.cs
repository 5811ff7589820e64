using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker process meets a limit, or leaks memory.</summary>
public sealed class LimitedWorkerTests : WorkerFaultScenario
{
    /// <summary>As batch systems set it for their jobs.</summary>
    [Fact]
    public void ALimitOfCpuTimeIsNoFinding()
    {
        Requirement.Program("prlimit");
        Invocation run = Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json");
        using RunningProcess supervisor = Invocation.Of("prlimit", ["--cpu=2:1000", run.Executable, .. run.Arguments]).In(Folder).Start();
        int ended = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);
        ProcessTable.WaitForEnd(ended);
        supervisor.Signal(Signals.Interrupt);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.True(result.ExitCode == 4, result.OutputText);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Single(record.Reasons, reason => reason.Contains("at its limit of CPU time, 2 s", StringComparison.Ordinal));
    }

    [Fact]
    public void AProcessThatTakesMemoryWithoutEndIsKilled()
    {
        ProcessEnd end = Run("runaway", out string text);

        Assert.Null(end.Signal);
        Assert.Matches(@"The worker process took \d\.\d GB of memory, more than the 1\.1 GB that it needs, and was killed\.", text);
        ProcessTable.WaitForEnd(end.ProcessId);
    }
}
