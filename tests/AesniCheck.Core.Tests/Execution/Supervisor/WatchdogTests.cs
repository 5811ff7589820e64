using System.Text.Json;
using AesniCheck.Host.Counters;
using AesniCheck.Host.Limits;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ScriptedWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void AProcessThatIsSilentIsFoundWithinFiveSecondsOfItsLastWord()
    {
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        TimeSpan silence = LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.InRange(silence, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5) - Watchdog.Tick);
        Assert.Equal("sent no event for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void AProcessThatHasVerifiedNothingYetMayBeSilentForLonger()
    {
        Watchdog watchdog = Given();
        watchdog.IsVerifying = false;
        watchdog.EventReceived();
        Assert.Equal(new WorkerLimits().MaximumStart, LookUntilKilled(watchdog, watchdog.TickPassed));
        Assert.Equal("sent no event for 30 s", watchdog.KilledBecause);
    }

    [Fact]
    public void NonsenseIsNoSignOfLife()
    {
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        TimeSpan now = TimeSpan.Zero;
        while (!_worker.WasKilled && now < TimeSpan.FromMinutes(1))
        {
            watchdog.Look(now += Step, sentMalformed: true);
        }

        Assert.Equal("sent no event for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void AGuestThatWasPausedHasNotHung()
    {
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        watchdog.TickPassed();
        watchdog.Look(TimeSpan.FromHours(1), sentMalformed: false);
        watchdog.Look(TimeSpan.FromHours(2), sentMalformed: true);
        Assert.False(_worker.WasKilled);
    }

    [Fact]
    public void UnderMemoryPressureAProcessMayBeSilentForLonger()
    {
        var watchdog = new Watchdog(_worker, Samples.Plan with { UnderMemoryPressure = true }, new WorkerLimits()) { IsVerifying = true };
        watchdog.EventReceived();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.TickPassed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void AProcessThatGetsNoCpuMayBeSilentForLongerAndHasNotHung(int cpuMillisecondsInEachTick)
    {
        int looks = 0;
        _worker.Threads = () => new Dictionary<int, ThreadStat>
        {
            [1] = new("speaker", 'R', 0) { CpuTime = TimeSpan.FromMilliseconds(cpuMillisecondsInEachTick * ++looks) },
            [2] = new("worker 0", 'S', 0),
        };
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.TickPassed));
        Assert.Null(watchdog.KilledBecause);
        Assert.Equal(
            "The worker process was ended because it had sent no event for 30 s; its runnable threads got almost no CPU time: others used the machine.",
            watchdog.Excuse);
    }

    /// <summary>A disk that stalls, or a page that another host has to send: all other threads may wait for the one that waits for it.</summary>
    [Fact]
    public void AProcessThatWaitsForADiskMayBeSilentForLongerAndHasNotHung()
    {
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", 'S', 0), [2] = new("worker 0", 'D', 0) };
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.TickPassed));
        Assert.Null(watchdog.KilledBecause);
        Assert.EndsWith("; one of its threads waited in the kernel all the time (state D), most likely for a page or a disk.", watchdog.Excuse, StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatWaitsOrHasACpuIsFoundAsSoonAsEver()
    {
        int looks = 0;
        _worker.Threads = () =>
        {
            looks++;
            return new Dictionary<int, ThreadStat>
            {
                [2] = new("waits", 'S', 0),
                [3] = new("has one", 'R', 0) { CpuTime = TimeSpan.FromMilliseconds(6 * looks) },
                [4] = new("now and then", looks % 10 == 0 ? 'S' : 'R', 0),
                [7] = new("reads now and then", looks % 10 == 0 ? 'S' : 'D', 0),
                [looks < 10 ? 5 : 6] = new("comes and goes", 'R', 0),
            };
        };
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.Equal("sent no event for 4.5 s", watchdog.KilledBecause);
    }

    [Theory]
    [InlineData('T', 'T', "The worker process was stopped from outside (SIGSTOP or a similar signal) for 30 s, and was then ended.")]
    [InlineData('t', 'T', "The worker process was stopped from outside (a debugger or tracer) for 30 s, and was then ended.")]
    [InlineData('S', 't', "1 thread of the worker process was stopped from outside (a debugger or tracer) for 30 s, and was then ended.")]
    public void AProcessThatSomethingOutsideStoppedHasNotHung(char speaker, char worker, string excuse)
    {
        _worker.Threads = () => Threads(speaker, worker);
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.Null(watchdog.KilledBecause);
        Assert.Equal(excuse, watchdog.Excuse);
    }

    [Fact]
    public void AProcessThatGoesOnAfterAStopHasItsWholeTimeToSpeak()
    {
        char state = 'T';
        _worker.Threads = () => Threads(state, state);
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        Wait(watchdog, ticks: 120);
        state = 'S';
        Wait(watchdog, ticks: 40);
        Assert.False(_worker.WasKilled);
        Assert.InRange(watchdog.Stops.Total, TimeSpan.FromSeconds(11.5), TimeSpan.FromSeconds(12));
        Assert.Equal("The worker process was stopped from outside (SIGSTOP or a similar signal) for 11.9 s", watchdog.Stops.Sentence);

        // It hangs now, and that is its own.
        LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.StartsWith("sent no event for 4.", watchdog.KilledBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatIsStoppedAtTheEndOfARunIsEndedSoonAndHasNotHung()
    {
        _worker.Threads = () => Threads('T', 'T');
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        _worker.Send(JsonSerializer.Serialize(Samples.Plan, EventJson.Default.RunPlan));
        watchdog.Stop();
        Assert.InRange(LookUntilKilled(watchdog, watchdog.TickPassed), TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(5));
        Assert.Null(watchdog.KilledBecause);
        Assert.Contains("stopped from outside", watchdog.Excuse, StringComparison.Ordinal);
    }

    /// <summary>As an administrator does it with a process that should be out of the way.</summary>
    [Fact]
    public void AProcessThatIsKilledWhileItIsStoppedIsExcused()
    {
        bool isGone = false;
        _worker.Threads = () => isGone ? Threads('Z', 'R') : Threads('T', 'T');
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        Wait(watchdog, ticks: 31);
        isGone = true;
        Wait(watchdog, ticks: 2);
        Assert.Equal(
            "The worker process was stopped from outside (SIGSTOP or a similar signal) for 3 s, and then killed.", watchdog.ExcuseOf(new WorkerExit(null, "SIGKILL", [])));
        Assert.Null(watchdog.ExcuseOf(new WorkerExit(null, "SIGSEGV", [])));

        // It went on, and was killed long after.
        watchdog.EventReceived();
        Assert.Null(watchdog.ExcuseOf(new WorkerExit(null, "SIGKILL", [])));
        Assert.Null(Given().ExcuseOf(new WorkerExit(null, "SIGKILL", [])));
    }

    /// <summary>One thread of many, while the others speak.</summary>
    [Fact]
    public void AThreadThatIsStoppedIsSeenThoughTheProcessSpeaks()
    {
        _worker.Threads = () => Threads('S', 't');
        Watchdog watchdog = Given();
        for (int i = 0; i < 200; i++)
        {
            watchdog.EventReceived();
            watchdog.Look(i * Step, sentMalformed: false);
        }

        Assert.False(_worker.WasKilled);
        Assert.InRange(watchdog.Stops.Total, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
    }

    /// <summary>A host that provides a tenth of a CPU, and charges the guest for a whole one.</summary>
    [Theory]
    [InlineData(1, 4.5, 5)]
    [InlineData(0.5, 8, 8.5)]
    [InlineData(0.1, 36, 36.5)]
    public void AMachineThatGetsLessDoneGivesMoreTime(double pace, double atLeast, double atMost)
    {
        Watchdog watchdog = Given(pace);
        watchdog.EventReceived();
        Assert.InRange(LookUntilKilled(watchdog, watchdog.TickPassed), TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost));
        Assert.NotNull(watchdog.KilledBecause);
    }

    [Fact]
    public void AMachineThatGetsNextToNothingDoneIsNotWaitedForForEver()
    {
        Watchdog watchdog = Given(0.001);
        watchdog.EventReceived();
        Assert.Equal(new WorkerLimits().MaximumStarvation, LookUntilKilled(watchdog, watchdog.TickPassed));
        Assert.Null(watchdog.KilledBecause);
        Assert.Equal(
            "The worker process was ended because it had sent no event for 180 s and had not begun its work; this machine was too slow: "
            + "in 180 s it did the work of 1.2 s of a slow CPU, whatever its clock says.",
            watchdog.Excuse);
    }

    [Fact]
    public void AHangThatWaitsIsFoundAsSoonOnASlowMachine()
    {
        Watchdog watchdog = Given(0.001);
        _worker.Threads = () => Threads('S', 'S');
        watchdog.EventReceived();
        Assert.InRange(LookUntilKilled(watchdog, watchdog.TickPassed), TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(5));
        Assert.Equal("sent no event for 4.5 s", watchdog.KilledBecause);
    }

    [Theory]
    [InlineData(true, 1.0, 60, 60, "did not stop in 60 s", null)]
    [InlineData(true, 1.0, 1.5, 60, null, "its CPU time in them was 1.5 s")]
    [InlineData(true, 0.01, 60, 180, null, "this machine was too slow: in 180 s it did the work of 2.8 s of a slow CPU")]
    [InlineData(false, 1.0, 60, 60, null, "it had not begun its work 60 s after it was told to stop: it was starved")]
    [InlineData(false, 0.01, 60, 180, null, "it had not begun its work 180 s after it was told to stop: it was starved, and this machine was too slow")]
    public void OneThatDoesNotStopHungIfItHadBegunAndTheMachineDidItsPart(
        bool hasBegun, double pace, double cpuSeconds, double endsAfter, string? killedBecause, string? excuse)
    {
        Watchdog watchdog = Given(pace);
        watchdog.HasBegun = hasBegun;
        watchdog.EventReceived();
        _worker.Send(JsonSerializer.Serialize(Samples.Plan, EventJson.Default.RunPlan));
        watchdog.Stop();
        Assert.Equal(0, _worker.Computes(TimeSpan.FromSeconds(cpuSeconds)).Read([], 0, 0));
        TimeSpan ended = LookUntilKilled(watchdog, () => Speak(watchdog));
        Assert.InRange(ended, TimeSpan.FromSeconds(endsAfter), TimeSpan.FromSeconds(endsAfter + 1));
        Assert.Equal(killedBecause, watchdog.KilledBecause);
        Assert.True(excuse is null ? watchdog.Excuse is null : watchdog.Excuse?.Contains(excuse, StringComparison.Ordinal) == true, watchdog.Excuse);
    }

    /// <summary>A cgroup frozen by v1 keeps even killed processes.</summary>
    [Fact]
    public void AProcessThatDoesNotEndWhenKilledIsAbandoned()
    {
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.False(watchdog.IsAbandoned);
        Wait(watchdog, ticks: 99);
        Assert.False(watchdog.IsAbandoned);
        Wait(watchdog, ticks: 1);
        Assert.True(watchdog.IsAbandoned);
    }

    [Fact]
    public void StarvationIsForgottenWithAWord()
    {
        char state = 'R';
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", state, 0) };
        Watchdog watchdog = Given();
        watchdog.EventReceived();
        for (int i = 0; i < 100; i++)
        {
            watchdog.TickPassed();
            watchdog.Look(TimeSpan.Zero, sentMalformed: false);
        }

        Assert.False(_worker.WasKilled);
        watchdog.EventReceived();
        state = 'S';
        LookUntilKilled(watchdog, watchdog.TickPassed);
        Assert.Equal("sent no event for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void MemoryIsLookedAtHoweverMuchTheProcessSpeaks()
    {
        Watchdog watchdog = Given();
        _worker.Memory = new MemoryUse(long.MaxValue, 0, 0);
        watchdog.Look(Step, sentMalformed: false);
        Assert.False(_worker.WasKilled);
        watchdog.EventReceived();
        watchdog.Look(2 * Step, sentMalformed: false);
        Assert.True(_worker.WasKilled);
        Assert.Contains(" of memory, more than the 1.1 GB that it needs,", watchdog.KilledBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMostMemoryThatItTookIsKept()
    {
        Watchdog watchdog = Given();
        _worker.Memory = new MemoryUse(3, 10, 2);
        watchdog.TickPassed();
        Assert.Null(watchdog.Peak);
        _worker.Memory = new MemoryUse(1, 12, 1);
        watchdog.TickPassed();
        watchdog.EventReceived();
        Assert.Equal(new MemoryUse(3, 12, 2), watchdog.Peak);

        // It has ended.
        _worker.Memory = default;
        watchdog.TickPassed();
        Assert.Equal(new MemoryUse(3, 12, 2), watchdog.Peak);
    }

    [Fact]
    public void TheMemoryOfStressorsAndWorkersIsAllowed()
    {
        var limits = new WorkerLimits { SpareMemoryBytes = 1_000 };
        Assert.Equal(1_000 + (4L << 24), limits.MemoryBytes(Samples.Plan));
        Assert.Equal(1_000 + (4L << 24) + (5L << 38), limits.MemoryBytes(Samples.Plan with { MemoryBytes = 1L << 40 }));
    }

    [Fact]
    public void AProcessIsKilledOnceAndForOneReason()
    {
        Watchdog watchdog = Given();
        watchdog.Kill();
        LookUntilKilled(watchdog, watchdog.TickPassed);
        for (int i = 0; i < 1_000; i++)
        {
            watchdog.TickPassed();
            watchdog.Look(i * Step, sentMalformed: false);
        }

        Assert.Null(watchdog.KilledBecause);
    }

    private static Dictionary<int, ThreadStat> Threads(char speaker, char worker) => new() { [1] = new("speaker", speaker, 0), [2] = new("worker 0", worker, 0) };

    private static void Wait(Watchdog watchdog, int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            watchdog.TickPassed();
            watchdog.Look(TimeSpan.Zero, sentMalformed: false);
        }
    }

    /// <summary>A word now and then, as of one that ends its threads.</summary>
    private static void Speak(Watchdog watchdog)
    {
        watchdog.EventReceived();
        watchdog.TickPassed();
    }

    private Watchdog Given() => new(_worker, Samples.Plan, new WorkerLimits()) { IsVerifying = true };

    /// <summary>One of a process with a thread that has a CPU all the time, on a machine of some pace.</summary>
    private Watchdog Given(double pace)
    {
        int looks = 0;
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", 'R', 0) { CpuTime = Watchdog.Tick * ++looks } };
        return new Watchdog(_worker, Samples.Plan, new WorkerLimits()) { MeasurePace = () => pace, IsVerifying = true };
    }

    /// <returns>The ticks that went by, as a time.</returns>
    private TimeSpan LookUntilKilled(Watchdog watchdog, Action tick)
    {
        TimeSpan time = TimeSpan.Zero;
        for (; !_worker.WasKilled && time < TimeSpan.FromMinutes(5); time += Watchdog.Tick)
        {
            tick();
            watchdog.Look(TimeSpan.Zero, sentMalformed: false);
        }

        return time;
    }
}
