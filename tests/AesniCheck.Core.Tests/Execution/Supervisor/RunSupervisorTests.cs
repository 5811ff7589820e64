using System.Text.Json;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

/// <summary>The supervisor over worker processes that follow a script.</summary>
public sealed class RunSupervisorTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RunProgress> _progress = [];
    private readonly List<ScriptedWorker> _workers = [];

    public void Dispose()
    {
        _stop.Dispose();
        _workers.ForEach(worker => worker.Dispose());
    }

    [Fact]
    public void ACleanRunIsAPass()
    {
        ScriptedWorker worker = Given().Says(WorkerEventCounts.KnownAnswers).EndsWell(_clock);
        RunRecord record = Run(worker);

        Assert.Equal(Outcome.Pass, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Empty(record.Findings);
        Assert.Equal([10, 20], record.Exposure.Cpus.Select(cpu => cpu.Blocks));
        Assert.Equal((ManualClock.Start, ManualClock.Start.AddSeconds(10)), (record.StartedAt, record.EndedAt));
        Assert.Equal("aesni", Assert.Single(record.KnownAnswers).Engine);
    }

    [Fact]
    public void TheWorkerGetsThePlanAndThenStop()
    {
        ScriptedWorker worker = Given().EndsWell(_clock);
        Run(worker);

        Assert.Equal(2, worker.Received.Count);
        Assert.Equivalent(Samples.Plan, JsonSerializer.Deserialize(worker.Received[0], EventJson.Default.RunPlan), strict: true);
        Assert.Equal("stop", worker.Received[1]);
        Assert.False(worker.WasKilled);
    }

    [Fact]
    public void ThoseWhoWatchSeeTheCountsGrow()
    {
        ScriptedWorker worker = Given().Says(WorkerEventCounts.Progress(4)).EndsWell(_clock);
        Run(worker);
        Assert.Contains(_progress, progress => progress.Exposure.Cpus.Count > 0 && progress.Exposure.Cpus[0].Blocks == 4);
        Assert.Equal(10, _progress[^1].Exposure.Cpus[0].Blocks);
        Assert.Equal(TimeSpan.FromSeconds(10), _progress[^1].Elapsed);
    }

    [Fact]
    public void WhatIsToldLateWasVerifiedWhenItWas()
    {
        ScriptedWorker worker = Given().Does(() => _clock.Advance(TimeSpan.FromSeconds(3.5)))
            .Says(WorkerEventCounts.Progress(4) with { Time = ManualClock.Start.AddSeconds(0.9) })
            .Says(WorkerEventCounts.Progress(6) with { Time = ManualClock.Start.AddSeconds(1.9) })
            .Says(WorkerEventCounts.Progress(7) with { Time = ManualClock.Start.AddSeconds(1_000) })
            .EndsWell(_clock);
        RunRecord record = Run(worker);

        // The last time comes from a wrong clock: it is reduced to the time of arrival.
        long[] blocks = [.. record.Timeline.Cpus[0].Bytes.Select(bytes => bytes / 16)];
        Assert.InRange(blocks.Length, 10, 20);
        Assert.Equal([4, 2], blocks[..2]);
        Assert.Equal(4, blocks[2..].Sum());
    }

    /// <summary>As chrony does in a guest that has just started.</summary>
    [Theory]
    [InlineData(-3_600)]
    [InlineData(3_600)]
    public void WhatIsToldAfterTheClockWasSetWasVerifiedWhenItWasTold(double step)
    {
        ScriptedWorker worker = Given()
            .Does(() => _clock.Advance(TimeSpan.FromSeconds(3.5)))
            .Says(WorkerEventCounts.Progress(4) with { Time = ManualClock.Start.AddSeconds(step + 3.4) }).Does(() => WaitForBlocks(4))
            .Does(() => _clock.Advance(TimeSpan.FromSeconds(2)))
            .Says(WorkerEventCounts.Progress(9) with { Time = ManualClock.Start.AddSeconds(step + 5.4) }).Does(() => WaitForBlocks(9))
            .EndsWell(_clock);
        RunRecord record = Run(worker);

        long[] blocks = [.. record.Timeline.Cpus[0].Bytes.Select(bytes => bytes / 16)];
        Assert.Equal([0, 0, 0, 4, 0, 5], blocks[..6]);
    }

    [Fact]
    public void AProcessThatDoesNotStopThoughItHasACpuHasHung()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", []))
            .Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).WaitsForStop()
            .Computes(TimeSpan.FromSeconds(55)).WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), limits: OneSecondToStop);

        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.ProcessCrash, finding.Verdict);
        Assert.Contains("did not stop in 1 s", finding.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatDoesNotStopForWantOfACpuIsNoFindingAndNoPass()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", []))
            .Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).WaitsForStop()
            .Computes(TimeSpan.FromSeconds(1.5)).WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), limits: OneSecondToStop);

        Assert.Empty(record.Findings);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Contains(record.Reasons, reason => reason.Contains("its CPU time in them was 1.5 s", StringComparison.Ordinal));
    }

    /// <summary>On a guest that gets hardly any CPU time, whatever its own clock shows.</summary>
    [Fact]
    public void AProcessThatDoesNotStopSinceItHasNotBegunIsNoFindingAndNoPass()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", []))
            .Says(new StressorDied("signal", null, "no reason")).PassesTime(_clock).WaitsForStop().Computes(TimeSpan.FromSeconds(55)).WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), limits: OneSecondToStop);

        Assert.Empty(record.Findings);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Contains(record.Reasons, reason => reason.Contains("it had not begun its work 1 s after it was told to stop", StringComparison.Ordinal));
    }

    [Fact]
    public void AProcessThatIsStoppedFromOutsideIsNoFindingAndNoPass()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4));
        worker.Threads = () => Threads('T');
        worker.PassesTime(_clock).WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), TimeSpan.FromMilliseconds(300));

        Assert.Empty(record.Findings);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.StartsWith("The worker process was stopped from outside (SIGSTOP or a similar signal) for ", record.Reasons[0], StringComparison.Ordinal);
        Assert.EndsWith(" s, and was then ended.", record.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>A miscompare that it reports nevertheless is a finding.</summary>
    [Fact]
    public void AMiscompareOfAProcessThatIsStoppedFromOutsideIsAFinding()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Seen("0.1"));
        worker.Threads = () => Threads('t');
        worker.PassesTime(_clock).WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), TimeSpan.FromMilliseconds(300));

        Assert.Equal(Verdict.Unexplained, Assert.Single(record.Findings).Verdict);
    }

    [Fact]
    public void AProcessThatDoesNotEndWhenKilledDoesNotHoldUpTheRun()
    {
        using var over = new ManualResetEventSlim();
        ScriptedWorker stuck = Given().Says(WorkerEventCounts.Progress(4)).WaitsToBeKilled().Does(() => over.Wait(TimeSpan.FromSeconds(30)));
        RunRecord record = Run(
            new ScriptedLauncher(stuck, Given().EndsWell(_clock)),
            limits: new WorkerLimits { MaximumSilence = TimeSpan.FromMilliseconds(300), MaximumEnd = TimeSpan.FromMilliseconds(300) });
        over.Set();

        Assert.Contains("sent no event for 0.3 s", Assert.Single(record.Findings).Explanation[0], StringComparison.Ordinal);
        Assert.StartsWith("The worker process did not end when it was killed", record.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void AProcessThatTheKernelKilledForWantOfMemoryIsNoFinding(int kills, bool excused)
    {
        long counted = 5;
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).Does(() => counted += kills);
        RunRecord record = Run(worker, () => KillsOf(counted));

        Assert.Equal(excused ? Outcome.Inconclusive : Outcome.Fault, record.Outcome);
        Assert.Equal(excused, record.Reasons.Any(reason => reason.StartsWith("The kernel killed the worker process because memory ran out", StringComparison.Ordinal)));
    }

    [Fact]
    public void ACrashIsAFindingAndTheRunGoesOn()
    {
        ScriptedWorker first = Given(new WorkerExit(134, null, ["Aborted."]), 5).Says(WorkerEventCounts.Progress(4));
        ScriptedWorker second = Given(new WorkerExit(null, "SIGSEGV", []), 6).Says(WorkerEventCounts.Progress(7));
        ScriptedWorker third = Given(processId: 7).EndsWell(_clock);
        RunRecord record = Run(first, second, third);

        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.Empty(record.Reasons);
        Assert.Equal([Verdict.ProcessCrash, Verdict.ProcessCrash], record.Findings.Select(finding => finding.Verdict));
        Assert.Equal(
            [(5, (int?)134, null), (6, null, "SIGSEGV")],
            record.Findings.Select(finding => (finding.Process!.ProcessId, finding.Process.ExitCode, finding.Process.Signal)));
        Assert.Equal(["Aborted."], record.Findings[0].Process!.StandardError);

        // The work that each of the three verified.
        Assert.Equal([4 + 7 + 10, 2 * (4 + 7 + 10)], record.Exposure.Cpus.Select(cpu => cpu.Blocks));
    }

    [Fact]
    public void AfterThreeRestartsItGivesUp()
    {
        ScriptedWorker[] workers =
        [
            .. Enumerable.Range(0, 6).Select(_ => Given(new WorkerExit(3, null, [])).Says(WorkerEventCounts.Progress(1))),
        ];
        var launcher = new ScriptedLauncher(workers);
        RunRecord record = Run(launcher);

        Assert.Equal(4, launcher.Started);
        Assert.Equal(4, record.Findings.Count);
        Assert.Equal(["Given up: none of 4 worker processes kept running, after 0.0 s of 10 s."], record.Reasons);
        Assert.Equal(4, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void AWorkerThatCrashesAtTheEndIsNotStartedAgain()
    {
        ScriptedWorker worker = Given(new WorkerExit(134, null, [])).Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).WaitsForStop();
        RunRecord record = Run(worker);
        Assert.Single(record.Findings);
        Assert.Empty(record.Reasons);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AWorkerMayBeSilentForLongerUntilItHasVerifiedABlock(bool hasCheckedKnownAnswers)
    {
        ScriptedWorker silent = Given(new WorkerExit(null, "SIGKILL", []));
        silent = (hasCheckedKnownAnswers ? silent.Says(WorkerEventCounts.KnownAnswers) : silent).WaitsToBeKilled();
        var supervisor = new RunSupervisor(new ScriptedLauncher(silent), _clock, Keep)
        {
            Limits = new WorkerLimits { MaximumStart = TimeSpan.FromMilliseconds(300), MaximumSilence = TimeSpan.FromMilliseconds(100) },

            // Another one would have to be quicker than that, on a machine that is busy with other tests.
            MaximumRestarts = 0,
        };
        RunRecord record = supervisor.Run(Samples.Plan, () => Samples.Host, "1.2.3", _stop.Token);

        Assert.True(silent.WasKilled);
        Assert.Contains("sent no event for 0.3 s", Assert.Single(record.Findings).Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ASilentWorkerIsKilledAndThatIsAFinding()
    {
        ScriptedWorker silent = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).WaitsToBeKilled();
        ScriptedWorker next = Given().EndsWell(_clock);
        RunRecord record = Run(new ScriptedLauncher(silent, next), TimeSpan.FromSeconds(2));

        Assert.True(silent.WasKilled);
        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.ProcessCrash, finding.Verdict);
        Assert.Contains("sent no event for 2 s", finding.Explanation[0], StringComparison.Ordinal);
        Assert.Equal(14, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void AWorkerThatDoesNotStopWhenToldIsKilled()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4))
            .PassesTime(_clock).WaitsForStop().WaitsToBeKilled();
        RunRecord record = Run(new ScriptedLauncher(worker), TimeSpan.FromMilliseconds(300));
        Assert.Equal(Verdict.ProcessCrash, Assert.Single(record.Findings).Verdict);
    }

    [Fact]
    public void GarbageOnThePipeIsAFindingAndTheRunGoesOnInTheSameProcess()
    {
        ScriptedWorker worker = Given().SaysLine("}{ no event").EndsWell(_clock);
        RunRecord record = Run(worker);
        Assert.Equal(["}{ no event"], Assert.Single(record.Findings).Process!.Garbage);
        Assert.Empty(record.Reasons);
        Assert.Equal(10, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void AHalfWrittenLastLineIsKept()
    {
        string half = ScriptedWorker.LineOf(WorkerEventCounts.Progress(5))[..30];
        ScriptedWorker first = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).SaysHalf(half);
        ScriptedWorker second = Given().EndsWell(_clock);
        RunRecord record = Run(first, second);
        Assert.Equal([half], Assert.Single(record.Findings).Process!.Garbage);
    }

    [Fact]
    public void WhatAKernelThatIsShortOfMemoryLeavesHalfWrittenIsNoFinding()
    {
        long kills = 5;
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).Does(() => kills++).SaysHalf("{");
        RunRecord record = Run(worker, () => KillsOf(kills));

        Assert.Equal(Outcome.Inconclusive, record.Outcome);
    }

    [Fact]
    public void AMiscompareOfWhichHalfIsWrittenIsAFindingWhateverEndedTheProcess()
    {
        string half = ScriptedWorker.LineOf(new MiscompareSeen(Samples.Miscompare))[..60];
        long kills = 5;
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).Does(() => kills++).SaysHalf(half);
        RunRecord record = Run(worker, () => KillsOf(kills));

        Assert.Equal([half], Assert.Single(record.Findings).Process!.Garbage);
    }

    [Fact]
    public void NonsenseIsToldWhileTheProcessGoesOn()
    {
        var told = new List<long>();
        ScriptedWorker worker = Given().Says(WorkerEventCounts.Progress(4)).SaysLine("nonsense").Says(WorkerEventCounts.Progress(5))
            .Does(() => told.Add(WaitForFindings(1))).EndsWell(_clock);
        RunRecord record = Run(worker);

        Assert.Equal([1], told);
        Assert.Equal(1, record.FindingCount);
        Assert.Equal(10, record.Exposure.Cpus[0].Blocks);
    }

    /// <summary>It may be the first of its steps that the system refuses.</summary>
    [Fact]
    public void WhatIsRefusedFromTheStartOnIsNotCountedAsRefusedBefore()
    {
        long refused = 5;
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGABRT", ["Out of memory."])).PassesTime(_clock);
        var launcher = new ScriptedLauncher(worker) { Starting = () => refused++ };
        RunRecord record = Run(launcher, readScarcity: () => new ResourceState { RefusedTasks = refused });

        Assert.Empty(record.Findings);
        Assert.Contains(record.Reasons, reason => reason.Contains("pids.max", StringComparison.Ordinal));
    }

    [Fact]
    public void AWantOfMemoryTakesOneThatCameNearItsLimit()
    {
        var limits = new ProcessLimits(null, 200_000_000_000, null, null);
        Assert.Equal(Outcome.Fault, Run(Crashing(100_000_000_000), () => new ResourceState { Limits = limits }).Outcome);
        Assert.Equal(Outcome.Inconclusive, Run(Crashing(199_900_000_000), () => new ResourceState { Limits = limits }).Outcome);

        ScriptedWorker Crashing(long addressSpace) => Given(new WorkerExit(null, "SIGABRT", ["Out of memory."]))
            .Takes(new MemoryUse(0, addressSpace, 0)).Says(WorkerEventCounts.Progress(4)).PassesTime(_clock).Says(WorkerEventCounts.Progress(5));
    }

    [Fact]
    public void AProcessThatTakesMemoryWithoutEndIsKilledAndTheRunGoesOn()
    {
        var use = new MemoryUse(new WorkerLimits().MemoryBytes(Samples.Plan), 0, 0);
        ScriptedWorker greedy = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4)).Takes(use)
            .Does(() => _clock.Advance(TimeSpan.FromSeconds(1))).Says(WorkerEventCounts.Progress(5)).Takes(use with { Resident = use.Resident + 500_000_000 }).WaitsToBeKilled();

        // The kernel's word for it does not count: it was the process that took the memory.
        long kills = 0;
        RunRecord record = Run(new ScriptedLauncher(greedy, Given().EndsWell(_clock)), readScarcity: () => KillsOf(kills++));

        Assert.True(greedy.WasKilled);
        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.ProcessCrash, finding.Verdict);
        Assert.Equal(
            ["The worker process took 1.6 GB of memory, more than the 1.1 GB that it needs, and was killed."], finding.Explanation);
        Assert.Equal(15, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void AProcessWithAWorkerThatHangsIsKilledAndTheRunGoesOn()
    {
        ScriptedWorker hung = Given(new WorkerExit(null, "SIGKILL", [])).Says(WorkerEventCounts.Progress(4))
            .Says(new WorkerHung(3, 1, "chain", 4.2, 2.5)).WaitsToBeKilled();
        RunRecord record = Run(hung, Given().EndsWell(_clock));

        Assert.True(hung.WasKilled);
        Finding finding = Assert.Single(record.Findings);
        Assert.Equal((Verdict.ProcessCrash, WorkerWatch.ProbeName, 1), (finding.Verdict, finding.Probe, finding.Cpu));
        Assert.Equal(
            ["Worker 3 hung on CPU 1, in probe chain: a turn did not end for 4.2 s, with 2.5 s of CPU time.", "The worker process was killed for that."],
            finding.Explanation);
        Assert.Equal(14, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void AMiscompareBeforeACrashIsKeptUnexplained()
    {
        ScriptedWorker first = Given(new WorkerExit(134, null, [])).Says(WorkerEventCounts.Seen("0.1"));
        ScriptedWorker second = Given().EndsWell(_clock);
        RunRecord record = Run(first, second);
        Assert.Equal([Verdict.Unexplained, Verdict.ProcessCrash], record.Findings.Select(finding => finding.Verdict));
        Assert.Equivalent(WorkerEventCounts.Seen("0.1").Miscompare, record.Findings[0].Evidence, strict: true);
    }

    [Fact]
    public void AStopOnRequestIsInconclusive()
    {
        ScriptedWorker worker = Given()
            .Says(WorkerEventCounts.Progress(4)).Does(() => _clock.Advance(TimeSpan.FromSeconds(2.5))).Does(_stop.Cancel).WaitsForStop().Says(WorkerEventCounts.Stopped(10));
        RunRecord record = Run(worker);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["Stopped on request, after 2.5 s of 10 s."], record.Reasons);
        Assert.Equal("stop", worker.Received[1]);
        Assert.Equal(10, record.Exposure.Cpus[0].Blocks);
    }

    [Fact]
    public void ASignalToTheWholeRunIsNoFinding()
    {
        ScriptedWorker worker = Given(new WorkerExit(null, "SIGTERM", [])).Says(WorkerEventCounts.Progress(4)).Does(_stop.Cancel);
        RunRecord record = Run(worker);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Empty(record.Findings);
    }

    [Fact]
    public void AWorkerThatEndsEarlyByItsOwnWordIsInconclusive()
    {
        ScriptedWorker worker = Given().Says(WorkerEventCounts.Stopped(10));
        RunRecord record = Run(worker);
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Equal(["Ended early, after 0.0 s of 10 s."], record.Reasons);
    }

    [Fact]
    public void AFloodOfFindingsIsTakenWhole()
    {
        ScriptedWorker worker = Given();
        for (int i = 0; i < 3_000; i++)
        {
            worker.Says(WorkerEventCounts.Seen($"0.{i}")).Says(WorkerEventCounts.Explained($"0.{i}"));
        }

        RunRecord record = Run(worker.EndsWell(_clock));
        Assert.Equal(3_000, record.FindingCount);
        Assert.Equal(100, record.Findings.Count);
        Assert.Equal(record.Findings, _progress[^1].Explained);
    }

    /// <summary>Waits until the observers have been notified of findings.</summary>
    private long WaitForFindings(long count) => WaitFor(progress => progress.Findings, count);

    /// <summary>Waits until the observers have been notified of blocks on the first CPU.</summary>
    private void WaitForBlocks(long count) => WaitFor(progress => progress.Exposure.Cpus.Count == 0 ? 0 : progress.Exposure.Cpus[0].Blocks, count);

    private long WaitFor(Func<RunProgress, long> counted, long count)
    {
        long told = 0;
        SpinWait.SpinUntil(
            () =>
            {
                lock (_progress)
                {
                    return (told = _progress.Count == 0 ? 0 : counted(_progress[^1])) >= count;
                }
            },
            TimeSpan.FromSeconds(30));
        return told;
    }

    private void Keep(RunProgress progress)
    {
        lock (_progress)
        {
            _progress.Add(progress);
        }
    }

    /// <summary>A worker without a script, which ends with that.</summary>
    private ScriptedWorker Given(WorkerExit? exit = null, int processId = 1000)
    {
        _workers.Add(new ScriptedWorker { ProcessId = processId, Exit = exit ?? new WorkerExit(0, null, []) });
        return _workers[^1];
    }

    private static WorkerLimits OneSecondToStop => new()
    {
        MaximumSilence = TimeSpan.FromSeconds(20),
        MaximumStop = TimeSpan.FromSeconds(1),
        MaximumStarvation = TimeSpan.FromSeconds(1),
    };

    private static Dictionary<int, ThreadStat> Threads(char state) => new() { [1] = new("speaker", state, 0) };

    private static ResourceState KillsOf(long count) => new() { Kills = new OomKills(count, null) };

    private RunRecord Run(params ScriptedWorker[] workers) => Run(new ScriptedLauncher(workers));

    private RunRecord Run(ScriptedWorker worker, Func<ResourceState> readScarcity) => Run(new ScriptedLauncher([worker]), readScarcity: readScarcity);

    private RunRecord Run(ScriptedLauncher launcher, TimeSpan? maximumSilence = null, Func<ResourceState>? readScarcity = null, WorkerLimits? limits = null)
    {
        var supervisor = new RunSupervisor(launcher, _clock, Keep)
        {
            Limits = limits ?? new WorkerLimits { MaximumSilence = maximumSilence ?? TimeSpan.FromSeconds(20) },
            ReadScarcity = readScarcity ?? (() => ResourceState.None),
        };
        return supervisor.Run(Samples.Plan, () => Samples.Host, "1.2.3", _stop.Token);
    }
}
