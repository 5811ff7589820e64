using System.Globalization;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>That signals are taken, by the thread that they are sent to, and that nothing of them is left.</summary>
[Collection(Collection)]
public sealed class WorkerSignalsTests
{
    /// <summary>Signal actions apply to the whole process: such tests run one after the other.</summary>
    internal const string Collection = "signals";

    private const int Dozens = 64;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASignalWakesTheThreadThatItIsSentTo(bool onAlternateStack)
    {
        var roster = new WorkerRoster(2);
        using var signals = new WorkerSignals(roster, 1);
        bool isAwake = false;
        using var worker = new SignalledWorker(roster, signals, 1, () =>
        {
            if (!isAwake)
            {
                // Only a signal to this very thread ends it within the limit.
                ThreadClock.Sleep(TimeSpan.FromHours(1));
                Volatile.Write(ref isAwake, true);
            }
        });
        SignalledWorker.WaitFor(() =>
        {
            _ = worker.IsAsleep && worker.Pending == 0 && signals.TrySend(1, onAlternateStack);
            return Volatile.Read(ref isAwake);
        });
        Assert.False(signals.TrySend(0, onAlternateStack));
    }

    [Fact]
    public void AllThatIsAcceptedIsDelivered()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        using var worker = new SignalledWorker(roster, signals, 0, SignalledWorker.TakeShortTurn);
        ulong both = ThreadSignals.SetOf(signals.Numbers.OnAlternateStack) | ThreadSignals.SetOf(signals.Numbers.OnOwnStack);
        Assert.Equal(both, both & SignalledWorker.SetIn("/proc/self/status", "SigCgt:"));
        for (int i = 0; i < 3_000; i++)
        {
            SignalledWorker.WaitFor(() => signals.TrySend(0, i % 2 == 0));
        }

