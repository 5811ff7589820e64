using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes.Block;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Probes;

/// <summary>Values in registers that the block probe does not need.</summary>
public sealed unsafe class GuardTests
{
    private readonly CollectingHandler _handler = new();

    [Fact]
    public void AGuardHoldsOutputsOfTheGeneratorOfItsWorker()
    {
        byte[] all = new byte[GuardValues.Count * GuardValues.Length];
        new SplitMix64(7).Fill(all);
        var guards = new GuardValues(worker: 7);
        for (int guard = 0; guard < GuardValues.Count; guard++)
        {
            byte[] expected = all[(64 * guard)..(64 * (guard + 1))];
            Assert.Equal(expected, guards.At(guard).Expected);
            Assert.Equal(expected, guards.At(guard).Actual);
        }

        Assert.False(guards.AreChanged);
    }

    [Fact]
    public void NoTwoGuardsOfAnyWorkersAreAlike()
    {
        var first = new HashSet<ulong>();
        byte[] value = new byte[GuardValues.Length];
        for (int worker = 0; worker < 1_000; worker++)
        {
            for (int guard = 0; guard < GuardValues.Count; guard++)
            {
                GuardValues.Fill(worker, guard, value);
                Assert.True(first.Add(BitConverter.ToUInt64(value)));
            }
        }
    }

    [Fact]
    public void AChangedGuardIsReportedAndTheBlocksAreRight()
    {
        TestEngines.RequireAesni();
        BlockProbe probe = ProbeCases.Block(_handler, new GuardChangingPass(worker: 0, guards => guards.Actual[(64 * 14) + 40] ^= 0x08));
        Work work = probe.RunTurn();
        probe.RunTurn();

        GuardMiscompare miscompare = Assert.IsType<GuardMiscompare>(Assert.Single(_handler.Miscompares));
        byte[] expected = new byte[GuardValues.Length];
        GuardValues.Fill(worker: 0, guard: 14, expected);
        byte[] actual = [.. expected];
        actual[40] ^= 0x08;
        Assert.Equal(14, miscompare.Guard);
        Assert.Equal(expected, miscompare.Expected);
        Assert.Equal(actual, miscompare.Actual);
        Assert.Equal((BlockProbe.ProbeName, "0.1", ProbeCases.UnitAt(0).Seed), (miscompare.Probe, miscompare.Id, miscompare.UnitSeed));
        Assert.Equal(BlockProbe.BlocksPerTurn, work.Blocks);
    }

    [Fact]
    public void EachChangedGuardIsReportedOnce()
    {
        TestEngines.RequireAesni();
        BlockProbe probe = ProbeCases.Block(_handler, new GuardChangingPass(worker: 0, guards => new Span<byte>(guards.Actual, 64 * 15).Clear()));
        probe.RunTurn();
        probe.RunTurn();
        Assert.Equal(Enumerable.Range(0, GuardValues.Count), _handler.Miscompares.Cast<GuardMiscompare>().Select(miscompare => miscompare.Guard));
    }

    [Fact]
    public void APassKeepsWhatTheGuardsAre()
    {
        TestEngines.RequireAesni();
        var pass = new AesniBlockPass(worker: 3);
        BlockUnit unit = ProbeCases.UnitAt(0);
        var output = new AlignedMemory(BlockUnit.ByteCount);
        var accumulator = new AlignedMemory(16);
        pass.Schedule.Expand(unit.Key);
        Run();
        Assert.False(pass.Guards.AreChanged);

        // A change stays until it is checked: if the guards were not loaded and stored, this one would stay too.
        pass.Guards.Actual[100] ^= 1;
        Run();
        Assert.True(pass.Guards.AreChanged);
        Assert.Equal(1, pass.Guards.At(1).Expected[36] ^ pass.Guards.At(1).Actual[36]);
        pass.Guards.Reset();
        Assert.False(pass.Guards.AreChanged);

        void Run() => Assert.Equal(
            new BlockGroup(BlockUnit.BlockCount, 0),
            pass.Run(true, BlockBatch.Fourteen, unit.Plaintext, output.Pointer, unit.Ciphertext, 0, BlockUnit.BlockCount, accumulator.Pointer));
    }
}
