using AesniCheck.Ciphers;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Chain;

public sealed class ChainProbeTests
{
    private const int PassesPerTurn = 32;

    private readonly CollectingHandler _handler = new();

    public ChainProbeTests() => TestEngines.RequireAesni();

    [Fact]
    public void ARightMachineGivesNoMiscompareWhateverTheStep()
    {
        UnitPool<ChainUnit> pool = ChainUnit.Pool(ProbeCases.RunSeed, workerCount: 1, usesPerUnit: 1);
        ChainProbe probe = Probe(_handler, new AesniChainPass(), pool);
        for (int i = 0; i < ChainSteps.All.Count; i++)
        {
            probe.RunTurn();
        }

        Assert.Empty(_handler.Miscompares);
        Assert.InRange(pool.UnitsMade, ChainSteps.All.Count, ChainSteps.All.Count + 2);
    }

    [Fact]
    public void ATurnCountsItsEndsAndTheRoundsBehindThem()
    {
        const int Blocks = PassesPerTurn * ChainUnit.ChainCount;
        var pass = new ScriptedChainPass((_, _) => { });
        Work work = Probe(_handler, pass).RunTurn();

        Assert.Equal(new Work(Blocks, Blocks * 2L * ChainUnit.StepCount, 16 * Blocks, PassesPerTurn), work);
        Assert.Equal(PassesPerTurn, pass.Calls);
    }

    [Fact]
    public void ATurnDoesNotAllocate()
    {
        ChainProbe probe = Probe(_handler, new AesniChainPass());
        for (int i = 0; i < 4; i++)
        {
            probe.RunTurn();
        }

        Assert.Equal(0, Allocations.Of(() => probe.RunTurn()));
    }

    [Fact]
    public void AWrongEndIsReportedOnceWithAllEnds()
    {
        Work work = Probe(_handler, new ScriptedChainPass((call, ends) =>
        {
            if (call == 3)
            {
                ends[(16 * 5) + 2] ^= 0x40;
                ends[(16 * 13) + 15] ^= 0x01;
            }
        })).RunTurn();

        ChainMiscompare miscompare = Assert.IsType<ChainMiscompare>(Assert.Single(_handler.Miscompares));
        ChainUnit unit = ChainUnitTests.Made(Unit.SeedOf(ProbeCases.RunSeed, 0), ChainStep.Encrypt);
        byte[] actual = unit.ExpectedSpan.ToArray();
        actual[(16 * 5) + 2] ^= 0x40;
        actual[(16 * 13) + 15] ^= 0x01;
        Assert.Equal([5, 13], miscompare.WrongChains);
        Assert.Equal(unit.ExpectedSpan.ToArray(), miscompare.Expected);
        Assert.Equal(actual, miscompare.Actual);
        Assert.Equal(unit.InitialSpan.ToArray(), miscompare.Starts);
        Assert.Equal(unit.KeySpan.ToArray(), miscompare.RoundKeys);
        Assert.Equal((unit.Seed, ChainStep.Encrypt, ChainUnit.StepCount), (miscompare.UnitSeed, miscompare.Step, miscompare.StepCount));
        Assert.Equal(("chain", "0.1", 123), (miscompare.Probe, miscompare.Id, miscompare.ThreadId));
        Assert.Equal(PassesPerTurn, work.Calls);
    }

    [Fact]
    public void EveryWrongPassIsReported()
    {
        Probe(_handler, new ScriptedChainPass((_, ends) => ends[0] ^= 1)).RunTurn();
        Assert.Equal(PassesPerTurn, _handler.Miscompares.Count);
    }

    [Fact]
    public void ADamagedUnitIsLeftAtOnceAndNeverUsedAgain()
    {
        var handler = new CollectingHandler(unitDamaged: true);
        UnitPool<ChainUnit> pool = ChainUnit.Pool(ProbeCases.RunSeed, workerCount: 1);
        Work work = Probe(handler, new ScriptedChainPass((_, ends) => ends[0] ^= 1), pool).RunTurn();

        Assert.Equal(1, work.Calls);
        Assert.Equal(2, pool.UnitsMade);
        Assert.Single(handler.Miscompares);
    }

    [Fact]
    public void ARunThatIsBeingStoppedGetsNoFurtherPass()
    {
        Work work = Probe(_handler, new ScriptedChainPass((_, ends) => ends[0] ^= 1), isStopping: true).RunTurn();
        Assert.Equal(1, work.Calls);
    }

    private static ChainProbe Probe(IMiscompareHandler handler, ChainPass pass, UnitPool<ChainUnit>? pool = null, bool isStopping = false) =>
        new(ProbeCases.Context(handler, isStopping), pass, pool ?? ChainUnit.Pool(ProbeCases.RunSeed, workerCount: 1));
}
