using AesniCheck.Plans;
using AesniCheck.Processes.Harness;
using AesniCheck.Records;
using AesniCheck.Stressors;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>Stressors in real runs: their events are reported, and a requested stressor that did nothing keeps the run from passing.</summary>
[Collection(LoadedMachine.Name)]
public sealed class StressorRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StressorRunTests() => Requirement.AesInstructions();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ByDefaultAllThatCanRunHereRunAndDoSomethingToTheWorkers()
    {
        RunRecord record = Run(
            0,
            run => !run.Notes.Any(note => note.Contains("stressor", StringComparison.Ordinal)),
            Invocation.OfAesnicheck("--probes", "block", "--workers-per-cpu", "3", "--json", "run.json"),
            shortest: "2s");

        Assert.Equal(
            StressorList.All.Select(entry => entry.Name).Order(),
            record.Plan.Stressors.Select(stressor => stressor.Name).Concat(record.Plan.SkippedStressors.Select(skipped => skipped.Name)).Order());
        Assert.All(record.Plan.Stressors, stressor => Assert.False(stressor.Requested));
        Assert.Equal(record.Plan.Stressors.Select(stressor => stressor.Name).Order(), record.Exposure.Stressors.Select(done => done.Stressor).Order());
        Assert.All(record.Exposure.Stressors, done => Assert.InRange(done.Events, 1, long.MaxValue));
        Assert.DoesNotContain(record.Notes, note => note.Contains("stressor", StringComparison.Ordinal));

        // The events of the workers during that time.
        Assert.All(record.Exposure.Cpus, cpu =>
        {
            Assert.InRange(cpu.Events.InvoluntarySwitches, 1, long.MaxValue);
            Assert.InRange(cpu.Events.MinorFaults, 1, long.MaxValue);
            Assert.InRange(cpu.Events.LiveSeconds, double.Epsilon, cpu.Events.CpuSeconds);
            Assert.InRange(cpu.Events.CpuSeconds, 0, record.Exposure.Seconds);
            Assert.Equal(0, cpu.Events.Migrations);
        });
        Assert.Equal(record.Exposure.Cpus.Sum(cpu => cpu.Events.Signals), record.Exposure.Events.Signals);
        Assert.SkipUnless(File.Exists("/proc/interrupts"), "This kernel tells nothing of interrupts.");
        Assert.All(record.Exposure.Cpus, cpu => Assert.InRange(cpu.Kernel!.Interrupts!.Value, 1, long.MaxValue));
    }

    [Fact]
    public void AllIsNotByName()
    {
        RunRecord record = Run(0, "--probes", "block", "--stress", "all");
        Assert.Equal(StressorList.All.Count, record.Plan.Stressors.Count + record.Plan.SkippedStressors.Count);
        Assert.All(record.Plan.Stressors, stressor => Assert.False(stressor.Requested));
    }

    [Fact]
    public void MemoryIsHeldAsAskedForAndGivenBack()
    {
        // It grows little by little.
        RunRecord record = Run(
            0,
            run => run.Exposure.ProcessStressors.All(done => done.HeldBytes >= 16L << 20),
            Invocation.OfAesnicheck("--probes", "block", "--stress", "memory", "--memory", "32M", "--json", "run.json"),
            shortest: "2s");
        Assert.Equal(32L << 20, record.Plan.MemoryBytes);
        Assert.InRange(Assert.Single(record.Exposure.ProcessStressors).HeldBytes, 16L << 20, 32L << 20);
    }

    [Fact]
    public void WithoutStressorsThereAreNone()
    {
        RunRecord record = Run(0, "--probes", "block", "--stress", "none");
        Assert.Empty(record.Plan.Stressors);
        Assert.Empty(record.Plan.SkippedStressors);
        Assert.Empty(record.Exposure.Stressors);
        Assert.Equal(0, record.Exposure.Events.Signals);
        Assert.Equal(0, record.Plan.MemoryBytes);
    }

    [Fact]
    public void ThoseThatAreAskedForRunAlone()
    {
        RunRecord record = Run(0, "--probes", "block", "--stress", "syscall,switch", "--intensity", "8");
        Assert.Equal([new PlannedStressor("switch", Requested: true), new PlannedStressor("syscall", Requested: true)], record.Plan.Stressors);
        Assert.Equal(["switch", "syscall"], record.Exposure.Stressors.Select(done => done.Stressor).Order());
        Assert.Equal(8, record.Plan.Intensity);
    }

    [Theory]
    [InlineData("dying-stressor", "The stressor exit ended early on CPU")]
    [InlineData("idle-stressor", "The stressor exit did nothing")]
    [InlineData("no-stressor", "The requested stressor exit can't run here: there is nothing to leave")]
    public void OneThatWasAskedForAndDoesNotDoItsWorkKeepsTheRunFromPassing(string fault, string told)
    {
        RunRecord record = Run(4, Told, Invocation.OfDouble(fault, "--probes", "block", "--stress", "exit", "--json", "run.json"));
        Assert.True(Told(record), string.Join('\n', record.Reasons));
        Assert.Empty(record.Findings);

        bool Told(RunRecord run) => run.Reasons.Any(reason => reason.StartsWith(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dying-stressor")]
    [InlineData("idle-stressor")]
    public void OneThatWasNotAskedForIsNotedOnly(string fault)
    {
        RunRecord record = Run(0, IsNoted, Invocation.OfDouble(fault, "--probes", "block", "--json", "run.json"));
        Assert.True(IsNoted(record));
        Assert.Empty(record.Reasons);

        static bool IsNoted(RunRecord run) => run.Notes.Any(note => note.StartsWith("The stressor exit ", StringComparison.Ordinal));
    }

    private RunRecord Run(int exitCode, params string[] arguments) => Run(exitCode, _ => true, arguments);

    private RunRecord Run(int exitCode, Func<RunRecord, bool> isEnough, params string[] arguments) =>
        Run(exitCode, isEnough, Invocation.OfAesnicheck([.. arguments, "--json", "run.json"]));

    private RunRecord Run(int exitCode, Func<RunRecord, bool> isEnough, Invocation invocation, string shortest = "1s")
    {
        ProcessResult result = invocation.In(_folder).RunLongEnough(
            result => result.ExitCode == exitCode && isEnough(RecordFiles.Read(_folder["run.json"])), shortest);
        Assert.True(exitCode == result.ExitCode, $"Exit code {result.ExitCode}:\n{result.OutputText}");
        return RecordFiles.Read(_folder["run.json"]);
    }
}
