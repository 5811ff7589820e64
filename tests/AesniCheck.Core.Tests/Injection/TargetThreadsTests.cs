using AesniCheck.Basics;
using AesniCheck.Host.Counters;
using AesniCheck.Interop;
using Xunit;

namespace AesniCheck.Injection;

public sealed class TargetThreadsTests
{
    /// <summary>A fault in a worker that is busy explaining would be missed, and the self-test of a crowded machine would doubt the probes.</summary>
    [Fact]
    public void AWorkerThatExplainsIsNoTargetUnlessItIsNamed()
    {
        using var spinner = new Spinner();
        var threads = new TargetThreads(Environment.ProcessId, InjectionTargets.Workers);
        var generator = new SplitMix64(1);

        spinner.Rename(WorkerName.Probing(3));
        Assert.Equal(spinner.Id, Assert.Single(Wait(() => threads.Choose(1, ref generator))).Id);
        Assert.Equal(spinner.Id, Assert.Single(Wait(() => threads.Find(spinner.Id))).Id);

        spinner.Rename(WorkerName.Explaining(3));
        Assert.Empty(threads.Choose(1, ref generator));
        Assert.Equal(spinner.Id, Assert.Single(Wait(() => threads.Find(spinner.Id))).Id);

        spinner.Rename(WorkerName.Starting(3));
        Assert.Empty(threads.Choose(1, ref generator));
        Assert.Empty(threads.Find(spinner.Id));

        spinner.Rename("gc");
        Assert.Empty(threads.Choose(1, ref generator));
        Assert.Empty(threads.Find(spinner.Id));
    }

    // A thread that spins is seen to run nearly always, but not while it sleeps in a page fault.
    private static IReadOnlyList<TargetThread> Wait(Func<IReadOnlyList<TargetThread>> find)
    {
        IReadOnlyList<TargetThread> found = [];
        Assert.True(SpinWait.SpinUntil(() => (found = find()).Count > 0, TimeSpan.FromMinutes(1)));
        return found;
    }

    /// <summary>A thread that runs, and takes the names that it is given.</summary>
    private sealed class Spinner : IDisposable
    {
        private readonly Thread _thread;
        private string? _name;
        private volatile bool _ends;
        private int _id;

        public Spinner()
        {
            _thread = new Thread(Spin) { IsBackground = true };
            _thread.Start();
        }

        public int Id => Volatile.Read(ref _id);

        public void Rename(string name)
        {
            Volatile.Write(ref _name, name);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _name) is null, TimeSpan.FromMinutes(1)));
        }

        public void Dispose()
        {
            _ends = true;
            _thread.Join();
        }

        private void Spin()
        {
            Volatile.Write(ref _id, Scheduling.CurrentThreadId());
            while (!_ends)
            {
                if (Volatile.Read(ref _name) is { } name)
                {
                    ProcessControl.NameThread(name);
                    Volatile.Write(ref _name, null);
                }
            }
        }
    }
}
