using AesniCheck.Host;
using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class InterruptStressorTests
{
    private const int Never = int.MaxValue;

    [Fact]
    public void TimersThatExpireAreInterruptsOfTheirCpu()
    {
        const int Enough = 1000;
        int cpu = PinnedThread.Cpus[0];
        PinnedThread.Run(cpu, () =>
        {
            using var stressor = new InterruptStressor(seed: 1, timerCount: 4, Never);
            InterruptCounts before = PinnedThread.Interrupts(cpu);
            long expiries = PinnedThread.StepUntil(stressor, Enough);
            InterruptCounts made = PinnedThread.Interrupts(cpu).Minus(before);

            // Few share an interrupt; more do while the hypervisor lets the CPU wait.
            Assert.InRange(expiries, Enough, Enough + 4);
            Assert.InRange(made.Timer, expiries * 3 / 4, long.MaxValue);
        });
    }

    [Fact]
    public void BarriersInterruptTheOtherCpuThatRunsTheProcess()
    {
        const int Barriers = 60;
        const int Rounds = 20_000;
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

                // One round proves it in which the other CPU ran the spinner, else it is not interrupted, and in which nobody else was
                // on this CPU, to interrupt it for reasons of their own.
                bool interrupted = false;
                for (int round = 0; round < Rounds && !interrupted; round++)
                {
                    (long, long) switches = PinnedThread.Switches();
                    InterruptCounts before = PinnedThread.Interrupts(other);
                    long barriers = PinnedThread.StepUntil(stressor, Barriers);
                    InterruptCounts made = PinnedThread.Interrupts(other).Minus(before);
                    interrupted = made.FunctionCall >= barriers && PinnedThread.Switches() == switches;
                }

                Assert.True(interrupted);
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
