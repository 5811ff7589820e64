using AesniCheck.Execution;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;
using Xunit;

namespace AesniCheck.SelfTests;

/// <summary>The self-test over worker processes and faults that exist on paper.</summary>
public sealed class SelfTesterTests : IDisposable
{
    private const string NotAllowed = "PTRACE_SEIZE of thread 7: Operation not permitted. Allow it.";

    private readonly List<SelfTestProgress> _progress = [];
    private readonly CancellationTokenSource _stop = new();
    private int _miscompares;

    [Fact]
    public void FaultsThatAreToldOfAreSeen()
    {
        SelfTestRecord record = Run(PlanOf(count: 5, FaultKind.None, FaultKind.Flip), Tell);

        Assert.Equal(SelfTestResult.Detects, record.Result);
        Assert.Empty(record.Reasons);
        Assert.Empty(record.FalseAlarms);
        Assert.Equal([(FaultKind.None, null, 5, 0), (FaultKind.Flip, RegisterArea.Xmm, 5, 5)], record.Classes.Select(Counts));
        DetectionClass flips = record.Classes[1];
        Assert.Equal((0.99, true, null), (flips.Claim, flips.Kept, flips.Shortfall));
        Assert.Equal([new VerdictCount(Verdict.RegisterState, 5)], flips.Verdicts);
        Assert.InRange(flips.MedianMilliseconds!.Value, 0, flips.WorstMilliseconds!.Value);
        Assert.All(record.Trials.Where(trial => trial.Fault.Kind == FaultKind.Flip), trial => Assert.Equal(1, trial.Sighting!.FindingCount));
        Assert.All(_progress, progress => Assert.Equal(10, progress.Planned));
        Assert.Equal(SelfTestRecord.BannerText, record.Banner);
    }

    [Theory]
    [InlineData(Verdict.CpuSporadic)]
    [InlineData(Verdict.Runtime)]
    public void AFindingThatBlamesTheCpuForAChangedRegisterCountsAgainstIt(Verdict verdict)
    {
        SelfTestRecord record = Run(PlanOf(count: 5, FaultKind.Flip), (worker, _, _) => TellOf(worker, worker.ProcessId, verdict));

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.Equal((5, 5), (record.Classes[0].Seen, record.Classes[0].WrongVerdicts));
        Assert.StartsWith("Of the findings in chain, flip, xmm, 5 blamed the CPU, the runtime or the library", Assert.Single(record.Reasons), StringComparison.Ordinal);
        Assert.EndsWith("5 wrong verdicts", SelfTestText.ResultLine(record), StringComparison.Ordinal);
    }

    [Fact]
    public void RegistersAreChangedAgainUntilThereIsAFinding()
    {
        var plan = PlanOf(count: 2, FaultKind.Flip, FaultKind.Again);
        SelfTestRecord record = Run(plan, (worker, kind, area) =>
        {
            if (kind == FaultKind.Flip)
            {
                Tell(worker, kind, area);
            }
        }, again: Tell);

        Assert.Equal(SelfTestResult.Detects, record.Result);
        Assert.All(record.Trials, trial => Assert.InRange(trial.Fault.Changes.Count, trial.Fault.Kind == FaultKind.Again ? 4 : 1, trial.Fault.Kind == FaultKind.Again ? 256 : 1));
        Assert.All(record.Trials, trial => Assert.NotNull(trial.Sighting));
    }

    [Fact]
    public void FaultsThatNobodyTellsOfAreMissed()
    {
        SelfTestRecord record = Run(PlanOf(count: 3, FaultKind.Flip), (_, _, _) => { });

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.Equal("0 of 3 faults in chain, flip, xmm were seen; 99 % is claimed.", Assert.Single(record.Reasons));
        Assert.Equal((0, false), (record.Classes[0].Seen, record.Classes[0].Kept));
        Assert.All(record.Trials, trial => Assert.Null(trial.Sighting));
    }