        Assert.Equal(3_000, signals.SentTo(0));
        Assert.Equal(1_500, signals.SentToAlternateStack(0));
        worker.WaitForTurns(2);
        Assert.Equal(0UL, both & worker.Pending);
    }

    [Fact]
    public void AWorkerThatLooksAtNoneIsSentFew()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        bool isHeld = true;
        using var worker = new SignalledWorker(roster, signals, 0, () => SpinWait.SpinUntil(() => !Volatile.Read(ref isHeld)));
        int accepted = 0;
        while (signals.TrySend(0, accepted % 2 == 0))
        {
            accepted++;
        }

        Assert.InRange(accepted, 2, Dozens);
        Volatile.Write(ref isHeld, false);
        SignalledWorker.WaitFor(() => signals.TrySend(0, true));
    }

    [Fact]
    public void AfterDisposeNothingIsLeft()
    {
        SignalAction fault = ThreadSignals.ActionOf(ThreadSignals.SIGSEGV);
        int free = ThreadSignals.CountFree();
        var roster = new WorkerRoster(1);
        var signals = new WorkerSignals(roster, 1);
        (int first, int second) = signals.Numbers;
        Assert.NotEqual(fault, ThreadSignals.ActionOf(ThreadSignals.SIGSEGV));
        Assert.Equal(free - 2, ThreadSignals.CountFree());

        var worker = new SignalledWorker(roster, signals, 0, SignalledWorker.TakeShortTurn);
        nint guard = worker.Stack - Pages.PageSize;
        Assert.True(IsGuarded(guard));
        SignalledWorker.WaitFor(() => signals.TrySend(0, true) && signals.TrySend(0, false));
        worker.Dispose();
        Assert.False(IsGuarded(guard));
        Assert.False(signals.TrySend(0, true));

        signals.Dispose();
        signals.Dispose();
        roster.Enter(0, Scheduling.CurrentThreadId());
        Assert.False(signals.TrySend(0, true));
        Assert.False(signals.TrySend(0, false));
        Assert.Equal(default, ThreadSignals.ActionOf(first) with { Flags = 0 });
        Assert.Equal(default, ThreadSignals.ActionOf(second) with { Flags = 0 });
        Assert.Equal(0UL, (ThreadSignals.SetOf(first) | ThreadSignals.SetOf(second)) & SignalledWorker.SetIn("/proc/self/status", "SigCgt:"));
        Assert.Equal(free, ThreadSignals.CountFree());
        Assert.Equal(fault, ThreadSignals.ActionOf(ThreadSignals.SIGSEGV));
    }

    [Fact]
    public void WhatStillWaitsAtTheEndIsThrownAway()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        ulong both = ThreadSignals.SetOf(signals.Numbers.OnAlternateStack) | ThreadSignals.SetOf(signals.Numbers.OnOwnStack);
        bool isHeld = true;
        int faults = 0;
        using var worker = new SignalledWorker(roster, signals, 0, () =>
        {
            // From here on both signals wait, until the turn is over.
            faults += NullReference.IsCaught() ? 1 : 0;
            SpinWait.SpinUntil(() => !Volatile.Read(ref isHeld));
        });
        SignalledWorker.WaitFor(() => Volatile.Read(ref faults) == 1);
        Assert.True(signals.TrySend(0, true));
        Assert.True(signals.TrySend(0, false));
        Assert.Equal(both, both & worker.Pending);
        signals.Dispose();
        Assert.Equal(0UL, both & worker.Pending);
        Volatile.Write(ref isHeld, false);
        worker.WaitForTurns(2);
    }

    [Fact]
    public void SignalsComeAgainWhenTheTurnWithAFaultIsOver()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        int faults = 0;
        using var worker = new SignalledWorker(roster, signals, 0, () => faults += NullReference.IsCaught() ? 1 : 0);
        for (int i = 0; i < 300; i++)
        {
            SignalledWorker.WaitFor(() => signals.TrySend(0, i % 2 == 0));
            worker.WaitForTurns(2);
            SignalledWorker.WaitFor(() => worker.Pending == 0);
        }

        Assert.InRange(faults, 300, int.MaxValue);
    }

    [Fact]
    public void AnotherThreadCanNeitherDropNorGiveBackAStack()
    {
        var roster = new WorkerRoster(1);
        using var signals = new WorkerSignals(roster, 1);
        WorkerSignalStack? foreign = null;
        using var isTold = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            using WorkerSignalStack stack = signals.Join(0);
            foreign = stack;
            roster.Enter(0, Scheduling.CurrentThreadId());
            isTold.Wait();
        });
        thread.Start();
        SignalledWorker.WaitFor(() => signals.TrySend(0, true));
        Assert.Equal(1, foreign!.Signals);
        Assert.Throws<InvalidOperationException>(foreign.BetweenTurns);
        Assert.Throws<InvalidOperationException>(foreign.Dispose);
        isTold.Set();
        thread.Join();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WorkersComeAndGoWhileSignalsAreSent(int workers)
    {
        for (int round = 0; round < 10; round++)
        {
            var roster = new WorkerRoster(workers);
            using var signals = new WorkerSignals(roster, 1);
            using (var senders = new SignalSenders(signals, workers, count: 2))
            {
                for (int i = 0; i < 10; i++)
                {
                    SignalledWorker[] all = SignalledWorker.StartAll(roster, signals);
                    all[i % workers].WaitForTurns(3);
                    Array.ForEach(all, worker => worker.Dispose());
                }

                if (round % 2 == 0)
                {
                    // Too early, with senders at work: they are refused from then on.
                    signals.Dispose();
                }
            }
        }
    }

    private static bool IsGuarded(nint guard)
    {
        string mapping = string.Create(CultureInfo.InvariantCulture, $"{guard:x}-{guard + Pages.PageSize:x} ---p");
        return File.ReadLines("/proc/self/maps").Any(line => line.StartsWith(mapping, StringComparison.Ordinal));
    }
}
