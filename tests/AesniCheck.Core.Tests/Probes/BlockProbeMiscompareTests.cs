using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes;

/// <summary>The reports of the probe about wrong passes.</summary>
public sealed class BlockProbeMiscompareTests
{
    // With fewer than fourteen blocks in flight a turn takes two parts of sixteen.
    private const int TurnsForEachBlock = 8;
    private const int BlocksPerTurn = BlockUnit.BlockCount / TurnsForEachBlock;

    private readonly CollectingHandler _handler = new();

    public BlockProbeMiscompareTests() => TestEngines.RequireAesni();

    /// <summary>Wrong blocks by their special positions; batches of fourteen end at block 1,022.</summary>
    public static TheoryData<string, int[]> WrongBlocks => new()
    {
        { "the first", [0] },
        { "one in the middle", [517] },
        { "several in one group", [14, 19, 27] },
        { "a whole group", [.. Enumerable.Range(28, 14)] },
        { "several groups", [3, 4, 300, 301, 302, 900] },
        { "the last whole group", [.. Enumerable.Range(1008, 14)] },
        { "one of the tail", [1022] },
        { "the tail", [1022, 1023] },
        { "the last", [1023] },
        { "all", [.. Enumerable.Range(0, BlockUnit.BlockCount)] },
    };

    [Theory]
    [MemberData(nameof(WrongBlocks))]
    public void EveryWrongBlockOfAPassIsReportedOnceWithAllItsEvidence(string which, int[] blocks)
    {
        foreach (BlockBatch batch in Enum.GetValues<BlockBatch>())
        {
            foreach (bool encrypt in (bool[])[true, false])
            {
                foreach (bool inPlace in (bool[])[true, false])
                {
                    BlockMiscompare[] reported = RunTurns(TurnsForEachBlock, new CorruptingPass(encrypt, batch, inPlace, blocks));

                    Assert.Equal(blocks, reported.Select(miscompare => miscompare.BlockIndex).Order());
                    Assert.Equal(blocks.Length, reported.Select(miscompare => miscompare.Id).Distinct().Count());
                    Assert.All(reported, miscompare => IsCompleteEvidence(miscompare, encrypt, batch, inPlace, which));
                }
            }
        }
    }

    [Fact]
    public void TheAccumulatorOfAGroupIsKeptWithEachOfItsBlocks()
    {
        BlockMiscompare[] reported = RunTurn(new CorruptingPass(encrypt: true, BlockBatch.Fourteen, inPlace: false, [36, 40, 1023]));
        byte[] both = [.. CorruptingPass.MaskOf(36).Zip(CorruptingPass.MaskOf(40), (left, right) => (byte)(left | right))];

        Assert.Equal(both, reported[0].Accumulator);
        Assert.Equal(both, reported[1].Accumulator);
        Assert.Equal(CorruptingPass.MaskOf(1023), reported[2].Accumulator);
    }

    [Theory]
    [InlineData(14, 500, 490)]
    [InlineData(14, 0, 0)]
    [InlineData(8, 77, 72)]
    [InlineData(1, 77, 77)]
    public void AnAccumulatorThatIsWrongOverRightBlocksIsReportedOnce(int batch, int block, int group)
    {
        byte[] alarm = new byte[16];
        alarm[9] = 0x10;
        BlockMiscompare reported = Assert.Single(RunTurn(new FalseAlarmPass((BlockBatch)batch, block, alarm)));

        Assert.Equal(MiscompareKind.Accumulator, reported.Kind);
        Assert.Equal(group, reported.BlockIndex);
        Assert.Equal(batch, reported.Batch);
        Assert.Equal(alarm, reported.Accumulator);
        Assert.Equal(reported.Expected, reported.Actual);
    }

    [Fact]
    public void ADamagedUnitIsLeftAtOnceAndNeverUsedAgain()
    {
        var handler = new CollectingHandler(unitDamaged: true);
        var pool = BlockUnit.Pool(ProbeCases.RunSeed, AesKeySizes.All, workerCount: 1);
        var pass = new RecordingPass(new CorruptingPass(encrypt: false, BlockBatch.Fourteen, inPlace: true, [1023]));
        BlockProbe probe = ProbeCases.Block(handler, pass, pool);
        probe.RunTurn();

        // Encryption, then the wrong decryption, in two calls since it continues after the group.
        Assert.Equal(3, pass.Calls.Count);
        Assert.Equal(2, pool.UnitsMade);
        ulong damaged = Assert.Single(handler.Miscompares).UnitSeed;

        int cursor = 0;
        for (int i = 0; i < 4; i++)
        {
            UnitPool<BlockUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
            Assert.NotEqual(damaged, slot.Unit.Seed);
            pool.Leave(slot, worker: 0);
        }
    }

