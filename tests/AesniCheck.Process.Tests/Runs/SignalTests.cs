using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Signals in the middle of a run, which would take an hour without them.</summary>
public sealed class SignalTests : IDisposable
{
    private const int WorkersPerCpu = 1;

    private readonly TemporaryFolder _folder = new();

    public SignalTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Signals.Interrupt, false)]
    [InlineData(Signals.Interrupt, true)]
    [InlineData(Signals.Terminate, false)]
    [InlineData(Signals.Terminate, true)]
    public void AStoppedRunIsInconclusiveAndItsRecordIsWritten(int signal, bool wholeGroup)
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(AnHour).In(_folder).Start();
        int worker = ProcessTable.WaitForWork(supervisor, Workers);

        Send(supervisor, signal, wholeGroup);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("INCONCLUSIVE: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = AssertRecordIsWhole();
        Assert.Equal(Outcome.Inconclusive, record.Outcome);
        Assert.Matches("^Stopped on request, after .* of 3600 s", record.Reasons[0]);
        Assert.Empty(record.Findings);
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
        ProcessTable.WaitForEnd(worker);
    }

    /// <summary>As systemd ends a service, and much like timeout(1), or a terminal that closes.</summary>
    [Fact]
    public void SignalsAtOnceAreOneRequest()
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(AnHour).In(_folder).Start();
        ProcessTable.WaitForWork(supervisor, Workers);

        supervisor.Signal(Signals.Terminate);
        supervisor.Signal(Signals.HangUp);
        supervisor.Signal(Signals.Interrupt);
        supervisor.SignalGroup(Signals.Terminate);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.Equal(4, result.ExitCode);
        Assert.Single(AssertRecordIsWhole().Reasons, reason => reason.StartsWith("Stopped on request, after ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Signals.Interrupt, true)]
    [InlineData(Signals.Terminate, false)]
    public void AStoppedRunWithFindingsIsAFault(int signal, bool wholeGroup)
    {
        using RunningProcess supervisor = Invocation.OfDouble("one-pattern", AnHour).In(_folder).Start();
        supervisor.WaitForError("finding 1, ");

        Send(supervisor, signal, wholeGroup);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        RunRecord record = AssertRecordIsWhole();
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.Contains(record.Findings, finding => finding.Verdict == Verdict.CpuPersistent);
        Assert.Contains(record.Reasons, reason => reason.StartsWith("Stopped on request", StringComparison.Ordinal));
    }

    [Fact]
    public void AKilledSupervisorLeavesNoWorkerProcess()
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(AnHour).In(_folder).Start();
        int worker = ProcessTable.WaitForWork(supervisor, Workers);

        supervisor.Signal(Signals.Kill);

        Assert.Equal(128 + Signals.Kill, supervisor.WaitForEnd().ExitCode);
        ProcessTable.WaitForEnd(worker);
    }

    [Fact]
    public void AKilledSupervisorLeavesNoWorkerProcessThatHangs()
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(AnHour).In(_folder).Start();
        int worker = ProcessTable.WaitForWork(supervisor, Workers);

        Signals.Send(worker, Signals.Stop);
        supervisor.Signal(Signals.Kill);

        Assert.Equal(128 + Signals.Kill, supervisor.WaitForEnd().ExitCode);
        ProcessTable.WaitForEnd(worker);
    }

    /// <summary>As some daemons start their children.</summary>
    [Theory]
    [InlineData("--ignore-signal=CHLD")]
    [InlineData("--block-signal=CHLD")]
    public void WhereEndsOfChildrenAreNotHeardOfTheRunEndsAllTheSame(string how)
    {
        Invocation run = Invocation.OfAesnicheck(AnHour);
        using RunningProcess supervisor = Invocation.Of("env", [how, run.Executable, .. run.Arguments]).In(_folder).Start();
        int killed = ProcessTable.WaitForWork(supervisor, Workers);

        Signals.Send(killed, Signals.Kill);
        ProcessTable.WaitForWork(supervisor, Workers, otherThan: killed);
        supervisor.Signal(Signals.Interrupt);

        Assert.Equal(1, supervisor.WaitForEnd().ExitCode);
        Assert.Equal("SIGKILL", Assert.Single(AssertRecordIsWhole().Findings).Process!.Signal);
    }

    [Fact]
    public void AfterAKilledWorkerProcessTheRunGoesOnInAFreshOne()
    {
        using RunningProcess supervisor = Invocation.OfAesnicheck(AnHour).In(_folder).Start();
        int killed = ProcessTable.WaitForWork(supervisor, Workers);

        Signals.Send(killed, Signals.Kill);
        ProcessTable.WaitForWork(supervisor, Workers, otherThan: killed);
        supervisor.Signal(Signals.Interrupt);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.Equal(1, result.ExitCode);
        RunRecord record = AssertRecordIsWhole();
        Finding finding = Assert.Single(record.Findings);
        Assert.Equal(Verdict.ProcessCrash, finding.Verdict);
        Assert.Equal("SIGKILL", finding.Process!.Signal);
        Assert.Equal(killed, finding.Process.ProcessId);
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
    }

    // One probe, so that a worker that has worked has done all that a run asks of it, and nothing but the signal keeps it from passing.
    private static string[] AnHour => ["--duration", "1h", "--probes", "block", "--workers-per-cpu", $"{WorkersPerCpu}", "--json", "run.json"];

    private static int Workers => WorkersPerCpu * Interop.Scheduling.AllowedCpus().Count;

    private static void Send(RunningProcess supervisor, int signal, bool wholeGroup)
    {
        if (wholeGroup)
        {
            supervisor.SignalGroup(signal);
        }
        else
        {
            supervisor.Signal(signal);
        }
    }

    private RunRecord AssertRecordIsWhole()
    {
        Assert.Equal(["run.json"], _folder.Names);
        return RecordFiles.Read(_folder["run.json"]);
    }
}
