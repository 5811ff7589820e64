using AesniCheck.Arbitration;
using AesniCheck.Cli.Processes;
using AesniCheck.Reports;
using Xunit;

namespace AesniCheck.Cli;

/// <summary>Whatever happens to the worker process is a finding, with its evidence, and the supervisor lives on.</summary>
public sealed class ProcessFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProcessFaultTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACrashIsAFindingWithItsSignalAndLastWords()
    {
        ProcessEnd end = Run("crash", "2s", out string text);

        Assert.Equal("SIGABRT", end.Signal);
        Assert.Null(end.ExitCode);
        Assert.Contains("a deliberate crash", end.StandardError);
        Assert.Contains("The worker process was ended by SIGABRT.", text, StringComparison.Ordinal);
        Assert.Contains("| a deliberate crash", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExitIsAFindingWithItsCode()
    {
        ProcessEnd end = Run("exit", "2s", out string text);

        Assert.Equal(3, end.ExitCode);
        Assert.Null(end.Signal);
        Assert.Contains("The worker process ended by itself, with exit code 3.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AKilledWorkerProcessIsAFindingWithTheSignal()
    {
        ProcessEnd end = Run("killed", "2s", out string text);

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
        ProcessEnd end = Run(fault, "2s", out string text);

        Assert.Equal(signal, end.Signal);
        Assert.Contains($"The worker process was ended by {signal}.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEventThatIsLostAtTheEndIsAFinding()
    {
        ProcessEnd end = Run("last-event", "1s", out string text);

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("The worker process ended by itself, with exit code 0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AHungWorkerProcessIsKilledForItsSilence()
    {
        ProcessEnd end = Run("hang", "2s", out string text);

        Assert.Null(end.Signal);
        Assert.Contains("The worker process said nothing for 5 s and was killed.", text, StringComparison.Ordinal);
        ProcessTable.WaitForEnd(end.ProcessId);
    }

    [Fact]
    public void GarbageOnTheEventPipeIsKept()
    {
        ProcessEnd end = Run("garbage", "2s", out string text);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(["}{ no event"], end.Garbage);
        Assert.Contains("lines that are no events", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AMachineOnWhichEveryWorkerProcessCrashesIsGivenUp()
    {
        ProcessResult result = Invocation.OfDouble("exit", "--duration", "1h", "--json", "run.json").In(_folder).Run();

        Assert.Equal(1, result.ExitCode);
        RunRecord record = Records.Read(_folder["run.json"]);
        Assert.Equal(4, record.Findings.Count);
        Assert.Equal(4, record.Findings.Select(finding => finding.Process!.ProcessId).Distinct().Count());
        Assert.Contains("Given up, since no worker process stayed up of 4 that were started", record.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>Runs a double and demands findings of that kind alone.</summary>
    /// <returns>The end of the first worker process.</returns>
    private ProcessEnd Run(string fault, string duration, out string text)
    {
        ProcessResult result = Invocation.OfDouble(fault, "--duration", duration, "--json", "run.json").In(_folder).Run();
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        text = result.OutputText;

        RunRecord record = Records.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.NotEmpty(record.Findings);
        Assert.All(record.Findings, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        Assert.All(record.Findings, finding => Assert.Equal("process", finding.Probe));
        Assert.All(record.Findings, finding => Assert.Null(finding.Cpu));
        return record.Findings[0].Process!;
    }
}
