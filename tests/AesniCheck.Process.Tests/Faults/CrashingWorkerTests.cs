using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The worker process crashes, exits, or is killed.</summary>
public sealed class CrashingWorkerTests : WorkerFaultScenario
{
    [Fact]
    public void ACrashIsAFindingWithItsSignalAndLastWords()
    {
        ProcessEnd end = Run("crash", out string text);

        Assert.Equal("SIGABRT", end.Signal);
        Assert.Null(end.ExitCode);
        Assert.Contains("a deliberate crash", end.StandardError);
        Assert.Contains("The worker process was ended by SIGABRT.", text, StringComparison.Ordinal);
        Assert.Contains("| a deliberate crash", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExitIsAFindingWithItsCode()
    {
        ProcessEnd end = Run("exit", out string text);

        Assert.Equal(3, end.ExitCode);
        Assert.Null(end.Signal);
        Assert.Contains("The worker process ended by itself, with exit code 3.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AKilledWorkerProcessIsAFindingWithTheSignal()
    {
        ProcessEnd end = Run("killed", out string text);

        Assert.Equal("SIGKILL", end.Signal);
        Assert.Null(end.ExitCode);
        Assert.Contains("The worker process was ended by SIGKILL.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("segv", "SIGSEGV")]
    [InlineData("ill", "SIGILL")]
    [InlineData("bus", "SIGBUS")]
    public void ACrashOutsideTheRuntimeIsAFindingWithTheSignal(string fault, string signal)
    {
        ProcessEnd end = Run(fault, out string text);

        Assert.Equal(signal, end.Signal);
        Assert.Contains($"The worker process was ended by {signal}.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AMachineOnWhichEveryWorkerProcessCrashesIsGivenUp()
    {
        ProcessResult result = Invocation.OfDouble("exit", "--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json").In(Folder).Run();

        Assert.Equal(1, result.ExitCode);
        RunRecord record = RecordFiles.Read(Folder["run.json"]);
        Assert.Equal(4, record.Findings.Count);
        Assert.Equal(4, record.Findings.Select(finding => finding.Process!.ProcessId).Distinct().Count());
        Assert.Contains("Given up: none of 4 worker processes kept running", record.Reasons[0], StringComparison.Ordinal);
    }
}
