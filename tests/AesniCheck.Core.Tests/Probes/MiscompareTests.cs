using System.Text.Json.Serialization;
using AesniCheck.Probes.Block;
using Xunit;

namespace AesniCheck.Probes;

public sealed class MiscompareTests
{
    [Fact]
    public void EveryKindOfMiscompareHasATypeInJson()
    {
        JsonDerivedTypeAttribute[] types = [.. typeof(Miscompare).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>()];
        Assert.Equal(
            typeof(Miscompare).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Miscompare))).Select(type => type.Name).Order(StringComparer.Ordinal),
            types.Select(type => type.DerivedType.Name).Order(StringComparer.Ordinal));
        Assert.Equal(types.Length, types.Select(type => type.TypeDiscriminator).Distinct().Count());
    }

    [Fact]
    public void EveryKindOfMiscompareHasASample() => Assert.Equal(
        typeof(Miscompare).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Miscompare))).Select(type => type.Name).Order(StringComparer.Ordinal),
        MiscompareSamples.All.Select(sample => sample.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void OnlyACpuThatTheWorkerStayedOnIsToBlame()
    {
        Assert.Null((Samples.Miscompare with { CpuBefore = 3, CpuAfter = 2 }).Cpu);
        Assert.Equal(2, (Samples.Miscompare with { CpuBefore = 2, CpuAfter = 2 }).Cpu);
    }

    [Fact]
    public void TheWorkersContextAddsWhatAllMiscomparesHave()
    {
        var handler = new CollectingHandler();
        ProbeContext context = ProbeCases.Context(handler);
        context.SwitchesBefore = new SwitchCounts(1, 20);
        Assert.False(context.Report("chain", Samples.Miscompare with { Id = "", Probe = "" }, ProbeCases.UnitAt(0)));
        context.Report("chain", Samples.Miscompare, ProbeCases.UnitAt(0));

        BlockMiscompare expected = Samples.Miscompare with
        {
            Id = "0.1",
            Time = ProbeCases.Clock.GetUtcNow(),
            Probe = "chain",
            Worker = 0,
            ThreadId = 123,
            CpuBefore = 5,
            CpuAfter = 6,
            SwitchesBefore = new SwitchCounts(1, 20),
            SwitchesAfter = new SwitchCounts(2, 22),
        };
        Assert.Equal([expected, expected with { Id = "0.2" }], handler.Miscompares);
    }
}
