using AesniCheck.Host.Counters;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class KernelWatchTests
{
    private readonly ManualClock _clock = new();
    private IReadOnlyDictionary<int, KernelCounts>? _counts = Counted(timer: 1_000, softirqs: 50, stealMilliseconds: 10);

    [Fact]
    public void WhatWasCountedBeforeDoesNotCount()
    {
        KernelWatch watch = Watch();
        watch.Update(now: true);
        Assert.Equal((0, 0, 0, 0.0), (watch.Of(3)!.TimerInterrupts, watch.Of(3)!.Interrupts, watch.Of(3)!.Softirqs, watch.Of(3)!.StealSeconds));
    }

    [Fact]
    public void TheDifferencesOfAllReadingsAddUp()
    {
        KernelWatch watch = Watch();
        _counts = Counted(timer: 1_100, softirqs: 60, stealMilliseconds: 30);
        watch.Update(now: true);

        // The kernel's counter has overflowed, or the CPU was offline: the count up to then is kept.
        _counts = Counted(timer: 7, softirqs: 65, stealMilliseconds: 40);
        watch.Update(now: true);
        _counts = Counted(timer: 27, softirqs: 65, stealMilliseconds: 40);
        watch.Update(now: true);

        KernelEventCounts events = watch.Of(3)!;
        Assert.Equal((120, 15, 0.03), (events.TimerInterrupts, events.Softirqs, events.StealSeconds));
        Assert.Equal(events.TimerInterrupts, events.Interrupts);
    }

    [Fact]
    public void ItReadsEveryFewSecondsOnly()
    {
        KernelWatch watch = Watch();
        _counts = Counted(timer: 1_100, softirqs: 60, stealMilliseconds: 10);
        watch.Update(now: false);
        Assert.Null(watch.Of(3));
        _clock.Advance(TimeSpan.FromSeconds(5));
        watch.Update(now: false);
        Assert.Equal(100, watch.Of(3)!.TimerInterrupts);
    }

    [Fact]
    public void WhatTheKernelDoesNotTellIsUnknown()
    {
        KernelWatch watch = Watch();
        _counts = new Dictionary<int, KernelCounts> { [3] = new KernelCounts(3, null, new SoftirqCounts(60, 0), null) };
        watch.Update(now: true);
        Assert.Equal(new KernelEventCounts { Softirqs = 10 }, watch.Of(3));
        Assert.Null(watch.Of(4));
    }

    [Fact]
    public void WithoutCountersThereIsNothing()
    {
        _counts = null;
        KernelWatch watch = Watch();
        watch.Update(now: true);
        Assert.Null(watch.Of(3));
    }

    [Fact]
    public void TheSumOfWhatIsPartlyUnknownIsUnknown()
    {
        var known = new KernelEventCounts { Interrupts = 5, Softirqs = 7, StealSeconds = 1 };
        Assert.Equal(new KernelEventCounts { Interrupts = 10 }, KernelEventCounts.Sum([known, new KernelEventCounts { Interrupts = 5 }]));
        Assert.Null(KernelEventCounts.Sum([known, null]));
        Assert.Null(KernelEventCounts.Sum([]));
        Assert.Equal(known, KernelEventCounts.Sum([known]));
    }

    private static Dictionary<int, KernelCounts> Counted(long timer, long softirqs, int stealMilliseconds) => new()
    {
        [3] = new KernelCounts(3, new InterruptCounts(timer, 0, 0, 0, 0, 0), new SoftirqCounts(softirqs, 0), TimeSpan.FromMilliseconds(stealMilliseconds)),
    };

    private KernelWatch Watch() => new(() => _counts, _clock);
}
