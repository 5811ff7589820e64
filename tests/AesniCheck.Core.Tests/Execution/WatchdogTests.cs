using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Execution;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ScriptedWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void AProcessThatIsSilentIsFoundWithinFiveSecondsOfItsLastWord()
    {
        Watchdog watchdog = Given();
        watchdog.Heard();
        TimeSpan silence = LookUntilKilled(watchdog, watchdog.Waited);
        Assert.InRange(silence, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5) - Watchdog.Tick);
        Assert.Equal("said nothing for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void NonsenseIsNoSignOfLife()
    {
        Watchdog watchdog = Given();
        watchdog.Heard();
        TimeSpan now = TimeSpan.Zero;
        while (!_worker.WasKilled && now < TimeSpan.FromMinutes(1))
        {
            watchdog.Look(now += Step, spokeNonsense: true);
        }

        Assert.Equal("said nothing for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void AGuestThatWasPausedHasNotHung()
    {
        Watchdog watchdog = Given();
        watchdog.Heard();
        watchdog.Waited();
        watchdog.Look(TimeSpan.FromHours(1), spokeNonsense: false);
        watchdog.Look(TimeSpan.FromHours(2), spokeNonsense: true);
        Assert.False(_worker.WasKilled);
    }

    [Fact]
    public void UnderMemoryPressureAProcessMayBeSilentForLonger()
    {
        var watchdog = new Watchdog(_worker, Samples.Plan with { UnderMemoryPressure = true }, new WorkerLimits());
        watchdog.Heard();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.Waited));
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
        watchdog.Heard();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.Waited));
        Assert.Null(watchdog.KilledBecause);
        Assert.Equal(
            "The worker process was ended, as it had said nothing for 30 s; threads of it that could run got next to no CPU: others had the machine.",
            watchdog.Excuse);
    }

    /// <summary>A disk that stalls, or a page that another host has to send: all other threads may wait for the one that waits for it.</summary>
    [Fact]
    public void AProcessThatWaitsForADiskMayBeSilentForLongerAndHasNotHung()
    {
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", 'S', 0), [2] = new("worker 0", 'D', 0) };
        Watchdog watchdog = Given();
        watchdog.Heard();
        Assert.Equal(TimeSpan.FromSeconds(30), LookUntilKilled(watchdog, watchdog.Waited));
        Assert.Null(watchdog.KilledBecause);
        Assert.EndsWith("; a thread of it waited in the kernel all the time, for a page or a disk most likely (state D).", watchdog.Excuse, StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatIsHeldOrWaitsOrHasACpuIsFoundAsSoonAsEver()
    {
        int looks = 0;
        _worker.Threads = () =>
        {
            looks++;
            return new Dictionary<int, ThreadStat>
            {
                [1] = new("held", 'T', 0),
                [2] = new("waits", 'S', 0),
                [3] = new("has one", 'R', 0) { CpuTime = TimeSpan.FromMilliseconds(6 * looks) },
                [4] = new("now and then", looks % 10 == 0 ? 'S' : 'R', 0),
                [7] = new("reads now and then", looks % 10 == 0 ? 'S' : 'D', 0),
                [looks < 10 ? 5 : 6] = new("comes and goes", 'R', 0),
            };
        };
        Watchdog watchdog = Given();
        watchdog.Heard();
        LookUntilKilled(watchdog, watchdog.Waited);
        Assert.Equal("said nothing for 4.5 s", watchdog.KilledBecause);
    }

    /// <summary>A finding all the same: nobody can tell it from a guest that stops single threads.</summary>
    [Theory]
    [InlineData('T')]
    [InlineData('t')]
    public void OneThatSomebodyStoppedIsSaidToBe(char state)
    {
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", state, 0), [2] = new("worker 0", 'T', 0) };
        Watchdog watchdog = Given();
        watchdog.Heard();
        LookUntilKilled(watchdog, watchdog.Waited);
        Assert.Equal("said nothing for 4.5 s, all its threads stopped by somebody (SIGSTOP, or a debugger),", watchdog.KilledBecause);
    }

    [Fact]
    public void StarvationIsForgottenWithAWord()
    {
        char state = 'R';
        _worker.Threads = () => new Dictionary<int, ThreadStat> { [1] = new("speaker", state, 0) };
        Watchdog watchdog = Given();
        watchdog.Heard();
        for (int i = 0; i < 100; i++)
        {
            watchdog.Waited();
            watchdog.Look(TimeSpan.Zero, spokeNonsense: false);
        }

        Assert.False(_worker.WasKilled);
        watchdog.Heard();
        state = 'S';
        LookUntilKilled(watchdog, watchdog.Waited);
        Assert.Equal("said nothing for 4.5 s", watchdog.KilledBecause);
    }

    [Fact]
    public void MemoryIsLookedAtHoweverMuchTheProcessSpeaks()
    {
        Watchdog watchdog = Given();
        _worker.Memory = new MemoryUse(long.MaxValue, 0, 0);
        watchdog.Look(Step, spokeNonsense: false);
        Assert.False(_worker.WasKilled);
        watchdog.Heard();
        watchdog.Look(2 * Step, spokeNonsense: false);
        Assert.True(_worker.WasKilled);
        Assert.Contains(" of memory, more than the 1.1 GB that it has use for,", watchdog.KilledBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMostMemoryThatItTookIsKept()
    {
        Watchdog watchdog = Given();
        _worker.Memory = new MemoryUse(3, 10, 2);
        watchdog.Waited();
        Assert.Null(watchdog.Peak);
        _worker.Memory = new MemoryUse(1, 12, 1);
        watchdog.Waited();
        watchdog.Heard();
        Assert.Equal(new MemoryUse(3, 12, 2), watchdog.Peak);

        // It has ended.
        _worker.Memory = default;
        watchdog.Waited();
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
        LookUntilKilled(watchdog, watchdog.Waited);
        for (int i = 0; i < 1_000; i++)
        {
            watchdog.Waited();
            watchdog.Look(i * Step, spokeNonsense: false);
        }

        Assert.Null(watchdog.KilledBecause);
    }

    private Watchdog Given() => new(_worker, Samples.Plan, new WorkerLimits());

    /// <returns>The ticks that went by, as a time.</returns>
    private TimeSpan LookUntilKilled(Watchdog watchdog, Action tick)
    {
        TimeSpan time = TimeSpan.Zero;
        for (; !_worker.WasKilled && time < TimeSpan.FromMinutes(1); time += Watchdog.Tick)
        {
            tick();
            watchdog.Look(TimeSpan.Zero, spokeNonsense: false);
        }

        return time;
    }
}
