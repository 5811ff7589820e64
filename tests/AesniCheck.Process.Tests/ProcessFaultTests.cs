using AesniCheck.Processes.Harness;
using AesniCheck.Doubles;
using AesniCheck.Interop;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Whatever happens to the worker process is a finding, with its evidence, and the supervisor lives on.</summary>
public sealed class ProcessFaultTests : IDisposable
{
    // Leaves the others to the supervisor, and to other tests.
    private static readonly string OneCpu = $"{Scheduling.AllowedCpus()[0]}";

    private readonly TemporaryFolder _folder = new();

    public ProcessFaultTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

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
    public void AnEventThatIsLostAtTheEndIsAFinding()
    {
        ProcessResult result = Invocation.OfDouble("last-event", "--duration", "1s", "--json", "run.json").In(_folder).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The worker process ended by itself, with exit code 0.", result.OutputText, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(RecordFiles.Read(_folder["run.json"]).Findings).Process!.ExitCode);
    }

    /// <summary>As batch systems set it for their jobs.</summary>
    [Fact]
    public void ALimitOfCpuTimeIsNoFinding()
    {
        Requirement.Program("prlimit");
        Invocation run = Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json");
        using RunningProcess supervisor = Invocation.Of("prlimit", ["--cpu=2:1000", run.Executable, .. run.Arguments]).In(_folder).Start();
        int ended = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);
        ProcessTable.WaitForEnd(ended);
        supervisor.Signal(Signals.Interrupt);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.True(result.ExitCode == 4, result.OutputText);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Single(record.Reasons, reason => reason.Contains("at its limit of CPU time, 2 s", StringComparison.Ordinal));
    }

    [Fact]
    public void AHungWorkerProcessIsKilledForItsSilence()
    {
        ProcessEnd end = Run("hang", out _);

        Assert.Null(end.Signal);
        Assert.Matches(
            @"^The worker process sent no event for \d+(\.\d)? s and was killed\.$", Assert.Single(RecordFiles.Read(_folder["run.json"]).Findings[0].Explanation));
        ProcessTable.WaitForEnd(end.ProcessId);
    }

    /// <summary>Neither a finding nor a pass: the machine has done nothing wrong, and the worker process has not worked.</summary>
    [Fact]
    public void AWorkerProcessThatSomebodyStoppedIsNoFinding()
    {
        using RunningProcess supervisor =
            Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none", "--json", "run.json").In(_folder).Start();
        int worker = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);
        Signals.Send(worker, Signals.Stop);
        ProcessTable.WaitForStop(worker);
        supervisor.Signal(Signals.Interrupt);
        ProcessResult result = supervisor.WaitForEnd();

        Assert.True(result.ExitCode == 4, result.OutputText);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Empty(record.Findings);
        Assert.Single(record.Reasons, reason => reason.StartsWith("The worker process was stopped from outside (SIGSTOP) for ", StringComparison.Ordinal));
        ProcessTable.WaitForEnd(worker);
    }

    /// <summary>As it may be read by others of the same user, and stays in core dumps.</summary>
    [Fact]
    public void AWorkerProcessHasNoSecretsAndLeavesNoDebuggersFiles()
    {
        Invocation run = Invocation.OfAesnicheck("--duration", "1h", "--probes", "block", "--stress", "none")
            .With("AWS_SECRET_ACCESS_KEY", "a secret").With("OPENSSL_ia32cap", "~0x0").With("TMPDIR", _folder.Path);
        using RunningProcess supervisor = run.Start();
        int worker = ProcessTable.WaitForWork(supervisor, Scheduling.AllowedCpus().Count);

        string[] variables = File.ReadAllText($"/proc/{worker}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(variables, variable => variable.Contains("secret", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(variables, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.Contains("OPENSSL_ia32cap=~0x0", variables);
        Assert.Contains("DOTNET_EnableDiagnostics=0", variables);

        Signals.Send(worker, Signals.Kill);
        ProcessTable.WaitForEnd(worker);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path), file => file.Contains($"-{worker}-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stuck")]
    [InlineData("blocked")]
    public void AWorkerThatHangsIsFoundWhileTheOthersGoOn(string fault)
    {
        RunUntilFinding(fault, "--probes", "block,chain");
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Finding finding = record.Findings[0];
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
        Assert.Equal(("process", Verdict.ProcessCrash), (finding.Probe, finding.Verdict));
        Assert.NotNull(finding.Cpu);
        Assert.Matches(
            @"^Worker \d hung on CPU \d+, in probe block: a turn did not end for \d+\.\d s, with \d+\.\d s of CPU time\.$", finding.Explanation[0]);
        ProcessTable.WaitForEnd(finding.Process!.ProcessId);
    }

    [Fact]
    public void AProcessThatTakesMemoryWithoutEndIsKilled()
    {
        ProcessEnd end = Run("runaway", out string text);

        Assert.Null(end.Signal);
        Assert.Matches(@"The worker process took \d\.\d GB of memory, more than the 1\.1 GB that it needs, and was killed\.", text);
        ProcessTable.WaitForEnd(end.ProcessId);
    }

    [Fact]
    public void NonsenseOnTheEventPipeIsKept()
    {
        ProcessEnd end = Run("garbage", out string text);

        Assert.Null(end.ExitCode);
        Assert.Equal(["}{ no event"], end.Garbage);
        Assert.Contains("The worker process wrote a malformed event, 11 bytes long: }{ no event", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEventOfWhichHalfIsWrittenIsKeptWithTheEndOfTheProcess()
    {
        ProcessResult result = Invocation.OfDouble("half-line", "--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json").In(_folder).Run();

        Assert.Equal(1, result.ExitCode);

        // Of the four processes that are started: in any of them an event of another thread may end the line before the kill.
        Assert.Contains(
            RecordFiles.Read(_folder["run.json"]).Findings,
            finding => finding.Process is { Signal: "SIGKILL" } end
                && end.Garbage.SequenceEqual([BrokenMachine.HalfLine])
                && finding.Explanation.Contains($"Its last event is truncated: {BrokenMachine.HalfLine}"));
    }

    [Fact]
    public void AFloodOfNonsenseWithoutALineEndIsTakenInPieces()
    {
        ProcessEnd end = Run("flood", out string text);

        Assert.Equal(4096, Assert.Single(end.Garbage).Length);
        // An event of another thread may come in between, and end the line.
        Assert.Matches(@"The worker process wrote (16\.8 MB without a line end, which is not an event|a malformed event, [\d.,e]+ bytes long): \\", text);
    }

    [Fact]
    public void AMachineOnWhichEveryWorkerProcessCrashesIsGivenUp()
    {
        ProcessResult result = Invocation.OfDouble("exit", "--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json").In(_folder).Run();

        Assert.Equal(1, result.ExitCode);
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(4, record.Findings.Count);
        Assert.Equal(4, record.Findings.Select(finding => finding.Process!.ProcessId).Distinct().Count());
        Assert.Contains("Given up: none of 4 worker processes kept running", record.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>Runs a double until the first finding, and demands only findings of that kind.</summary>
    /// <returns>The end of the first worker process.</returns>
    private ProcessEnd Run(string fault, out string text, params ReadOnlySpan<string> options)
    {
        text = RunUntilFinding(fault, options).OutputText;
        RunRecord record = RecordFiles.Read(_folder["run.json"]);
        Assert.Equal(Outcome.Fault, record.Outcome);
        Assert.NotEmpty(record.Findings);
        Assert.All(record.Findings, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        Assert.All(record.Findings, finding => Assert.Equal("process", finding.Probe));
        Assert.All(record.Findings, finding => Assert.Null(finding.Cpu));
        return record.Findings[0].Process!;
    }

    /// <summary>Runs a double until the supervisor reports a finding, then stops it: it is alive, and continues.</summary>
    private ProcessResult RunUntilFinding(string fault, params ReadOnlySpan<string> options)
    {
        ProcessResult result = Invocation.OfDouble(fault, ["--duration", "1h", "--cpus", OneCpu, "--stress", "none", "--json", "run.json", .. options]).In(_folder).RunUntilItSays("finding 1, ");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("FAULT: ", result.Output[^1], StringComparison.Ordinal);
        return result;
    }
}
