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

        // Other tests of this process have workers too.
        var threads = new TargetThreads(Environment.ProcessId, InjectionTargets.Workers);
        bool IsSuitable() => threads.Suitable().Exists(thread => thread.Id == spinner.Id);
        bool IsFound() => threads.Find(spinner.Id).Count > 0;

        spinner.Rename(WorkerName.Probing(3));
        AssertComes(IsSuitable);
        AssertComes(IsFound);

        spinner.Rename(WorkerName.Explaining(3));
        Assert.False(IsSuitable());
        AssertComes(IsFound);

        foreach (string name in (string[])[WorkerName.Starting(3), "gc"])
        {
            spinner.Rename(name);
            Assert.False(IsSuitable());
            Assert.False(IsFound());
        }
    }

    // A thread that spins runs nearly always, but not while it waits in a page fault.
    private static void AssertComes(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)));

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
