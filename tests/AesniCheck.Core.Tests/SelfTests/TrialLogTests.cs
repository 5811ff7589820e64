using AesniCheck.Injection;
using AesniCheck.Probes;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.SelfTests;

public sealed class TrialLogTests
{
    private readonly ManualClock _clock = new();
    private readonly TrialLog _log;
    private int _process = 1000;

    public TrialLogTests() => _log = new TrialLog("chain", _clock);

    [Fact]
    public void ALateSignGoesToTheFaultInItsThread()
    {
        Inject(thread: 7);
        Inject(thread: 8);
        Tell(thread: 7, "0.1", Verdict.RegisterState);
        Tell(thread: 8, "1.1", Verdict.RegisterLeak);

        _log.CloseAll();
        Assert.Equal([Verdict.RegisterState, Verdict.RegisterLeak], _log.Trials.Select(trial => trial.Sighting!.Verdict));
        Assert.Equal([30.0, 30.0], _log.Trials.Select(trial => trial.Sighting!.Milliseconds));
        Assert.Equal((2, 2), (_log.Injected, _log.Seen));
    }

    [Fact]
    public void ASignFromBeforeTheFaultIsNoneOfIt()
    {
        FaultSign early = Sign(thread: 7, "0.1");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Inject(thread: 7);
        _log.Take(early);
        _log.Take(Explanation("0.1", Verdict.RegisterState));

        _log.CloseAll();
        Assert.Null(Assert.Single(_log.Trials).Sighting);
        Assert.Single(_log.FalseAlarms);
    }

    [Fact]
    public void AFaultIsForgottenAfterTenSeconds()
    {
        Inject(thread: 7);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Inject(thread: 8);
        Tell(thread: 7, "0.1", Verdict.RegisterState);

        _log.CloseAll();
        Assert.All(_log.Trials, trial => Assert.Null(trial.Sighting));
        Assert.Single(_log.FalseAlarms);
    }

    [Fact]
    public void AnExplanationThatTakesLongIsNoFalseAlarm()
    {
        Inject(thread: 7);
        _log.Take(Sign(thread: 7, "0.1"));
        _clock.Advance(TimeSpan.FromSeconds(16));
        Inject(thread: 8);
        _log.Take(Explanation("0.1", Verdict.RegisterLeak));

        _log.CloseAll();
        Assert.Empty(_log.FalseAlarms);
        Assert.Equal(Verdict.RegisterLeak, _log.Trials[0].Sighting!.Verdict);
    }

    [Fact]
    public void ThePartnerOfASwapHasTheFaultTooAndTheSourceOfALeakHasNot()
    {
        Inject(FaultSamples.Of(FaultKind.SwapThreads, null) with { ThreadId = 7, OtherThreadId = 8 });
        Tell(thread: 8, "1.1", Verdict.RegisterLeak);
        Inject(FaultSamples.Of(FaultKind.Leak, RegisterArea.Xmm) with { ThreadId = 9, OtherThreadId = 10 });
        Tell(thread: 10, "2.1", Verdict.RegisterState);

        _log.CloseAll();
        Assert.NotNull(_log.Trials[0].Sighting);
        Assert.Null(_log.Trials[1].Sighting);
        Assert.Single(_log.FalseAlarms);
    }

    [Theory]
    [InlineData(null, "SIGSEGV", 0)]
    [InlineData(134, null, 0)]
    [InlineData(0, null, 1)]
    public void AProcessThatEndsWithoutItsLastWordIsAFalseAlarmAndACrashIsAConsequence(int? exitCode, string? signal, int alarms)
    {
        Inject(thread: 7);
        _log.MarkQuiet();
        _log.Take(Crash(exitCode, signal));

        _log.CloseAll();
        Assert.Equal(alarms, _log.FalseAlarms.Count);
        Assert.Equal(alarms == 0, _log.Trials[0].Sighting is not null);
    }

    [Fact]
    public void WhatWorkersSeeAfterALongSilenceIsAFalseAlarm()
    {
        Inject(thread: 7);
        _log.MarkQuiet();
        Tell(thread: 7, "0.1", Verdict.RegisterState);
        Assert.Single(_log.FalseAlarms);
    }

    [Fact]
    public void WhatIsSeenOfAControlIsAFalseAlarm()
    {
        Inject(FaultSamples.Of(FaultKind.None, null) with { ThreadId = 7 });
        Tell(thread: 7, "0.1", Verdict.RegisterState);

        _log.CloseAll();
        Assert.NotNull(_log.Trials[0].Sighting);
        Assert.Single(_log.FalseAlarms);
    }

    [Fact]
    public void AMiscompareThatIsNeverExplainedIsSeen()
    {
        Inject(thread: 7);
        _log.Take(Sign(thread: 7, "0.1"));
        _log.CloseAll();
        Assert.Equal(Verdict.Unexplained, Assert.Single(_log.Trials).Sighting!.Verdict);
    }

    /// <summary>Miscompares are counted anew in each, and threads may have the same ids.</summary>
    [Fact]
    public void WhatIsSeenInAnotherProcessIsNoConsequenceOfTheFault()
    {
        Inject(thread: 7);
        Tell(thread: 7, "0.1", Verdict.RegisterState);
        _process++;
        Tell(thread: 7, "0.1", Verdict.RegisterState);
        _log.Take(Crash(null, "SIGSEGV"));

        _log.CloseAll();
        Assert.Equal(1, Assert.Single(_log.Trials).Sighting!.FindingCount);
        Assert.Equal([Verdict.RegisterState, Verdict.ProcessCrash], _log.FalseAlarms.Select(alarm => alarm.Verdict));
    }

    private FaultSign Crash(int? exitCode, string? signal) =>
        new(_clock.GetTimestamp(), null, Samples.Crash with { Process = new ProcessEnd(_process, exitCode, signal, [], []) }, null, _process);

    private void Inject(int thread) => Inject(FaultSamples.Flip with { ThreadId = thread });

    private void Inject(InjectedFault fault)
    {
        _log.Open(fault, _clock.GetTimestamp(), _process);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
    }

    private void Tell(int thread, string id, Verdict verdict)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        _log.Take(Sign(thread, id));
        _log.Take(Explanation(id, verdict));
    }

    private FaultSign Sign(int thread, string id)
    {
        Miscompare miscompare = Samples.Miscompare with { Id = id, ThreadId = thread };
        return new FaultSign(_clock.GetTimestamp(), miscompare, null, id, _process);
    }

    private FaultSign Explanation(string id, Verdict verdict) => new(_clock.GetTimestamp(), null, Samples.Finding with { Verdict = verdict }, id, _process);
}
