using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Stressors;

[Collection(PinnedThread.Collection)]
public sealed class GcStressorTests
{
    [Fact]
    public void ThreadsInHotLoopsAreSuspendedByCollections()
    {
        const int Steps = 32;
        bool stop = false;
        long turns = 0;
        long waits = 0;
        var worker = new Thread(() =>
        {
            long before = ResourceUsage.OfCurrentThread().VoluntarySwitches;
            long turn = 0;
            while (!Volatile.Read(ref stop))
            {
                Volatile.Write(ref turns, ++turn);
            }

            waits = ResourceUsage.OfCurrentThread().VoluntarySwitches - before;
        });
        worker.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref turns) > 0, TimeSpan.FromMinutes(1)));

        int collections = GC.CollectionCount(0);
        int full = GC.CollectionCount(GC.MaxGeneration);
        using (Stressor stressor = GcStressor.Entry.Begin(Settings.For(PinnedThread.Cpus))(-1))
        {
            long events = 0;
            for (int step = 0; step < Steps; step++)
            {
                // Each collection finds the worker in its loop, not in its last wait.
                long turn = Volatile.Read(ref turns);
                events += stressor.Step();
                Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref turns) > turn, TimeSpan.FromMinutes(1)));
            }

            Assert.InRange(events, Steps, GC.CollectionCount(0) - collections);
            Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - full, Steps / 8, long.MaxValue);
        }

        Volatile.Write(ref stop, true);
        worker.Join();

        // When suspended, it waited, by the kernel's count; except when it could continue at once.
        Assert.InRange(waits, Steps / 2, long.MaxValue);
    }
}
