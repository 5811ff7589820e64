using System.Runtime.CompilerServices;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

/// <summary>The runtime's use of signals and alternate stacks works as usual, while ours arrive as fast as they can.</summary>
[Collection(WorkerSignalsTests.Collection)]
public sealed class SignalRuntimeTests
{
    private const int Workers = 3;
    private const int Faults = 1_500;
    private const int Signalled = 1_500;
    private const int Collections = 100;
    private const int Threads = 100;

    [Fact]
    public void FaultsCollectionsAndThreadsGoOnUnderSignals()
    {
        SignalAction fault = ThreadSignals.ActionOf(ThreadSignals.SIGSEGV);
        var roster = new WorkerRoster(Workers);
        int[] caught = new int[Workers + 1];
        long accepted;
        using (var signals = new WorkerSignals(roster, 1))
        {
            using var senders = new SignalSenders(signals, Workers, count: 2);
            using var first = new SignalledWorker(roster, signals, 0, () => Fault(ref caught[0]));
            using var second = new SignalledWorker(roster, signals, 1, () => Fault(ref caught[1]));
            Thread[] others =
            [
                new(() => Repeat(Faults, () => Fault(ref caught[Workers]))),
                new(() => Repeat(Collections, Collect)),
            ];
            Array.ForEach(others, thread => thread.Start());
            for (int i = 0; i < Threads; i++)
            {
                // Its first turn, with the stack still whole, is the one most worth trying.
                int before = caught[2];
                using (var passing = new SignalledWorker(roster, signals, 2, () => Fault(ref caught[2])))
                {
                    passing.WaitForTurns(1);
                }

                Assert.InRange(caught[2], before + 1, int.MaxValue);
            }

            SignalledWorker.WaitFor(
                () => Volatile.Read(ref caught[0]) >= Faults && Volatile.Read(ref caught[1]) >= Faults && senders.Accepted >= Signalled);
            Array.ForEach(others, thread => thread.Join());
            accepted = senders.Accepted;
        }

        Assert.Equal(Faults, caught[Workers]);
        Assert.Equal(fault, ThreadSignals.ActionOf(ThreadSignals.SIGSEGV));
        TestContext.Current.SendDiagnosticMessage($"{string.Join(' ', caught)} faults, {accepted} signals");
    }

    // An uncaught exception ends the worker, and its test.
    private static void Fault(ref int caught)
    {
        Assert.True(NullReference.IsCaught());
        Volatile.Write(ref caught, caught + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect()
    {
        // Something to move.
        object[] kept = new object[100];
        for (int i = 0; i < 1_000; i++)
        {
            kept[i % kept.Length] = new byte[100];
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.KeepAlive(kept);
    }

    private static void Repeat(int count, Action action)
    {
        for (int i = 0; i < count; i++)
        {
            action();
        }
    }
}
