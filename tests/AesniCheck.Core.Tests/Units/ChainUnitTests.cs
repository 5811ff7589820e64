using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using Xunit;

namespace AesniCheck.Units;

public sealed unsafe class ChainUnitTests
{
    private const ulong Seed = 0x0123456789abcdef;

    public static TheoryData<ChainStep> Steps => [.. ChainSteps.All];

    /// <summary>The hashes were computed by another program, from the documented derivation and its own tables.</summary>
    [Theory]
    [InlineData(ChainStep.Encrypt, "240958bbe2738ae64141c64126c267a7048616b0bb725232f6d3d591f065c118")]
    [InlineData(ChainStep.Decrypt, "e20bbf975318af47ba0e0952988b66ab67eaa8d7c568e7a67c020d3a9f3496b2")]
    [InlineData(ChainStep.LastRounds, "6956041854544c39a385ebb713dcef562217e5945808d28e42ad7535f3fece3b")]
    [InlineData(ChainStep.InverseMixColumns, "af0f73b5e1a546b5edf015be3d52cd538c1d57e6b1880980ab66408ece8adbaa")]
    public void ASeedGivesTheSameBytesForEver(ChainStep step, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Content(Made(Seed, step)))));

    [Theory]
    [MemberData(nameof(Steps))]
    public void KeysAndStartsAreTheOutputsOfTheSeed(ChainStep step)
    {
        ChainUnit unit = Made(Seed, step);
        byte[] stream = new byte[32 + ChainUnit.StateBytes];
        new SplitMix64(Seed).Fill(stream);

        Assert.Equal(stream[..32], unit.KeySpan.ToArray());
        Assert.Equal(stream[32..], unit.InitialSpan.ToArray());
        Assert.Equal((Seed, step), (unit.Seed, unit.Step));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void TheEndsAreWhatTheInstructionsMake(ChainStep step)
    {
        TestEngines.RequireAesni();
        ChainUnit unit = Made(Seed + 7, step);
        Vector128<byte> key0 = Vector128.Load(unit.Keys);
        Vector128<byte> key1 = Vector128.Load(unit.Keys + 16);
        for (int chain = 0; chain < ChainUnit.ChainCount; chain++)
        {
            Vector128<byte> state = Vector128.Load(unit.Starts + (16 * chain));
            for (int i = 0; i < ChainUnit.StepCount; i++)
            {
                state = Instructions.Step(step, state, key0, key1);
            }

            Assert.Equal(state, Vector128.Load(unit.Ends + (16 * chain)));
        }
    }

    [Fact]
    public void AUnitMadeAnewHasNothingOfTheOneBefore()
    {
        var unit = new ChainUnit();
        unit.Make(Seed, ChainStep.Decrypt);
        unit.Make(Seed + 1, ChainStep.LastRounds);
        Assert.Equal(Content(Made(Seed + 1, ChainStep.LastRounds)), Content(unit));
    }

    [Fact]
    public void MakingDoesNotAllocate()
    {
        ChainUnit unit = Made(Seed, ChainStep.Encrypt);
        foreach (ChainStep step in ChainSteps.All)
        {
            Assert.Equal(0, Allocations.Of(() => unit.Make(Seed, step)));
        }
    }

    [Fact]
    public void APoolMakesAllStepsInTurn()
    {
        UnitPool<ChainUnit> pool = ChainUnit.Pool(Seed, workerCount: 1, usesPerUnit: 1);
        int cursor = 0;
        var made = new List<(ulong Seed, ChainStep Step)>();
        for (int i = 0; i < 5; i++)
        {
            UnitPool<ChainUnit>.Slot slot = pool.Enter(ref cursor, worker: 0);
            made.Add((slot.Unit.Seed, slot.Unit.Step));
            pool.Leave(slot, worker: 0);
        }

        // A slot that is left makes its next unit at once, so the two slots come out of order.
        Assert.Equal(ChainSteps.All, made.Select(unit => unit.Step).Distinct().Order());
        Assert.All(made, unit => Assert.Equal(unit.Step, ChainSteps.All[Enumerable.Range(0, 8).First(index => Unit.SeedOf(Seed, (ulong)index) == unit.Seed) % 4]));
    }

    internal static ChainUnit Made(ulong seed, ChainStep step)
    {
        var unit = new ChainUnit();
        unit.Make(seed, step);
        return unit;
    }

    private static byte[] Content(ChainUnit unit) => [.. unit.KeySpan, .. unit.InitialSpan, .. unit.ExpectedSpan];
}
