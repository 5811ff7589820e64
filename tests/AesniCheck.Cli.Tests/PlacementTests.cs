using AesniCheck.Cli.Processes;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Reports;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>Where and by which rules workers run, as the kernel sees it.</summary>
[Collection(LoadedMachine.Name)]
public sealed class PlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlacementTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PinnedWorkersStayWhereTheyAreWithThePoliciesThatTheyAreGivenInTurn()
    {
        IReadOnlyList<WorkerThread> workers = Watch(UntilProgressIsTold, out RunRecord record, "--sched", "batch,idle");
        Assert.Equal(Cpus.SelectMany(cpu => Enumerable.Repeat($"{cpu}", 2)), workers.Select(worker => worker.AllowedCpus));
        Assert.Equal(0, record.Exposure.Events.Migrations);
        Assert.Equal(Cpus.SelectMany(_ => (int[])[3, 5]), workers.Select(worker => worker.Policy));
        Assert.Equal([WorkerPolicy.Batch, WorkerPolicy.Idle], record.Plan.Policies);
    }

    [Fact]
    public void FloatingWorkersMayBeOnAllCpusOfThePlan()
    {
        IReadOnlyList<WorkerThread> workers = Watch(supervisor => ProcessTable.WaitForWork(supervisor, 2 * Cpus.Count), out RunRecord record, "--placement", "floating");
        Assert.All(workers, worker => Assert.Equal(CpuRanges.Format(Cpus), worker.AllowedCpus));
        Assert.All(workers, worker => Assert.Equal(0, worker.Policy));
        Assert.Equal(Placement.Floating, record.Plan.Placement);
    }

    [Fact]
    public void HoppingWorkersMigrateAgainAndAgain()
    {
        Assert.SkipWhen(Cpus.Count < 2, "There is only one CPU to be on.");
        Watch(UntilProgressIsTold, out RunRecord record, "--placement", "hopping");
        Assert.InRange(record.Exposure.Events.Migrations, 10, long.MaxValue);
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
    }

    private static IReadOnlyList<int> Cpus => Scheduling.AllowedCpus();

    /// <summary>A line of progress comes every five seconds, and by then even a worker that is preempted by all has been at work.</summary>
    private static void UntilProgressIsTold(RunningProcess supervisor) => supervisor.WaitForError(" verified");

    /// <summary>Looks at the workers of a run, by their numbers, once it has come so far, and stops it.</summary>
    private IReadOnlyList<WorkerThread> Watch(Action<RunningProcess> wait, out RunRecord record, params string[] arguments)
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(["--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json", .. arguments]).In(_folder).Start();
        wait(supervisor);
        IReadOnlyList<WorkerThread> workers = ProcessTable.WorkersOf(supervisor);
        supervisor.Signal(Signals.Interrupt);
        Assert.Equal(4, supervisor.WaitForEnd().ExitCode);
        record = Records.Read(_folder["run.json"]);
        return workers;
    }
}
