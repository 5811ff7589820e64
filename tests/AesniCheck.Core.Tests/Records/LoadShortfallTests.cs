using AesniCheck.Plans;
using Xunit;

namespace AesniCheck.Records;

public sealed class LoadShortfallTests
{
    private static readonly PlannedStressor[] Stressors = [new("exit"), new("vector"), new("memory", Requested: true)];

    [Fact]
    public void ABusyRunLacksNothing() => Assert.Empty(Of(Stressors, live: 4, exits: 1, vectors: 1, memory: 1));

    [Fact]
    public void OneOfManyStressorsIsOnlyMentioned() =>
        Assert.Equal([new LoadShortfall("The stressor exit did nothing on CPU 3.", PreventsPass: false)], Of(Stressors, live: 4, exits: 0, vectors: 1, memory: 1));

    [Fact]
    public void AStressorThatWasRequestedMustDoSomething() =>
        Assert.Equal([new LoadShortfall("The stressor memory did nothing.", PreventsPass: true)], Of(Stressors, live: 4, exits: 1, vectors: 1, memory: 0));

    [Fact]
    public void ACpuWithoutAnyStressorIsNoPass() => Assert.Contains(
        new LoadShortfall("No stressor did anything on CPU 3: AES was not verified under load there.", PreventsPass: true),
        Of(Stressors, live: 4, exits: 0, vectors: 0, memory: 1));

    [Fact]
    public void ARunWithoutAnyLoadIsNoPassForOneReason() => Assert.Equal(
        [new LoadShortfall("No stressor did anything: AES was not verified under load.", PreventsPass: true)],
        Of([new("exit"), new("vector"), new("memory")], live: 4, exits: 0, vectors: 0, memory: 0, others: 0));

    [Fact]
    public void StressorsThatDidNothingShareASentence() => Assert.Equal(
        [new LoadShortfall("The stressors gc, signal did nothing.", PreventsPass: false)],
        Of([new("gc"), new("signal"), .. Stressors], live: 4, exits: 1, vectors: 1, memory: 1));

    [Theory]
    [InlineData(0.24, "block", true)]
    [InlineData(0.25, "block", false)]
    [InlineData(0.12, "block,schedule", true)]
    [InlineData(0.125, "block,schedule", false)]
    [InlineData(0, "schedule", false)]
    public void TheWorkersMustHoldRegistersForATwentiethOfTheTimeOfTheProbesThatDo(double live, string probes, bool isTooLittle)
    {
        LoadShortfall[] shortfalls = [.. Of([], live, exits: 0, vectors: 0, memory: 0, probes)];
        Assert.Equal(isTooLittle, shortfalls.Length == 1);
        Assert.All(shortfalls, shortfall => Assert.True(shortfall.PreventsPass));
        Assert.All(shortfalls, shortfall => Assert.StartsWith($"Workers held vector registers for only {100 * live / 5} % of the time on CPU 3; ", shortfall.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void ARunThatDidNothingHasOtherReasons() =>
        Assert.Empty(LoadShortfall.Of(Samples.Plan with { Stressors = Stressors }, Exposure.None));

    /// <summary>The shortfalls of a run of 5 s. CPU 0 was busy; CPU 3 did this.</summary>
    private static IEnumerable<LoadShortfall> Of(PlannedStressor[] stressors, double live, long exits, long vectors, long memory, string probes = "block", long others = 9)
    {
        bool any = stressors.Length > 0;
        RunPlan plan = Samples.Plan with { Stressors = stressors, Probes = [.. probes.Split(',').Select(probe => new PlannedProbe(probe, 10))] };
        return LoadShortfall.Of(
            plan,
            new Exposure([On(0, 4, others, others), On(3, live, exits, vectors)], [], 1)
            {
                Seconds = 5,
                ProcessStressors = any ? [new StressorExposure("memory", memory)] : [],
            });

        CpuExposure On(int cpu, double seconds, long exit, long vector) => new(cpu, [], new WorkerEventCounts { LiveSeconds = seconds })
        {
            Stressors = any ? [new StressorExposure("exit", exit), new StressorExposure("vector", vector)] : [],
        };
    }
}
