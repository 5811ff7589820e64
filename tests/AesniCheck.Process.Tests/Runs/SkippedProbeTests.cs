using System.Text.Json;
using AesniCheck.Doubles;
using AesniCheck.Plans;
using AesniCheck.Probes.Block;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>A machine on which the kernel can't be tested: a skip of a requested probe is never a pass.</summary>
public sealed class SkippedProbeTests : IDisposable
{
    // Reasons of any run that is too short for a busy machine.
    private static readonly string[] TooShort = [" verified nothing ", "o stressor did anything", "held vector registers for only"];

    private readonly TemporaryFolder _folder = new();

    public SkippedProbeTests() => Requirement.AesInstructions();

    private static string Reason => $"The requested probe kernel can't run here: {BrokenMachine.NoKernel}.";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AskedForAloneNothingIsRun()
    {
        ProcessResult result = Run(4, out RunRecord record, "--probes", "kernel");

        AssertTheSkipIsTold(result);
        Assert.Equal([new SkippedPart("kernel", BrokenMachine.NoKernel, Requested: true)], record.Plan.SkippedProbes);
        Assert.Empty(record.Plan.Probes);
        Assert.Equal([Reason, "No probe can run here."], record.Reasons);
        Assert.Equal(0, record.Exposure.Blocks);
        Assert.Null(record.FirstBlockAt);
        Assert.Empty(record.KnownAnswers);
    }

    [Fact]
    public void TheRecordTellsWhatWasSkippedAndWhy()
    {
        Run(4, out _, "--probes", "kernel");

        using var json = JsonDocument.Parse(File.ReadAllText(_folder["run.json"]));
        JsonElement skipped = Assert.Single(json.RootElement.GetProperty("plan").GetProperty("skippedProbes").EnumerateArray());
        Assert.Equal(["name", "reason", "requested"], skipped.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("kernel", BrokenMachine.NoKernel), (skipped.GetProperty("name").GetString(), skipped.GetProperty("reason").GetString()));
        Assert.True(skipped.GetProperty("requested").GetBoolean());
    }

    [Fact]
    public void AskedForBesideAnotherThatOneRuns()
    {
        Run(4, out RunRecord record, "--probes", "block,kernel");

        Assert.Equal([new PlannedProbe("block", BlockProbe.Entry.Share, Requested: true)], record.Plan.Probes);
        Assert.Equal([Reason], record.Reasons);
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Blocks, 1, long.MaxValue));
    }

    [Fact]
    public void NotAskedForItDoesNotKeepARunFromPassing()
    {
        ProcessResult result = Run(0, out RunRecord record);

        AssertTheSkipIsTold(result);
        Assert.Equal([new SkippedPart("kernel", BrokenMachine.NoKernel, Requested: false)], record.Plan.SkippedProbes);
        Assert.DoesNotContain(record.Plan.Probes, probe => probe.Name == "kernel");
    }

    [Fact]
    public void OnlyStepsWereVerifiedWhereNoProbeHasBlocks()
    {
        ProcessResult result = Run(0, out RunRecord record, "--probes", "schedule");

        Assert.Equal(0, record.Exposure.Blocks);
        Assert.Matches(@"^PASS: \S+ steps verified on CPUs? \S+, no finding$", result.Output[^1]);
        Assert.Contains(result.Output, line => line.StartsWith("fault rate   fewer than ", StringComparison.Ordinal) && line.Contains(" per step, with 95 % ", StringComparison.Ordinal));
    }

    /// <summary>In lines of 80 characters, of which all but the first are indented.</summary>
    private static void AssertTheSkipIsTold(ProcessResult result)
    {
        IEnumerable<string> lines = result.Output.SkipWhile(line => !line.StartsWith("skipped ", StringComparison.Ordinal));
        string told = string.Join(' ', [.. lines.Take(1), .. lines.Skip(1).TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim())]);
        Assert.Equal($"skipped      kernel: {BrokenMachine.NoKernel}", told);
    }

    private ProcessResult Run(int exitCode, out RunRecord record, params ReadOnlySpan<string> arguments)
    {
        ProcessResult result = Invocation.OfDouble("no-kernel", [.. arguments, "--json", "run.json"]).In(_folder)
            .RunLongEnough(_ => !RecordFiles.Read(_folder["run.json"]).Reasons.Any(reason => TooShort.Any(words => reason.Contains(words, StringComparison.Ordinal))));
        Assert.True(result.ExitCode == exitCode, result.OutputText);
        Assert.StartsWith(exitCode == 0 ? "PASS: " : "INCONCLUSIVE: ", result.Output[^1], StringComparison.Ordinal);
        record = RecordFiles.Read(_folder["run.json"]);
        return result;
    }
}
