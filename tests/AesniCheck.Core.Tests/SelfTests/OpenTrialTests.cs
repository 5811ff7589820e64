using AesniCheck.Probes;
using AesniCheck.Records;
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

    [Theory]
    [InlineData(Verdict.CpuPersistent, true)]
    [InlineData(Verdict.CpuSporadic, true)]
    [InlineData(Verdict.Runtime, true)]
    [InlineData(Verdict.Library, true)]
    [InlineData(Verdict.RegisterState, false)]
    [InlineData(Verdict.RegisterLeak, false)]
    [InlineData(Verdict.Unexplained, false)]
    [InlineData(Verdict.Memory, false)]
    public void AFindingThatBlamesWhatIsWholeIsKept(Verdict verdict, bool isWrong)
    {
        OpenTrial trial = Open();
        trial.Add(SignAfter(3, Samples.Miscompare with { Id = "0.1" }));
        trial.Add(SignAfter(4, Samples.Miscompare with { Id = "0.2" }));
        trial.Add(SignAfter(5, "0.1", Samples.Finding with { Verdict = Verdict.RegisterState }));
        trial.Add(SignAfter(6, "0.2", Samples.Finding with { Verdict = verdict }));

        // Not only the first is looked at.
        Sighting sighting = trial.ToTrial().Sighting!;
        Assert.Equal(Verdict.RegisterState, sighting.Verdict);
        Assert.Equal(isWrong ? [verdict] : [], (sighting.WrongFindings ?? []).Select(finding => finding.Verdict));
    }

    [Fact]
    public void WhatIsChangedAgainIsLoggedWithTheFault()
    {
        OpenTrial trial = Open();
        trial.AddAgain(FaultSamples.Flip);
        Assert.Equal([.. FaultSamples.Flip.Changes, .. FaultSamples.Flip.Changes], trial.ToTrial().Fault.Changes);
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
