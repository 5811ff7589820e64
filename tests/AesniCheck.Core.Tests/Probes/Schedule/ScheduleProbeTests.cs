using AesniCheck.Ciphers;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Schedule;

public sealed class ScheduleProbeTests
{
    private const int KeysPerTurn = 4 * ScheduleUnit.KeyCount;

    private readonly CollectingHandler _handler = new();

    public ScheduleProbeTests() => TestEngines.RequireAesni();

    [Fact]
    public void ARightMachineGivesNoMiscompareWhateverTheKeySize()
    {
        UnitPool<ScheduleUnit> pool = ScheduleUnit.Pool(ProbeCases.RunSeed, workerCount: 1);
        ScheduleProbe probe = Probe(_handler, new AesniSchedulePass(), pool);
        for (int i = 0; i < 6; i++)
        {
            probe.RunTurn();
        }

        Assert.Empty(_handler.Miscompares);
        Assert.InRange(pool.UnitsMade, 6, 8);
    }

    [Fact]
    public void ATurnCountsItsRoundKeysAndNoBlocks()
    {
        Work work = Probe(_handler, new AesniSchedulePass()).RunTurn();
        Assert.Equal(new Work(Blocks: 0, Rounds: 2 * 11 * KeysPerTurn, Bytes: 16 * 2 * 11 * KeysPerTurn, Calls: KeysPerTurn), work);
    }

    [Fact]
    public void ATurnDoesNotAllocate()
    {
        ScheduleProbe probe = Probe(_handler, new AesniSchedulePass());
        probe.RunTurn();
        probe.RunTurn();
        Assert.Equal(0, Allocations.Of(() => probe.RunTurn()));
    }

    [Fact]
    public void AWrongScheduleIsReportedInEachDirectionWithAllRoundKeys()
    {
        Probe(_handler, new ScriptedSchedulePass((call, _, encryption, decryption) =>
        {
            if (call == KeysPerTurn)
            {
                encryption[(16 * 3) + 1] ^= 2;
                encryption[16 * 9] ^= 1;
                decryption[16 * 10] ^= 0x80;
            }
        })).RunTurn();

        ScheduleMiscompare[] miscompares = [.. _handler.Miscompares.Cast<ScheduleMiscompare>()];
        var unit = new ScheduleUnit();
        unit.Make(Unit.SeedOf(ProbeCases.RunSeed, 0), AesKeySize.Aes128);
        byte[] expected = unit.RoundKeySpan(ScheduleUnit.KeyCount - 1, CipherDirection.Encrypt).ToArray();
        byte[] actual = [.. expected];
        actual[(16 * 3) + 1] ^= 2;
        actual[16 * 9] ^= 1;
        Assert.Equal([CipherDirection.Encrypt, CipherDirection.Decrypt], miscompares.Select(miscompare => miscompare.Operation));
        Assert.Equal([3, 9], miscompares[0].WrongRounds);
        Assert.Equal([10], miscompares[1].WrongRounds);
        Assert.Equal(expected, miscompares[0].Expected);
        Assert.Equal(actual, miscompares[0].Actual);
        Assert.Equal(unit.Key(ScheduleUnit.KeyCount - 1).ToArray(), miscompares[0].Key);
        Assert.All(miscompares, miscompare => Assert.Equal((unit.Seed, 128, 63, "schedule"), (miscompare.UnitSeed, miscompare.KeySizeBits, miscompare.KeyIndex, miscompare.Probe)));
    }

    [Fact]
    public void ADamagedUnitIsLeftAtOnceAndNeverUsedAgain()
    {
        var handler = new CollectingHandler(unitDamaged: true);
        UnitPool<ScheduleUnit> pool = ScheduleUnit.Pool(ProbeCases.RunSeed, workerCount: 1);
        Work work = Probe(handler, new ScriptedSchedulePass((_, _, encryption, _) => encryption[0] ^= 1), pool).RunTurn();

        Assert.Equal(1, work.Calls);
        Assert.Equal(2, pool.UnitsMade);
    }

    private static ScheduleProbe Probe(IMiscompareHandler handler, SchedulePass pass, UnitPool<ScheduleUnit>? pool = null) =>
        new(ProbeCases.Context(handler), pass, pool ?? ScheduleUnit.Pool(ProbeCases.RunSeed, workerCount: 1));
}
