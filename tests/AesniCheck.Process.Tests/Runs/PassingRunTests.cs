using AesniCheck.Interop;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A run of a healthy machine passes, and says what it did.</summary>
[Collection(LoadedMachine.Name)]
public sealed class PassingRunTests : RunScenario
{
    [Fact]
    public void ARightMachinePasses()
    {
        ProcessResult result = Invocation.OfAesnicheck("run", "--json", "run.json").In(Folder).RunLongEnough(Passed);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("PASS: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Empty(record.Findings);
        Assert.Empty(record.FoldedFindings);
    }

    [Fact]
    public void EveryCpuHasExposure()
    {
        RunRecord record = RecordFiles.Parse(Shared.OutputText);

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
        RunRecord record = RecordFiles.Parse(Shared.OutputText);

        Assert.Equal(["software", "aesni"], record.KnownAnswers.Select(summary => summary.Engine));
        Assert.All(record.KnownAnswers, summary => Assert.InRange(summary.Vectors, 4000, int.MaxValue));
        Assert.All(record.KnownAnswers, summary => Assert.Equal(0, summary.Failures));
    }

    [Fact]
    public void QuietIsOneLine()
    {
        ProcessResult result = Invocation.OfAesnicheck("--quiet").RunLongEnough(Passed);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("PASS: ", Assert.Single(result.Output), StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }
}
