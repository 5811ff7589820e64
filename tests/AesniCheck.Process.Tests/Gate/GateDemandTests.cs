using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>What a gate demands, and when it ends.</summary>
public sealed class GateDemandTests : GateScenario
{
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
        File.WriteAllText(Folder["policy.json"], """{"schemaVersion": 1, "duration": "1h", "probes": ["block"], "stress": "none", "minBlocks": 1e18, "exitStyle": "nagios"}""");

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
        ProcessResult result = Invocation.OfDouble("self-inverting", "gate", "--duration", "1h", "--stop-on-first", "--probes", "block", "--exit-style", "npd", "--json", "gate.json").In(Folder).Run();
        RunRecord record = RecordFiles.Read(Folder["gate.json"]);

        Assert.Equal((1, Outcome.Fault), (result.ExitCode, record.Outcome));
        Assert.Contains(record.Notes, note => note.StartsWith("Ended at ", StringComparison.Ordinal));

        // Those that were seen while the run was ending are explained too, as many as ten seconds are enough for: on a busy machine not for all.
        Assert.Contains(record.Findings, finding => finding.Verdict == Verdict.CpuPersistent);
        Assert.All(record.Findings, finding => Assert.True(
            finding.Verdict == Verdict.CpuPersistent || (finding.Explanation is [Finding.NotAnalysed] && record.EndedAt - record.StartedAt > TimeSpan.FromSeconds(10))));
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
}
