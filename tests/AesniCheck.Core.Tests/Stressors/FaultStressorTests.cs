using System.Diagnostics;
using System.Globalization;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

public sealed class FaultStressorTests
{
    private const int Steps = 30;

    // Two of each kind.
    private const int StepsPerRound = 6;

    [Theory]
    [InlineData(1, 20)]
    [InlineData(4, 5)]
    [InlineData(1000, 1)]
    public void ItsFaultsAreThoseThatTheKernelCounts(int thinning, int leastPerStep)
    {
        using var stressor = new FaultStressor(thinning);
        for (int round = 0; round < 3; round++)
        {
            long before = Faults();
            long told = 0;
            for (int i = 0; i < Steps; i++)
            {
                told += stressor.Step();
            }

            // Reading the kernel's count faults a little itself.
            Assert.InRange(Faults() - before, told, long.MaxValue);
            Assert.InRange(told, leastPerStep * Steps, 100 * Steps);
        }
    }

    [Fact]
    public void EachKindOfFaultHappens()
    {
        using var stressor = new FaultStressor(1);
        long copied = 0;
        for (int i = 0; i < Steps; i++)
        {
            _ = stressor.Step();
            copied = Math.Max(copied, ProcMaps.Sum(FaultStressor.FileNameOfCurrentThread(), "Anonymous") ?? 0);
        }

        // Pages of a private mapping of a file that are anonymous are copies.
        Assert.InRange(copied, 2 * Pages.PageSize, 16 * Pages.PageSize);
    }

    [Fact]
    public void OtherCpusAreInterrupted()
    {
        using var other = new SpinningThread();
        Assert.SkipWhen(Shootdowns() is null, "The kernel does not tell of TLB shootdowns.");
        using var stressor = new FaultStressor(1);
        bool interrupts = Interrupts(() =>
        {
            for (int i = 0; i < StepsPerRound; i++)
            {
                _ = stressor.Step();
            }
        });
        Assert.SkipUnless(
            interrupts || Interrupts(DropPages),
            "TLBs are flushed without an interrupt here, or there is one CPU only, or others are too busy for this to be seen.");
        Assert.True(interrupts);
    }

    [Fact]
    public void AStepLeavesNoGarbage()
    {
        using var stressor = new FaultStressor(1);
        _ = stressor.Step();
        Assert.Equal(0, Allocations.Of(() => stressor.Step(), Steps));
    }

    [Fact]
    public void NothingOfItIsLeft()
    {
        int files = FilesOfTheThread();
        var stressor = new FaultStressor(1);
        for (int i = 0; i < Steps; i++)
        {
            _ = stressor.Step();
        }

        Assert.NotNull(ProcMaps.Sum(FaultStressor.FileNameOfCurrentThread(), "Size"));
        Assert.Equal(files, FilesOfTheThread());
        stressor.Dispose();
        Assert.Null(ProcMaps.Sum(FaultStressor.FileNameOfCurrentThread(), "Size"));
    }

    [Fact]
    public void ItCanRunHere()
    {
        string? reason = FaultStressor.Entry.WhyNot();
        Assert.SkipWhen(reason is not null, $"{reason}");
        using Stressor stressor = FaultStressor.Entry.Begin(Settings.For([0]))(0);
        Assert.InRange(stressor.Step(), 1, 1000);
    }

    private static int FilesOfTheThread() =>
        new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(file => file.LinkTarget?.Contains(FaultStressor.FileNameOfCurrentThread(), StringComparison.Ordinal) == true);

    private static unsafe void DropPages()
    {
        using var pages = new Pages(1);
        for (int i = 0; i < StepsPerRound; i++)
        {
            pages.Pointer[0] = 1;
            pages.Drop();
        }
    }

    // The kernel's counts cover the whole machine, and other processes flush TLBs too, in bursts. Therefore the count without the action, for as long,
    // is measured too, and rounds are counted rather than interrupts: by chance alone one would win so often once in 10,000 tests.
    private static bool Interrupts(Action action)
    {
        const int Rounds = 5000;
        const int SilentRounds = 100;
        int won = 0;
        int lost = 0;
        for (int i = 0; i < Rounds && won <= 20 + (2 * lost); i++)
        {
            if (i == SilentRounds && won + lost == 0)
            {
                // This kernel never counts any.
                return false;
            }

            long start = Stopwatch.GetTimestamp();
            long before = Shootdowns() ?? 0;
            action();
            long between = Shootdowns() ?? 0;
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            for (start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            {
                Thread.SpinWait(100);
            }

            int order = (between - before).CompareTo((Shootdowns() ?? 0) - between);
            won += order > 0 ? 1 : 0;
            lost += order < 0 ? 1 : 0;
        }

        return won > 20 + (2 * lost);
    }

    private static long Faults()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[7], CultureInfo.InvariantCulture) + long.Parse(fields[9], CultureInfo.InvariantCulture);
    }

    private static long? Shootdowns() =>
        File.ReadLines("/proc/interrupts").FirstOrDefault(line => line.TrimStart().StartsWith("TLB:", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).TakeWhile(word => char.IsAsciiDigit(word[0]))
            .Sum(word => long.Parse(word, CultureInfo.InvariantCulture));

    /// <summary>A thread that runs in user mode, so that its CPU has the TLB of this process, until it is disposed.</summary>
    private sealed class SpinningThread : IDisposable
    {
        private readonly Thread _thread;
        private bool _stop;

        public SpinningThread()
        {
            _thread = new Thread(Spin) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            Volatile.Write(ref _stop, true);
            _thread.Join();
        }

        private void Spin()
        {
            while (!Volatile.Read(ref _stop))
            {
                Thread.SpinWait(100);
            }
        }
    }
}
