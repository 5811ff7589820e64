using AesniCheck.Host.Counters;
using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class InterruptStressorTests
{
    private const int Never = int.MaxValue;

    [Fact]
    public void TimersThatExpireAreInterruptsOfTheirCpu()
    {
        const int Enough = 200;
        const int Rounds = 100;
        int cpu = PinnedThread.Cpus[0];
        PinnedThread.Run(cpu, () =>
        {
            using var stressor = new InterruptStressor(seed: 1, timerCount: 4, Never);

            // Timers that expire together share an interrupt: few while this thread runs, and all that are due while the CPU is away, at another
            // thread or guest. One round proves it in which it was here.
            bool interrupted = false;
            for (int round = 0; round < Rounds && !interrupted; round++)
            {
                InterruptCounts before = PinnedThread.Interrupts(cpu);
                long expiries = PinnedThread.StepUntil(stressor, Enough);
                InterruptCounts made = PinnedThread.Interrupts(cpu).Minus(before);
                Assert.InRange(expiries, Enough, Enough + 4);
                interrupted = made.Timer >= expiries * 3 / 4;
            }

            Assert.True(interrupted);
        });
    }

    [Fact]
    public void BarriersInterruptTheOtherCpuThatRunsTheProcess()
    {
        const int Barriers = 15;
        const int Rounds = 50_000;
        const int RoundsThatProveIt = 3;
        Assert.SkipWhen(PinnedThread.Cpus.Count < 2, "There is one CPU, and nobody to interrupt.");
        int other = PinnedThread.Cpus[1];
        bool stop = false;
        var spinner = new Thread(() => PinnedThread.Run(other, () =>
        {
            while (!Volatile.Read(ref stop))
            {
                Thread.SpinWait(10);
            }
        }));
        spinner.Start();
        try
        {
            PinnedThread.Run(PinnedThread.Cpus[0], () =>
            {
                using var stressor = new InterruptStressor(seed: 1, timerCount: 0, stepsPerBurst: 1);

                // Rounds prove it in which the other CPU ran the spinner, else it is not interrupted, and in which no other thread was on this CPU,
                // to interrupt it for reasons of its own. On a busy machine they are few, and the shorter a round the more.
                int interrupted = 0;
                for (int round = 0; round < Rounds && interrupted < RoundsThatProveIt; round++)
                {
                    (long, long) switches = PinnedThread.Switches();
                    InterruptCounts before = PinnedThread.Interrupts(other);
                    long barriers = PinnedThread.StepUntil(stressor, Barriers);
                    InterruptCounts made = PinnedThread.Interrupts(other).Minus(before);
                    interrupted += made.FunctionCall >= barriers && PinnedThread.Switches() == switches ? 1 : 0;
                }

                Assert.Equal(RoundsThatProveIt, interrupted);
            });
        }
        finally
        {
            Volatile.Write(ref stop, true);
            spinner.Join();
        }
    }

    [Fact]
    public void BarriersComeInBurstsThatAreThinned()
    {
        using var often = new InterruptStressor(seed: 1, timerCount: 0, stepsPerBurst: 4);
        using var seldom = new InterruptStressor(seed: 1, timerCount: 0, stepsPerBurst: 40);

        Assert.Equal(300, Enumerable.Range(0, 400).Sum(_ => often.Step()));
        Assert.Equal(30, Enumerable.Range(0, 400).Sum(_ => seldom.Step()));
    }

    [Fact]
    public void AStepWithoutTimersThatExpiredHasNoEvents()
    {
        using var stressor = new InterruptStressor(seed: 1, timerCount: 0, Never);
        Assert.Equal(0, Enumerable.Range(0, 100).Sum(_ => stressor.Step()));
    }

    [Fact]
    public void NoTimerIsLeft() => PinnedThread.Run(PinnedThread.Cpus[0], () =>
    {
        Stressor stressor = InterruptStressor.Entry.Begin(Settings.For(PinnedThread.Cpus))(PinnedThread.Cpus[0]);
        Assert.InRange(PinnedThread.StepUntil(stressor, 100), 100, long.MaxValue);
        Assert.Equal(4, PinnedThread.OpenThings().Count(IsTimer));

        stressor.Dispose();
        Assert.DoesNotContain(PinnedThread.OpenThings(), IsTimer);
    });

    private static bool IsTimer(string target) => target.Contains("timerfd", StringComparison.Ordinal);
}
