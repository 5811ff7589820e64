using System.Collections.Concurrent;
using AesniCheck.Interop;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class HopperTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void WorkersInTheMiddleOfALoopAreMoved()
    {
        IReadOnlyList<int> cpus = Scheduling.AllowedCpus();
        Assert.SkipWhen(cpus.Count < 2, "There is only one CPU to be on.");
        var stop = new StopFlag();
        var roster = new WorkerRoster(3);
        var seen = new ConcurrentBag<(int Worker, int Cpu)>();

        // The third is never there.
        Thread[] workers = [.. Enumerable.Range(0, 2).Select(worker => new Thread(() => Work(worker)))];
        var hopper = new Thread(new Hopper(cpus, roster, seed: 1, stop).Run);
        Thread[] threads = [.. workers, hopper];
        Array.ForEach(threads, thread => thread.Start());

        bool moved = SpinWait.SpinUntil(() => seen.ToArray().Distinct().Count() == 2 * cpus.Count, Limit);
        stop.Request();
        Assert.All(threads, thread => Assert.True(thread.Join(Limit)));
        Assert.True(moved, "Not every worker has been on every CPU.");

        void Work(int worker)
        {
            roster.Enter(worker, Scheduling.CurrentThreadId());
            int last = -1;
            while (!stop.IsRequested)
            {
                int cpu = Scheduling.CurrentCpu();
                if (cpu != last)
                {
                    last = cpu;
                    seen.Add((worker, cpu));
                }
            }

            roster.Leave(worker);
        }
    }
}
