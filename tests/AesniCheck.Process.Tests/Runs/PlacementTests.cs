using AesniCheck.Basics;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The CPUs and scheduling policies of workers, as the kernel reports them.</summary>
public sealed class PlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlacementTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PinnedWorkersStayWhereTheyAreWithThePoliciesThatTheyAreGivenInTurn()
    {
        (string AllowedCpus, int Policy)[] wanted = [.. Cpus.SelectMany(cpu => (int[])[3, 5], (cpu, policy) => ($"{cpu}", policy))];
        IReadOnlyList<WorkerThread> workers = Watch(
            workers => workers.Select(worker => (worker.AllowedCpus, worker.Policy)).SequenceEqual(wanted), out RunRecord record, "--sched", "batch,idle");
        Assert.Equal(wanted, workers.Select(worker => (worker.AllowedCpus, worker.Policy)));
        Assert.Equal(0, record.Exposure.Events.Migrations);
        Assert.Equal([WorkerPolicy.Batch, WorkerPolicy.Idle], record.Plan.Policies);
    }

    [Fact]
    public void FloatingWorkersMayBeOnAllCpusOfThePlan()
    {
        IReadOnlyList<WorkerThread> workers = Watch(workers => workers.Count == 2 * Cpus.Count, out RunRecord record, "--placement", "floating");
        Assert.All(workers, worker => Assert.Equal(CpuRanges.Format(Cpus), worker.AllowedCpus));
        Assert.All(workers, worker => Assert.Equal(0, worker.Policy));
        Assert.Equal(Placement.Floating, record.Plan.Placement);
    }

    [Fact]
    public void HoppingWorkersMigrateAgainAndAgain()
    {
        Assert.SkipWhen(Cpus.Count < 2, "There is only one CPU to be on.");
        const int Enough = 10;
        int seen = 0;
        var last = new Dictionary<int, int>();
        Watch(
            workers =>
            {
                foreach (WorkerThread worker in workers)
                {
                    seen += last.TryGetValue(worker.Number, out int cpu) && cpu != worker.Cpu ? 1 : 0;
                    last[worker.Number] = worker.Cpu;
                }

                return seen >= Enough;
            },
            out RunRecord record,
            "--placement",
            "hopping");
        Assert.InRange(record.Exposure.Events.Migrations, Enough, long.MaxValue);
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
    }

    private static IReadOnlyList<int> Cpus => Scheduling.AllowedCpus();

    /// <summary>Runs until the workers, by their numbers, are as awaited, and stops it.</summary>
    /// <returns>The workers at that time.</returns>
    private IReadOnlyList<WorkerThread> Watch(Func<IReadOnlyList<WorkerThread>, bool> areAwaited, out RunRecord record, params string[] arguments)
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(["--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json", .. arguments]).In(_folder).Start();
        ProcessTable.WaitForWork(supervisor, Cpus.Count);
        IReadOnlyList<WorkerThread> workers = ProcessTable.WaitForWorkers(supervisor, areAwaited);
        supervisor.Signal(Signals.Interrupt);
        Assert.Equal(4, supervisor.WaitForEnd().ExitCode);
        record = RecordFiles.Read(_folder["run.json"]);
        return workers;
    }
}
