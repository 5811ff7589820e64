using System.Text.Json;
using AesniCheck.Processes.Harness;
using AesniCheck.Injection;
using AesniCheck.Interop;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The self-test of the real product shows that it detects, and that of a product with a part removed shows that it does not.</summary>
[Collection(LoadedMachine.Name)]
public sealed class SelfTestProofTests : IDisposable
{
    // Leaves the others to the supervisor, and to other tests.
    private static readonly string OneCpu = $"{Scheduling.AllowedCpus()[0]}";

    private readonly TemporaryFolder _folder = new();

    public SelfTestProofTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheProductSeesTheFaultsThatItPutsIntoItself()
    {
        SelfTestRecord record = Run(
            Invocation.OfAesnicheck("selftest", "--count", "2", "--probes", "chain", "--areas", "xmm", "--json", "selftest.json"), out ProcessResult result);

        Assert.True(result.ExitCode == 0, string.Join('\n', record.Reasons));
        Assert.StartsWith("DETECTS: ", result.Output[^1], StringComparison.Ordinal);
        Assert.Equal(SelfTestResult.Detects, record.Result);
        Assert.Empty(record.FalseAlarms);
        Assert.Equal(Enum.GetValues<FaultKind>(), record.Classes.Select(entry => entry.Kind));
        Assert.All(record.Classes, entry => Assert.Equal(2, entry.Injected));
        Assert.Equal(0, record.Classes[0].Seen);

        // Every injection is logged.
        SelfTestTrial[] flips = [.. record.Trials.Where(trial => trial.Fault.Kind == FaultKind.Flip)];
        Assert.Equal(14, record.Trials.Count);
        Assert.All(record.Classes, entry => Assert.Null(entry.WrongVerdicts));
        Assert.All(flips, trial =>
        {
            RegisterChange change = Assert.Single(trial.Fault.Changes);
            Assert.InRange(change.Register!.Value, 0, 15);
            byte[] right = [.. change.Before];
            right[change.Bit!.Value / 8] ^= (byte)(1 << (change.Bit.Value % 8));
            Assert.Equal(right, change.After);
        });
        Assert.All(
            flips.Where(trial => trial.Sighting is not null),
            trial => Assert.Equal(("chain", trial.Fault.ThreadId, trial.Fault.Cpu), (trial.Sighting!.Probe, trial.Sighting.ThreadId, trial.Sighting.Cpu)));
    }

    /// <summary>The worker loses registers while it repeats the work, differently each time: the CPU is not to blame.</summary>
    [Theory]
    [InlineData("chain", "xmm")]
    [InlineData("block", "xmm")]
    [InlineData("register", "ymm-upper")]
    [InlineData("mode", "xmm")]
    public void RegistersThatChangeAgainDuringReplaysBlameNoCpu(string probe, string area)
    {
        Assert.SkipUnless(ExtendedStateLayout.OfMachine()?.Has(RegisterAreas.ByName(area)) == true, "This CPU has no such registers.");
        SelfTestRecord record = Run(
            Invocation.OfAesnicheck("selftest", "--count", "3", "--cpus", OneCpu, "--probes", probe, "--kinds", "again", "--areas", area, "--json", "selftest.json"), out _);

        Sighting[] seen = [.. record.Trials.Select(trial => trial.Sighting).OfType<Sighting>()];
        Assert.All(seen, sighting => Assert.True(sighting.WrongFindings is null, string.Join('\n', sighting.WrongFindings?.SelectMany(finding => finding.Explanation) ?? [])));
    }

    [Theory]
    [InlineData("blind-chain", "chain", "xmm")]
    [InlineData("blind-guards", "block", "zmm16-31")]
    [InlineData("blind-registers", "register", "ymm-upper")]
    public void AProbeWhoseComparisonIsRemovedMisses(string mutation, string probe, string area)
    {
        Assert.SkipUnless(ExtendedStateLayout.OfMachine()?.Has(RegisterAreas.ByName(area)) == true, "This CPU has no such registers.");
        SelfTestRecord record = Run(
            Invocation.OfDouble(mutation, "selftest", "--count", "3", "--cpus", OneCpu, "--probes", probe, "--kinds", "flip", "--areas", area, "--json", "selftest.json"), out ProcessResult result);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.False(Assert.Single(record.Classes).Kept);
        Assert.StartsWith("MISSES: ", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AQueueThatDropsTheLastEventIsAFalseAlarm()
    {
        SelfTestRecord record = Run(
            Invocation.OfDouble("last-event", "selftest", "--count", "1", "--cpus", OneCpu, "--probes", "chain", "--kinds", "none,flip", "--areas", "xmm", "--json", "selftest.json"), out ProcessResult result);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(SelfTestResult.Misses, record.Result);
        Assert.NotEmpty(record.FalseAlarms);
        Assert.All(record.FalseAlarms, finding => Assert.Equal(Verdict.ProcessCrash, finding.Verdict));
        Assert.Contains("No injected fault explains this finding.", string.Join(' ', result.OutputText.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-ptrace")]
    [InlineData("no-ptrace-enosys")]
    public void WhereASeccompFilterRefusesTracingItSaysWhatToAllow(string system)
    {
        ProcessResult result = Invocation.OfDouble(system, "selftest", "--count", "3", "--probes", "chain", "--json", "selftest.json").In(_folder).Run();

        Assert.Equal(4, result.ExitCode);
        SelfTestRecord record = Read();
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Empty(record.Trials);
        string reason = Assert.Single(record.Reasons);
        Assert.Contains("PTRACE_SEIZE", reason, StringComparison.Ordinal);
        Assert.Contains("seccomp", reason, StringComparison.Ordinal);
        Assert.Contains("--cap-add SYS_PTRACE", reason, StringComparison.Ordinal);
        Assert.StartsWith("INCONCLUSIVE: the self-test injected nothing: PTRACE_SEIZE", result.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void AnInterruptEndsItWithWhatWasSeen()
    {
        using RunningProcess process = Invocation.OfAesnicheck("selftest", "--count", "10000", "--cpus", OneCpu, "--probes", "chain", "--kinds", "flip", "--areas", "xmm", "--json", "selftest.json")
            .In(_folder).Start();
        process.WaitForError("injected");
        process.Signal(Signals.Interrupt);
        ProcessResult result = process.WaitForEnd();

        SelfTestRecord record = Read();
        SkipIfForbidden(record);
        Assert.Equal(4, result.ExitCode);
        Assert.Equal(SelfTestResult.Inconclusive, record.Result);
        Assert.Contains("Stopped on request", Assert.Single(record.Reasons), StringComparison.Ordinal);
        Assert.Equal(record.Trials.Count, record.Classes.Sum(entry => entry.Injected));
    }

    private static void SkipIfForbidden(SelfTestRecord record) =>
        Requirement.Tracing(string.Join(' ', record.Reasons), record.Trials.Count == 0 && record.Reasons.Any(reason => reason.Contains("PTRACE", StringComparison.Ordinal)));

    private SelfTestRecord Run(Invocation invocation, out ProcessResult result)
    {
        result = invocation.In(_folder).Run();
        SelfTestRecord record = Read();
        SkipIfForbidden(record);
        return record;
    }

    private SelfTestRecord Read() => JsonSerializer.Deserialize(File.ReadAllText(_folder["selftest.json"]), SelfTestJson.Default.SelfTestRecord)!;
}
