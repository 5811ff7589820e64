using System.Text.Json;
using AesniCheck.Probes;
using Xunit;

namespace AesniCheck.Execution;

public sealed class EventJsonTests
{
    private static readonly Dictionary<string, WorkerEvent> All = new()
    {
        ["known-answers"] = WorkerEvents.KnownAnswers,
        ["placed"] = new WorkerPlaced(3, 7, "Invalid argument"),
        ["progress"] = WorkerEvents.Progress(1_234_567),
        ["miscompare"] = new MiscompareSeen(Samples.Miscompare with { Kind = MiscompareKind.Accumulator }),
        ["finding"] = new FindingMade("1.7", Samples.Finding),
        ["stopped"] = WorkerEvents.Stopped(long.MaxValue / 4),
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
        AesniCheck.Planning.RunPlan plan = Samples.Plan with { DurationSeconds = 1234.5, Seed = ulong.MaxValue };
        string[] lines = [.. Cultures.InEach(() => JsonSerializer.Serialize(plan, EventJson.Default.RunPlan))];
        Assert.Single(lines.Distinct());
        Assert.All(
            Cultures.InEach(() => JsonSerializer.Deserialize(lines[0], EventJson.Default.RunPlan)),
            read => Assert.Equivalent(plan, read, strict: true));
    }

    private static WorkerEvent Read(string line) => JsonSerializer.Deserialize(line, EventJson.Default.WorkerEvent)!;
}