    [Fact]
    public void AFindingBeforeAnythingWasChangedIsAFalseAlarm()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.None), (worker, _, area) => Tell(worker, FaultKind.Flip, area));

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.Equal(2, record.FalseAlarms.Count);
        Assert.Contains("No injected fault explains 2 findings", record.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkerProcessWhoseLastWordIsLostIsAFalseAlarm()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), Tell, new SpeakingLauncher { LastWordsAreLost = true });

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.Equal((2, 2), (record.Classes[0].Injected, record.Classes[0].Seen));
        Assert.Equal(Verdict.ProcessCrash, Assert.Single(record.FalseAlarms).Verdict);
    }

    [Fact]
    public void WhatAnotherThreadSeesIsNoConsequenceOfTheFault()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), (worker, _, _) => TellOf(worker, thread: 1));

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.All(record.Trials, trial => Assert.Null(trial.Sighting));
        Assert.Equal(2, record.FalseAlarms.Count);
    }

    [Fact]
    public void DamagedMemoryIsSeenByWhoeverUsesIt()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), (worker, _, _) => TellOf(worker, thread: 1, Verdict.Memory));

        Assert.Empty(record.FalseAlarms);
        Assert.Equal([new VerdictCount(Verdict.Memory, 2)], record.Classes[0].Verdicts);
    }

    [Fact]
    public void AFindingWithoutItsMiscompareIsAFalseAlarm()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), (worker, _, _) => worker.Say(Execution.WorkerEventCounts.Explained("9.9")));

        Assert.Equal(2, record.FalseAlarms.Count);
        Assert.All(record.Trials, trial => Assert.Null(trial.Sighting));
    }

    [Fact]
    public void TooFewFaultsAndControlsAloneShowNothing()
    {
        SelfTestRecord one = Run(PlanOf(count: 1, FaultKind.Flip) with { Subjects = [new SelfTestSubject("block", Samples.Plan)] }, Tell);
        Assert.Equal(SelfTestResult.Inconclusive, one.Result);
        Assert.Contains("give a larger --count", Assert.Single(one.Reasons), StringComparison.Ordinal);

        SelfTestRecord controls = Run(PlanOf(count: 3, FaultKind.None), Tell);
        Assert.Equal(SelfTestResult.Inconclusive, controls.Result);
        Assert.Contains("No rate is claimed", Assert.Single(controls.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkerProcessThatCannotBeStartedAgainKeepsWhatWasSeen()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.None, FaultKind.Flip), Tell, new SpeakingLauncher { MostWorkers = 1 });

        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Equal(2, record.Trials.Count);
        Assert.Contains("No further worker process could be started", Assert.Single(record.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void ACrashIsSeenAndAFreshProcessGetsTheNextFault()
    {
        SelfTestRecord record = Run(PlanOf(count: 3, FaultKind.Flip), (worker, _, _) => worker.Crash());

        Assert.Equal(SelfTestResult.Detects, record.Result);
        Assert.Equal([new VerdictCount(Verdict.ProcessCrash, 3)], record.Classes[0].Verdicts);
        Assert.Equal(3, record.Trials.Select(trial => trial.Fault.ThreadId).Distinct().Count());
    }

    [Fact]
    public void AMachineThatForbidsItLeavesItOpen()
    {
        SelfTestRecord record = Run(PlanOf(count: 3, FaultKind.Flip), new SpeakingLauncher(), (_, _) => new InjectionAttempt(null, InjectionFailure.Forbidden, NotAllowed));

        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Equal(NotAllowed, Assert.Single(record.Reasons));
        Assert.Empty(record.Trials);
    }

    [Fact]
    public void WhatHoldsTheSameAllTheTimeCannotBeChanged()
    {
        SelfTestPlan plan = PlanOf(count: 2, FaultKind.Zero, FaultKind.Flip);
        SelfTestRecord record = Run(plan, Tell, refuse: kind => kind == FaultKind.Zero ? InjectionFailure.NothingToChange : null);

        Assert.Contains("nothing to change", record.Classes[0].Shortfall, StringComparison.Ordinal);
        Assert.Equal(2, record.Classes[1].Seen);

        // Every claim must be tried.
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Contains("chain, zero, xmm", Assert.Single(record.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAreaThatTheKernelHasSwitchedOffIsSaidSo()
    {
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), Tell, refuse: _ => InjectionFailure.NoSuchArea);
        Assert.Contains("lacks these registers", record.Classes[0].Shortfall, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkerThatIsNotAtWorkIsTriedAgain()
    {
        int tries = 0;
        SelfTestRecord record = Run(PlanOf(count: 2, FaultKind.Flip), Tell, refuse: _ => ++tries % 5 == 0 ? null : InjectionFailure.RegistersNotLive);
        Assert.Equal((2, 2), (record.Classes[0].Injected, record.Classes[0].Seen));
        Assert.Equal(10, tries);
    }

    [Fact]
    public void AnEarlyStopLeavesItOpenAndKeepsWhatWasSeen()
    {
        SelfTestRecord record = Run(PlanOf(count: 1_000, FaultKind.Flip), (worker, kind, area) =>
        {
            Tell(worker, kind, area);
            if (_miscompares == 3)
            {
                _stop.Cancel();
            }
        });

        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Equal("Stopped on request, with 997 of 1000 faults not injected.", Assert.Single(record.Reasons));
        Assert.Equal(3, record.Trials.Count);
        Assert.Equal(3, record.Classes[0].Seen);
    }

    [Fact]
    public void WorkersThatEndAgainAndAgainByThemselvesAreGivenUp()
    {
        SelfTestRecord record = Run(PlanOf(count: 3, FaultKind.Flip), Tell, new SpeakingLauncher(worker => worker.Crash()));

        Assert.NotEqual(SelfTestResult.Detects, record.Result);
        Assert.NotEmpty(record.FalseAlarms);
        Assert.Contains(record.Reasons, reason => reason.Contains("did not start working", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatWasAskedForAndIsNotToBeHadLeavesItOpen()
    {
        SelfTestPlan plan = PlanOf(count: 2, FaultKind.Flip) with { Skipped = [new SkippedPart("kernel", "it has no AF_ALG", Requested: true), new SkippedPart("opmask", "no AVX-512", false)] };
        SelfTestRecord record = Run(plan, Tell);

        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Equal(["The requested probe kernel can't be tried here: it has no AF_ALG."], record.Reasons);
        Assert.Equal(["The register area opmask can't be tried here: no AVX-512."], record.Notes);
    }

    [Fact]
    public void AQuickSelfTestStopsWhenItsClaimsAreDecided()
    {
        SelfTestPlan plan = PlanOf(count: 2, Enum.GetValues<FaultKind>()) with { Quick = true };
        SelfTestRecord record = Run(plan, Tell);

        Assert.Equal(SelfTestResult.Detects, record.Result);
        int least = SequentialTest.LeastTrials(0.99, claims: 3);
        Assert.Equal(
            [(FaultKind.None, null, 2, 0), (FaultKind.Flip, RegisterArea.Xmm, least, least), (FaultKind.Zero, RegisterArea.Xmm, least, least), (FaultKind.Leak, RegisterArea.Xmm, least, least)],
            record.Classes.Select(Counts));
        Assert.All(_progress, progress => Assert.Equal(2 + (3 * least), progress.Planned));
    }

    [Fact]
    public void AQuickSelfTestRejectsABlindDetector()
    {
        SelfTestRecord record = Run(PlanOf(count: 1, FaultKind.Flip) with { Quick = true }, (_, _, _) => { });

        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.Equal(false, record.Classes[0].Kept);
        Assert.InRange(record.Classes[0].Injected, 2, 10);
    }

    [Fact]
    public void TheSameSeedMakesTheSameInjectors()
    {
        List<ulong> first = [];
        List<ulong> second = [];
        foreach (List<ulong> seeds in (List<ulong>[])[first, second])
        {
            Run(PlanOf(count: 1, FaultKind.Flip), new SpeakingLauncher(), (_, _) => new InjectionAttempt(null, InjectionFailure.Forbidden, NotAllowed), seeds.Add);
        }

        Assert.Equal(first, second);
        Assert.Single(first);
    }

    public void Dispose() => _stop.Dispose();

    private static (FaultKind Kind, RegisterArea? Area, int Injected, int Seen) Counts(DetectionClass entry) => (entry.Kind, entry.Area, entry.Injected, entry.Seen);

    private static SelfTestPlan PlanOf(int count, params FaultKind[] kinds) => new()
    {
        Seed = 5,
        Count = count,
        Subjects = [new SelfTestSubject("chain", Samples.Plan with { DurationSeconds = 86_400 })],
        Kinds = kinds,
        Areas = [RegisterArea.Xmm],
        Skipped = [],
    };

    /// <summary>The worker reports a miscompare, if there was a fault, and explains it.</summary>
    private void Tell(SpeakingWorker worker, FaultKind kind, RegisterArea? area)
    {
        if (kind == FaultKind.None)
        {
            return;
        }

        TellOf(worker, worker.ProcessId);
    }

    /// <summary>The worker reports a miscompare that this thread saw, and explains it.</summary>
    private void TellOf(SpeakingWorker worker, int thread, Verdict verdict = Verdict.RegisterState)
    {
        string id = $"{worker.ProcessId}.{++_miscompares}";
        worker.Say(new MiscompareSeen(Samples.Miscompare with { Id = id, ThreadId = thread }));
        worker.Say(Execution.WorkerEventCounts.Explained(id, verdict));
    }

    /// <summary>Runs it over workers to which something happens at each fault.</summary>
    private SelfTestRecord Run(
        SelfTestPlan plan,
        Action<SpeakingWorker, FaultKind, RegisterArea?> happens,
        SpeakingLauncher? launcher = null,
        Func<FaultKind, InjectionFailure?>? refuse = null,
        Action<SpeakingWorker, FaultKind, RegisterArea?>? again = null)
    {
        SpeakingLauncher workers = launcher ?? new SpeakingLauncher();
        int repeated = 0;
        return Run(plan, workers, (kind, area) =>
        {
            if (refuse?.Invoke(kind) is { } reason)
            {
                return new InjectionAttempt(null, reason);
            }

            SpeakingWorker worker = workers.Started[^1];
            long timestamp = TimeProvider.System.GetTimestamp();
            repeated = 0;
            happens(worker, kind, area);
            return new InjectionAttempt(FaultSamples.Of(kind, area) with { ThreadId = worker.ProcessId }, Timestamp: timestamp);
        }, again: fault =>
        {
            // Of each fault the third change is the one that is seen.
            if (++repeated % 3 == 0)
            {
                again?.Invoke(workers.Started[^1], fault.Kind, fault.Area);
            }

            return new InjectionAttempt(fault);
        });
    }

    private SelfTestRecord Run(
        SelfTestPlan plan,
        SpeakingLauncher launcher,
        Func<FaultKind, RegisterArea?, InjectionAttempt> inject,
        Action<ulong>? seeded = null,
        Func<InjectedFault, InjectionAttempt>? again = null)
    {
        var tester = new SelfTester(plan, launcher, Make, TimeProvider.System, _progress.Add);
        return tester.Run(() => Samples.Host, "1.2.3", _stop.Token);

        IFaultInjector Make(int process, ulong seed)
        {
            seeded?.Invoke(seed);
            Assert.Contains(launcher.Started, worker => worker.ProcessId == process);
            return new PaperInjector(inject, again ?? (_ => new InjectionAttempt(null, InjectionFailure.RegistersNotLive)));
        }
    }

    private sealed class PaperInjector(
        Func<FaultKind, RegisterArea?, InjectionAttempt> inject, Func<InjectedFault, InjectionAttempt> again) : IFaultInjector
    {
        public InjectionAttempt TryInject(FaultKind kind, RegisterArea? area) => inject(kind, area);

        public InjectionAttempt TryInjectAgain(InjectedFault fault) => again(fault);
    }
}
