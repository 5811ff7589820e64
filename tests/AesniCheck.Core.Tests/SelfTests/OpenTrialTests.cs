using AesniCheck.Arbitration;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.SelfTests;

public sealed class OpenTrialTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void WhatIsNotSeenHasNoSighting()
    {
        OpenTrial trial = Open();
        Assert.False(trial.IsSeen);
        Assert.Null(trial.ToTrial().Sighting);
    }

    [Fact]
    public void TheFirstSignCounts()
    {
        OpenTrial trial = Open();
        Miscompare first = Samples.Miscompare with { Id = "0.1", ThreadId = 7 };
        trial.Add(SignAfter(3, first));
        trial.Add(SignAfter(4, Samples.Miscompare with { Id = "0.2", ThreadId = 8 }));
        Assert.True(trial.IsSeen);
        Assert.False(trial.IsExplained);

        trial.Add(SignAfter(5, "0.2", Samples.Finding with { Verdict = Verdict.Memory }));
        trial.Add(SignAfter(6, "0.1", Samples.Finding with { Verdict = Verdict.RegisterLeak, Cpu = 3 }));
        Assert.True(trial.IsExplained);
        Sighting sighting = trial.ToTrial().Sighting!;
        Assert.Equal((3.0, Verdict.RegisterLeak, 7, 3, 2), (sighting.Milliseconds, sighting.Verdict, sighting.ThreadId, sighting.Cpu, sighting.FindingCount));
        Assert.Equal(Samples.Finding.Explanation, sighting.Explanation);
    }

    [Fact]
    public void AMiscompareThatNobodyExplainsIsSeenAllTheSame()
    {
        OpenTrial trial = Open();
        trial.Add(SignAfter(3, Samples.Miscompare));
        Sighting sighting = trial.ToTrial().Sighting!;
        Assert.Equal(("block", Verdict.Unexplained, 1), (sighting.Probe, sighting.Verdict, sighting.FindingCount));
    }

    [Fact]
    public void ACrashIsASignToo()
    {
        OpenTrial trial = Open();
        trial.Add(SignAfter(9, null, Samples.Crash));
        Sighting sighting = trial.ToTrial().Sighting!;
        Assert.True(trial.IsExplained);
        Assert.Equal(("process", Verdict.ProcessCrash, (int?)null), (sighting.Probe, sighting.Verdict, sighting.ThreadId));
    }

    private OpenTrial Open() => new("chain", FaultSamples.Flip, _clock.GetTimestamp(), 1000, _clock);

    private FaultSign SignAfter(int milliseconds, Miscompare miscompare) => new(At(milliseconds), miscompare, null, miscompare.Id, 1000);

    private FaultSign SignAfter(int milliseconds, string? id, Finding finding) => new(At(milliseconds), null, finding, id, 1000);

    private long At(int milliseconds) => _clock.GetTimestamp() + TimeSpan.FromMilliseconds(milliseconds).Ticks;
}
