using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker process, or one worker of it, makes no progress.</summary>
public sealed class HungWorkerTests : WorkerFaultScenario
{
    [Fact]
    public void AHungWorkerProcessIsKilledForItsSilence()
    {
        ProcessEnd end = Run("hang", out _);

        Assert.Null(end.Signal);
        Assert.Matches(
            @"^The worker process sent no event for \d+(\.\d)? s and was killed\.$", Assert.Single(RecordFiles.Read(Folder["run.json"]).Findings[0].Explanation));
        ProcessTable.WaitForEnd(end.ProcessId);
    }

    [Theory]
    [InlineData("stuck")]
    [InlineData("blocked")]
    public void AWorkerThatHangsIsFoundWhileTheOthersGoOn(string fault)
    {
        RunUntilFinding(fault, "--probes", "block,chain");
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Finding finding = record.Findings[0];
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
        Assert.Equal(("process", Verdict.ProcessCrash), (finding.Probe, finding.Verdict));
        Assert.NotNull(finding.Cpu);
        Assert.Matches(
            @"^Worker \d hung on CPU \d+, in probe block: a turn did not end for \d+\.\d s, with \d+\.\d s of CPU time\.$", finding.Explanation[0]);
        ProcessTable.WaitForEnd(finding.Process!.ProcessId);
    }
}
