using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>Signals meet unmapped pages, and registers keep their values.</summary>
[Collection(WorkerSignalsTests.Collection)]
public sealed class SignalStressorTests
{
    private const int Steps = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SignalsFaultAtLeastOncePerHundred(int workers)
    {
        var roster = new WorkerRoster(workers);
        using var signals = new WorkerSignals(roster, 1);
        SignalledWorker[] all = SignalledWorker.StartAll(roster, signals);
        using Stressor stressor = Make(signals, roster, cpu: 0);

        // Whatever is touched for the first time.
        Drive(stressor, all, Steps / 10);
        long sentBefore = all.Index().Sum(worker => signals.SentTo(worker.Index));
        long[] before = [.. all.Select(worker => worker.Faults)];
        long made = Drive(stressor, all, Steps);
        long[] after = [.. all.Select(worker => worker.Faults)];
        long sent = all.Index().Sum(worker => signals.SentTo(worker.Index)) - sentBefore;

        // The same turns with no signals.
        Array.ForEach(all, worker => worker.WaitForTurns(Steps));
        long[] quiet = [.. all.Select(worker => worker.Faults)];
        Array.ForEach(all, worker => worker.Dispose());

        Assert.Equal(sent, made);
        Assert.InRange(made, Steps, long.MaxValue);
        for (int i = 0; i < workers; i++)
        {
            long faults = after[i] - before[i];
            long others = quiet[i] - after[i];
            TestContext.Current.SendDiagnosticMessage($"worker {i} of {workers}: {faults} faults, {made / workers} signals; {others} without");
            Assert.InRange(faults - others, made / workers / 100, long.MaxValue);
        }
    }

    [Fact]
    public void ThinnedStacksAreDroppedLessOften()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 10_000);
        using var worker = new SignalledWorker(roster, signals, 0, SignalledWorker.TakeShortTurn);
        using Stressor stressor = Make(signals, roster, cpu: 0);
        Drive(stressor, [worker], Steps / 10);
        long before = worker.Faults;
        long made = Drive(stressor, [worker], Steps);
        Assert.InRange(worker.Faults - before, 0, made / 10);
    }

    [Fact]
    public void VectorRegistersAreWhatTheyWereUnderSignals()
    {
        Vector512<ulong> expected = Chain(20_000);
        long wrong = 0;
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        using (var worker = new SignalledWorker(roster, signals, 0, () => wrong += Chain(20_000) == expected ? 0 : 1))
        using (var senders = new SignalSenders(signals, 1, count: 1))
        {
            SignalledWorker.WaitFor(() => worker.Turns >= 500 && senders.Accepted >= 1_000);
        }

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void EveryWorkerGetsSignalsOfBothKinds()
    {
        for (int workers = 1; workers <= 4; workers++)
        {
            var roster = new WorkerRoster(workers);
            using var signals = new WorkerSignals(roster, 1);
            SignalledWorker[] all = SignalledWorker.StartAll(roster, signals);
            using Stressor stressor = Make(signals, roster, cpu: 1);
            Drive(stressor, all, 40);
            Array.ForEach(all, worker => worker.Dispose());
            for (int i = 0; i < workers; i++)
            {
                Assert.InRange(signals.SentTo(i), (120 / workers) - 1, (120 / workers) + 1);
                Assert.InRange(signals.SentToAlternateStack(i), (signals.SentTo(i) / 2) - 1, (signals.SentTo(i) / 2) + 1);
            }
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        using var worker = new SignalledWorker(roster, signals, 0, SignalledWorker.TakeShortTurn);
        using Stressor stressor = Make(signals, roster, cpu: 0);
        stressor.Step();
        Assert.Equal(0, Allocations.Of(() => stressor.Step(), 1_000));
    }

    [Fact]
    public void WithoutWorkersNothingIsCounted()
    {
        var roster = new WorkerRoster(2);
        using var signals = new WorkerSignals(roster, 1);
        using Stressor stressor = Make(signals, roster, cpu: 0);
        Assert.Equal(0, stressor.Step());
    }

    [Fact]
    public void WorkersThatTakeNoSignalsAreTold() =>
        Assert.Throws<IOException>(() => Make(null, new WorkerRoster(1), cpu: 0));

    [Fact]
    public void ItCanRunHere() => Assert.Null(SignalStressor.Entry.WhyNot());

    private static Stressor Make(WorkerSignals? signals, WorkerRoster roster, int cpu) =>
        SignalStressor.Entry.Begin(
            new StressSetup { Cpus = [0, 1], Intensity = 5, MemoryBytes = 0, Seed = 1, Workers = roster, Signals = signals })(cpu);

    /// <summary>A step beside each turn, as bursts and turns come in a run.</summary>
    private static long Drive(Stressor stressor, SignalledWorker[] workers, int steps)
    {
        long made = 0;
        for (int i = 0; i < steps; i++)
        {
            made += stressor.Step();
            Array.ForEach(workers, worker => worker.WaitForTurns(1));
        }

        Array.ForEach(workers, worker => worker.WaitForTurns(2));
        return made;
    }

    // Eight registers in use, none of which can be derived from another: each step is an addition and a rotation, in all lanes.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<ulong> Chain(int steps)
    {
        Vector512<ulong> one = Vector512.Create(0x9e3779b97f4a7c15UL);
        Vector512<ulong> a = one;
        Vector512<ulong> b = a + one;
        Vector512<ulong> c = b + one;
        Vector512<ulong> d = c + one;
        Vector512<ulong> e = d + one;
        Vector512<ulong> f = e + one;
        Vector512<ulong> g = f + one;
        Vector512<ulong> h = g + one;
        for (int i = 0; i < steps; i++)
        {
            a = Next(a, one);
            b = Next(b, one);
            c = Next(c, one);
            d = Next(d, one);
            e = Next(e, one);
            f = Next(f, one);
            g = Next(g, one);
            h = Next(h, one);
        }

        return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Next(Vector512<ulong> value, Vector512<ulong> one)
    {
        Vector512<ulong> sum = value + one;
        return (sum << 7) | (sum >>> 57);
    }
}
