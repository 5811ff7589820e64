using AesniCheck.Ciphers;
using AesniCheck.Execution;
using AesniCheck.Probes.Block;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes;

public sealed class ProbeListTests
{
    public static TheoryData<string> Names => [.. ProbeList.All.Select(entry => entry.Name)];

    [Fact]
    public void EveryProbeIsFoundByTheNameThatItHas()
    {
        Assert.All(ProbeList.All, entry => Assert.Same(entry, ProbeList.ByName(entry.Name)));
        Assert.Equal(BlockProbe.ProbeName, BlockProbe.Entry.Name);
        Assert.Same(BlockProbe.Entry, ProbeList.ByName(BlockProbe.ProbeName));
    }

    [Fact]
    public void EveryProbeHasAPurposeAndAShare() => Assert.All(ProbeList.All, entry =>
    {
        Assert.NotEmpty(entry.Purpose);
        Assert.InRange(entry.Share, 1, 1_000);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void AProbeThatCanRunHereVerifiesSomethingInATurn(string name)
    {
        TestEngines.RequireAesni();
        ProbeEntry entry = ProbeList.ByName(name);
        Assert.SkipWhen(entry.WhyNot(ThisMachine.Devices) is not null, entry.WhyNot(ThisMachine.Devices) ?? "");
        var setting = Samples.Plan.SetupFor(ThisMachine.Devices);
        var handler = new CollectingHandler();
        Work work = entry.Begin(setting)(ProbeCases.Context(handler)).RunTurn();

        Assert.InRange(work.Calls, 1, long.MaxValue);
        Assert.InRange(work.Bytes, 1, long.MaxValue);
        Assert.Empty(handler.Miscompares);
    }

    [Fact]
    public void AllWorkersOfABlockProbeShareItsUnitsWhichCountForTheRun()
    {
        TestEngines.RequireAesni();
        var setting = Samples.Plan.SetupFor(ThisMachine.Devices);
        Func<ProbeContext, Probe> create = BlockProbe.Entry.Begin(setting);
        Assert.Equal(0, setting.UnitsMade);
        for (int worker = 0; worker < 2; worker++)
        {
            // Both begin at the same unit: the second one finds it made.
            create(ProbeCases.Context(new CollectingHandler())).RunTurn();
            Assert.Equal(1, setting.UnitsMade);
        }

        RecentUnits units = setting.CreateRecentUnits();
        Assert.Equal(Unit.SeedOf(Samples.Plan.Seed, 0), Assert.Single(units.Remake<BlockUnit>(atMost: 9)).Seed);
        Assert.Empty(units.Remake<ChainUnit>(atMost: 9));
    }

    [Fact]
    public void AnUnknownNameIsRefusedWithTheNamesThereAre()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ProbeList.ByName("blok"));
        Assert.Contains("'blok'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(BlockProbe.ProbeName, exception.Message, StringComparison.Ordinal);
    }
}