    [Fact]
    public void AUnitThatIsNotDamagedIsUsedOn()
    {
        var pool = BlockUnit.Pool(ProbeCases.RunSeed, AesKeySizes.All, workerCount: 1);
        var pass = new RecordingPass(new CorruptingPass(encrypt: true, BlockBatch.Fourteen, inPlace: false, [5]));
        ProbeCases.Block(_handler, pass, pool).RunTurn();

        Assert.Single(_handler.Miscompares);
        Assert.Equal(1, pool.UnitsMade);
        Assert.Contains(pass.Calls, call => call.Batch == BlockBatch.One);
    }

    [Fact]
    public void ARunThatIsBeingStoppedGetsAllMiscomparesOfThePassAndNoFurtherPass()
    {
        var pass = new RecordingPass(new CorruptingPass(encrypt: true, BlockBatch.Fourteen, inPlace: false, [5, 100, 1023]));
        Work work = ProbeCases.Block(_handler, pass, isStopping: true).RunTurn();

        Assert.Equal([5, 100, 1023], _handler.Blocks.Select(miscompare => miscompare.BlockIndex));
        Assert.All(pass.Calls, call => Assert.True(call.Encrypt));
        Assert.Equal(BlockUnit.BlockCount, work.Blocks);
    }

    [Fact]
    public void IdsGoOnOverTurns()
    {
        BlockProbe probe = ProbeCases.Block(_handler, new CorruptingPass(encrypt: true, BlockBatch.Eight, inPlace: false, [5, 6]));
        probe.RunTurn();
        Assert.Equal(["0.1", "0.2"], _handler.Miscompares.Select(miscompare => miscompare.Id));
    }

    private static unsafe void IsCompleteEvidence(BlockMiscompare miscompare, bool encrypt, BlockBatch batch, bool inPlace, string which)
    {
        // The pool of one worker has two units, which take turns.
        int turn = batch == BlockBatch.Fourteen ? 0 : miscompare.BlockIndex / BlocksPerTurn;
        BlockUnit unit = ProbeCases.UnitAt(turn % 2);
        int offset = 16 * miscompare.BlockIndex;
        byte[] plaintext = unit.PlaintextSpan.Slice(offset, 16).ToArray();
        byte[] ciphertext = unit.CiphertextSpan.Slice(offset, 16).ToArray();
        byte[] expected = encrypt ? ciphertext : plaintext;
        byte[] mask = CorruptingPass.MaskOf(miscompare.BlockIndex);

        Assert.NotEmpty(which);
        Assert.Equal(MiscompareKind.Block, miscompare.Kind);
        Assert.Equal(BlockProbe.ProbeName, miscompare.Probe);
        Assert.Equal("aesni", miscompare.Engine);
        Assert.Equal(ProbeCases.Clock.GetUtcNow(), miscompare.Time);
        Assert.Equal((0, 123, 5, 6), (miscompare.Worker, miscompare.ThreadId, miscompare.CpuBefore, miscompare.CpuAfter));
        Assert.Equal(encrypt ? CipherDirection.Encrypt : CipherDirection.Decrypt, miscompare.Operation);

        // Two blocks remain after 73 batches of fourteen, and are processed one by one.
        Assert.Equal(batch == BlockBatch.Fourteen && miscompare.BlockIndex >= 1022 ? 1 : (int)batch, miscompare.Batch);
        Assert.Equal(inPlace, miscompare.InPlace);
        Assert.Equal(AlignmentOf(miscompare.BlockIndex, encrypt, batch, inPlace), miscompare.Alignment);
        Assert.Equal((unit.Seed, (int)unit.KeySize), (miscompare.UnitSeed, miscompare.KeySizeBits));
        Assert.Equal(unit.Key.ToArray(), miscompare.Key);
        Assert.Equal(encrypt ? plaintext : ciphertext, miscompare.Input);
        Assert.Equal(expected, miscompare.Expected);
        Assert.Equal(expected.Zip(mask, (left, right) => (byte)(left ^ right)), miscompare.Actual);

        var schedule = new AesniKeySchedule();
        schedule.Expand(unit.Key);
        Assert.Equal(new ReadOnlySpan<byte>(encrypt ? schedule.EncryptionKeys : schedule.DecryptionKeys, 16 * (unit.KeySize.RoundCount + 1)).ToArray(), miscompare.RoundKeys);
    }

    /// <summary>In its first turns the probe takes each 64 blocks at another alignment, the second buffer's being the opposite.</summary>
    private static int AlignmentOf(int block, bool encrypt, BlockBatch batch, bool inPlace)
    {
        int first = batch == BlockBatch.Fourteen ? 0 : block / 64;
        return !encrypt && !inPlace ? 15 - first : first;
    }

    private BlockMiscompare[] RunTurn(BlockPass pass) => RunTurns(1, pass);

    private BlockMiscompare[] RunTurns(int turns, BlockPass pass)
    {
        _handler.Miscompares.Clear();
        BlockProbe probe = ProbeCases.Block(_handler, pass);
        for (int i = 0; i < turns; i++)
        {
            probe.RunTurn();
        }

        return [.. _handler.Blocks];
    }
}
