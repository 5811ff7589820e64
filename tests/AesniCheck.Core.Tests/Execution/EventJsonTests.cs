using System.Text.Json;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using Xunit;

namespace AesniCheck.Execution;

public sealed class EventJsonTests
{
    internal static readonly Dictionary<string, WorkerEvent> All = new()
    {
        ["known-answers"] = WorkerEventCounts.KnownAnswers,
        ["misplaced"] = new WorkerMisplaced(3, 7, "Invalid argument"),
        ["policy-refused"] = new PolicyRefused(1, WorkerPolicy.Batch, "Operation not permitted"),
        ["stressor-died"] = new StressorDied("memory", null, "mmap: Cannot allocate memory"),
        ["stressor-limited"] = new StressorLimited("syscall", 3, "there are no packets"),
        ["progress"] = WorkerEventCounts.Progress(1_234_567),
        ["miscompare"] = new MiscompareSeen(Samples.Miscompare with { Kind = MiscompareKind.Accumulator }),
        ["finding"] = new FindingMade("1.7", Samples.Finding),
        ["mode-answers"] = new ModeAnswersChecked([new KnownAnswerSummary("platform", 282, 0, [])], new CryptoLibrary("OpenSSL 3.0.19", "~0x200000200000000")),
        ["unavailable"] = new ProbeUnavailable(3, "kernel", "xts-aes-aesni: the kernel refused the key"),
        ["worker-hung"] = new WorkerHung(3, 1, "chain", 4.2, 2.5),
        ["stopped"] = WorkerEventCounts.Stopped(long.MaxValue / 4),
    };

    public static TheoryData<string> Kinds => [.. All.Keys];

    [Fact]
    public void EveryKindOfEventIsHere() =>
        Assert.Equal(
            typeof(WorkerEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WorkerEvent)))
                .Select(type => type.Name).Order(StringComparer.Ordinal),
            All.Values.Select(workerEvent => workerEvent.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnEventIsTheSameAfterThePipeInEveryCulture(string kind)
    {
        WorkerEvent before = All[kind];
        string[] lines = [.. Cultures.InEach(() => ScriptedWorker.LineOf(before))];
        Assert.Single(lines.Distinct());
        Assert.DoesNotContain('\n', lines[0]);
        Assert.StartsWith($$"""{"event":"{{kind}}",""", lines[0], StringComparison.Ordinal);
        Assert.All(Cultures.InEach(() => Read(lines[0])), after =>
        {
            Assert.IsType(before.GetType(), after);
            Assert.Equivalent(before, after, strict: true);
            Assert.Equal(lines[0], ScriptedWorker.LineOf(after));
        });
    }

    [Fact]
    public void AFindingWithoutACpuIsTheSameAfterThePipe()
    {
        WorkerEvent read = Read(ScriptedWorker.LineOf(new FindingMade(null, Samples.Crash)));
        Assert.Equivalent(Samples.Crash, Assert.IsType<FindingMade>(read).Finding, strict: true);
    }

    [Fact]
    public void ThePlanIsTheSameAfterThePipeInEveryCulture()
    {
        RunPlan plan = Samples.Plan with
        {
            DurationSeconds = 1234.5,
            Seed = ulong.MaxValue,
            Probes = [new PlannedProbe("block", 30), new PlannedProbe("chain", 20)],
            Placement = Placement.Hopping,
            Policies = [WorkerPolicy.Other, WorkerPolicy.Idle],
            Stressors = [new PlannedStressor("exit", Requested: true), new PlannedStressor("signal")],
            SkippedStressors = [new SkippedPart("memory", "nobody tells", Requested: true)],
            Intensity = 7,
            MemoryBytes = 1L << 40,
            SkippedProbes = [new SkippedPart("kernel", "there is no AF_ALG", Requested: true), new SkippedPart("library", "there is no libcrypto", Requested: false)],
        };
        string[] lines = [.. Cultures.InEach(() => JsonSerializer.Serialize(plan, EventJson.Default.RunPlan))];
        Assert.Single(lines.Distinct());
        Assert.All(
            Cultures.InEach(() => JsonSerializer.Deserialize(lines[0], EventJson.Default.RunPlan)),
            read => Assert.Equivalent(plan, read, strict: true));
    }

    [Fact]
    public void APlanThatTellsOfNoSkippedProbesHasNone()
    {
        const string plan = """
            {"durationSeconds":1,"seed":"0x0000000000000001","cpus":[0],"workersPerCpu":1,"keySizesBits":[128],"probes":[{"name":"block","share":1}]}
            """;
        Assert.Empty(JsonSerializer.Deserialize(plan, EventJson.Default.RunPlan)!.SkippedProbes);
    }

    [Fact]
    public void AMiscompareIsOfItsOwnKindAfterThePipe()
    {
        string line = ScriptedWorker.LineOf(new MiscompareSeen(Samples.Miscompare));
        Assert.StartsWith("""{"event":"miscompare","miscompare":{"type":"block",""", line, StringComparison.Ordinal);
        Miscompare read = Assert.IsType<MiscompareSeen>(Read(line)).Miscompare;
        Assert.Equivalent(Samples.Miscompare, Assert.IsType<BlockMiscompare>(read), strict: true);
    }

    [Fact]
    public void EveryKindOfMiscompareIsTheSameAfterThePipeInEveryCulture() => Assert.All(MiscompareSamples.All, before =>
    {
        string[] lines = [.. Cultures.InEach(() => ScriptedWorker.LineOf(new MiscompareSeen(before)))];
        Assert.Single(lines.Distinct());
        Miscompare after = Assert.IsType<MiscompareSeen>(Read(lines[0])).Miscompare;
        Assert.IsType(before.GetType(), after);
        Assert.Equivalent(before, after, strict: true);
    });

    [Fact]
    public void TheEvidenceOfAFindingIsOfItsOwnKindAfterThePipe()
    {
        WorkerEvent read = Read(ScriptedWorker.LineOf(new FindingMade("1.7", Samples.Finding)));
        Assert.Equivalent(Samples.Miscompare, Assert.IsType<BlockMiscompare>(Assert.IsType<FindingMade>(read).Finding.Evidence), strict: true);
    }

    private static WorkerEvent Read(string line) => JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)!;
}
