using AesniCheck.Ciphers;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes.Block;

/// <summary>The probe on a correct machine.</summary>
public sealed class BlockProbeTests
{
    private readonly CollectingHandler _handler = new();

    public BlockProbeTests() => TestEngines.RequireAesni();

    [Fact]
    public void ARightMachineGivesNoMiscompare()
    {
        BlockProbe probe = ProbeCases.Block(_handler, new AesniBlockPass(worker: 0));
        for (int i = 0; i < 100; i++)
        {
            Work work = probe.RunTurn();
            Assert.Equal((BlockProbe.BlocksPerTurn, 16 * BlockProbe.BlocksPerTurn), (work.Blocks, work.Bytes));
        }

        Assert.Empty(_handler.Miscompares);
    }

    [Fact]
    public void ATurnDoesNotAllocateEvenWhereItMakesUnits()
    {
        var pool = BlockUnit.Pool(ProbeCases.RunSeed, AesKeySizes.All, workerCount: 1, usesPerUnit: 2);
        BlockProbe probe = ProbeCases.Block(_handler, new AesniBlockPass(worker: 0), pool);
        for (int i = 0; i < 50; i++)
        {
            probe.RunTurn();
        }

        long made = pool.UnitsMade;
        long turns = 0;

        Assert.Equal(0, Allocations.Of(
            () =>
            {
                probe.RunTurn();
                turns++;
            },
            count: 20));
        Assert.Equal(turns / 2, pool.UnitsMade - made);
    }

    [Fact]
    public void ATurnComparesAsManyBlocksAsItSays()
    {
        RecordingPass pass = RunTurns(1);
        Assert.Equal(BlockProbe.BlocksPerTurn, pass.Calls.Sum(call => (long)(call.End - call.Start)));
    }

    [Theory]
    [InlineData(AesKeySize.Aes128, 10)]
    [InlineData(AesKeySize.Aes192, 12)]
    [InlineData(AesKeySize.Aes256, 14)]
    public void ATurnCountsTheRoundsOfItsKeySizeAndItsPasses(AesKeySize keySize, int rounds)
    {
        var pass = new RecordingPass(new AesniBlockPass(worker: 0));
        Work work = ProbeCases.Block(_handler, pass, BlockUnit.Pool(ProbeCases.RunSeed, [keySize], workerCount: 1)).RunTurn();

        Assert.Equal(rounds * BlockProbe.BlocksPerTurn, work.Rounds);
        Assert.Equal(pass.Calls.Count, work.Calls);
    }

    [Fact]
    public void ATurnTakesEveryBlockEachWayWithFourteenInFlight()
    {
        RecordingPass pass = RunTurns(1);
        foreach ((bool encrypt, bool inPlace) in Ways)
        {
            Assert.Equal(
                BlockUnit.BlockCount,
                BlocksOf(pass, call => call.Batch == BlockBatch.Fourteen && call.Encrypt == encrypt && call.InPlace == inPlace));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void ATurnTakesTwoPartsOfAUnitEachWayWithFewerInFlight(int batch)
    {
        RecordingPass pass = RunTurns(1);
        foreach ((bool encrypt, bool inPlace) in Ways)
        {
            Assert.Equal(
                BlockUnit.BlockCount / 8, BlocksOf(pass, call => (int)call.Batch == batch && call.Encrypt == encrypt && call.InPlace == inPlace));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void AllTurnsTogetherTakeEveryBlockEachWayAtEachAlignment(int batch)
    {
        RecordingPass pass = RunTurns(BlockProbe.TurnsForAll);
        for (int alignment = 0; alignment < 16; alignment++)
        {
            foreach ((bool encrypt, bool inPlace) in Ways)
            {
                Assert.Equal(
                    BlockUnit.BlockCount,
                    BlocksOf(pass, call => (int)call.Batch == batch && call.Encrypt == encrypt && call.InPlace == inPlace && call.OutputAlignment == alignment));
            }
        }
    }

    [Fact]
    public void EachPassReadsWhatTheOneBeforeStored()
    {
        RecordingPass pass = RunTurns(1);
        Assert.All(pass.Calls.Chunk(4), calls =>
        {
            Assert.Equal([(true, false), (false, true), (true, true), (false, false)], calls.Select(call => (call.Encrypt, call.InPlace)));
            Assert.Single(calls.Select(call => (call.Batch, call.Start, call.End)).Distinct());
            Assert.Equal(0, calls[0].InputAlignment);
            Assert.Single(calls.Select(call => call.OutputAlignment).Take(3).Distinct());
            Assert.Equal(calls[0].OutputAlignment, calls[3].InputAlignment);
        });
    }

    [Fact]
    public void TurnsGoOnToOtherUnits()
    {
        var pool = BlockUnit.Pool(ProbeCases.RunSeed, AesKeySizes.All, workerCount: 1, usesPerUnit: 1);
        BlockProbe probe = ProbeCases.Block(_handler, new AesniBlockPass(worker: 0), pool);
        for (int i = 0; i < 6; i++)
        {
            probe.RunTurn();
        }

        Assert.InRange(pool.UnitsMade, 6, 8);
    }

    private static IEnumerable<(bool Encrypt, bool InPlace)> Ways => [(true, false), (true, true), (false, false), (false, true)];

    private static int BlocksOf(RecordingPass pass, Func<PassCall, bool> condition) =>
        pass.Calls.Where(condition).SelectMany(call => Enumerable.Range(call.Start, call.End - call.Start)).Distinct().Count();

    private RecordingPass RunTurns(int turns)
    {
        var pass = new RecordingPass(new AesniBlockPass(worker: 0));
        BlockProbe probe = ProbeCases.Block(_handler, pass);
        for (int i = 0; i < turns; i++)
        {
            probe.RunTurn();
        }

        return pass;
    }
}
