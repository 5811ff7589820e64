using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The findings about chains that ended wrongly.</summary>
public sealed unsafe class ChainJudgeTests
{
    public ChainJudgeTests() => TestEngines.RequireAesni();

    public static TheoryData<ChainStep> Steps => [.. ChainSteps.All];

    [Theory]
    [InlineData(ChainStep.Encrypt, 0, 0)]
    [InlineData(ChainStep.Encrypt, 13, 7_777)]
    [InlineData(ChainStep.Encrypt, 6, 20_000)]
    [InlineData(ChainStep.Decrypt, 1, 1)]
    [InlineData(ChainStep.Decrypt, 12, 12_346)]
    public void ABitThatFlippedInARegisterIsNamedWithItsChainAndRound(ChainStep step, int chain, int round)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, chain, round, state => state ^ ChainEvidence.Bit(11, 5)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 0, 0), finding.Replay);
        Assert.Equal((round, 1), (finding.Syndrome!.ClosestRound, finding.Syndrome.ClosestDistance));
        Says(finding, $"After round {round:N0} of 20,000 the state of chain {chain} differs from the correct one only in bit 5 of byte 11,");
    }

    [Theory]
    [InlineData(ChainStep.LastRounds)]
    [InlineData(ChainStep.InverseMixColumns)]
    public void WhereAWrongByteDoesNotSpreadTheChainIsNamedAndNoRound(ChainStep step)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 4, 10_000, state => state ^ ChainEvidence.Bit(11, 5)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "Chain 4 ended wrong in 1 byte only, since its steps do not spread errors: its register changed, after an unknown round.");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void ARegisterThatWasLostIsNamedWithItsChainAndRound(ChainStep step)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 9, 15_001, _ => default));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "The state of chain 9 was all zero after round 15,001 of 20,000");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void TwoChainsThatChangedPlacesAreALeakWithBothOwners(ChainStep step)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        Finding finding = Judge(unit, ChainEvidence.With(unit, (3, ChainUnit.StateAt(unit.Ends, 8)), (8, ChainUnit.StateAt(unit.Ends, 3))));

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "Chain 3 continued as chain 8 of the same unit, at the same round");
        Says(finding, "Chain 8 continued as chain 3 of the same unit, at the same round");
    }

    [Theory]
    [InlineData(14, "14 rounds ahead")]
    [InlineData(-6_000, "6,000 rounds behind")]
    [InlineData(7, "7 rounds ahead")]
    [InlineData(-1, "1 round behind")]
    public void AStateOfAnotherThreadOnTheSameUnitIsALeakWithItsTime(int ahead, string time)
    {
        // The other thread was at another round when its register was copied here.
        ChainUnit unit = ChainEvidence.Unit();
        AesState foreign = ChainEvidence.Go(unit, ChainEvidence.Start(unit, 2), 0, 9_000 + ahead);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 5, 9_000, _ => foreign));

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"Chain 5 continued as chain 2 of the same unit, {time}: its register held a value that belongs to that chain");
    }

    [Theory]
    [InlineData(-500)]
    [InlineData(500)]
    [InlineData(-3)]
    public void AStateOfItsOwnFromAnotherTimeIsARegisterAndNoLeak(int ahead)
    {
        ChainUnit unit = ChainEvidence.Unit(ChainStep.Decrypt);
        AesState stale = ChainEvidence.Go(unit, ChainEvidence.Start(unit, 7), 0, 4_000 + ahead);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 7, 4_000, _ => stale));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"Chain 7 continued as chain 7 of the same unit, {Math.Abs(ahead)} rounds {(ahead > 0 ? "ahead" : "behind")}: its register held its own value from another time.");
    }

    [Theory]
    [InlineData(ChainStep.Encrypt, 0, 4_000)]
    [InlineData(ChainStep.Decrypt, 1, 4_001)]
    [InlineData(ChainStep.LastRounds, 0, 12_000)]
    [InlineData(ChainStep.InverseMixColumns, 1, 19_999)]
    public void ABitThatFlippedInARoundKeyIsNamedWithItsRound(ChainStep step, int key, int round)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        Finding finding = Judge(unit, ChainEvidence.WithKey(unit, key, round, right => right ^ ChainEvidence.Bit(15, 7)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"All chains are correct for a different round key: bit 7 of byte 15 of round key {key} from round {round:N0} of 20,000 on.");
    }

    [Theory]
    [InlineData(ChainStep.Encrypt, 0, 4_000)]
    [InlineData(ChainStep.Decrypt, 1, 4_001)]
    [InlineData(ChainStep.InverseMixColumns, 0, 600)]
    [InlineData(ChainStep.Encrypt, 0, 19_998)]
    public void ABitThatFlippedInARoundKeyBetweenTheChainsOfAStepIsNamedWithItsRound(ChainStep step, int key, int round)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        byte[] early = ChainEvidence.WithKey(unit, key, round, right => right ^ ChainEvidence.Bit(15, 7));
        byte[] late = ChainEvidence.WithKey(unit, key, round + 2, right => right ^ ChainEvidence.Bit(15, 7));
        Finding finding = Judge(unit, [.. late.AsSpan(0, 16 * 6), .. early.AsSpan(16 * 6)]);

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"All chains are correct for a different round key: bit 7 of byte 15 of round key {key} from round {round:N0} of 20,000 on.");
    }

    [Fact]
    public void ABitThatFlippedInARoundKeyIsNamedWithoutItsRoundWhereTheWaysMeetAgainAndAgain()
    {
        ChainUnit unit = ChainEvidence.Unit(ChainStep.LastRounds);
        Finding finding = Judge(unit, ChainEvidence.WithKey(unit, 1, 12_001, right => right ^ ChainEvidence.Bit(15, 7)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "All chains are correct for a different round key: bit 7 of byte 15 of round key 1 from an unknown round on.");
    }

    [Fact]
    public void ARoundKeyThatWasLostIsNamedWithItsRound()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, ChainEvidence.WithKey(unit, 1, 10_001, _ => default));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "zero in place of round key 1 from round 10,001 of 20,000 on");
    }

    [Fact]
    public void WhatFitsNothingIsUnexplainedAndSaysWhatWasTried()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, ChainEvidence.With(unit, (10, AesState.FromBytes(Evidence.Unrelated()))));

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Says(finding, "The state of chain 10 is far from the correct one after every round, and does not belong to a chain of this unit.");
    }

    [Fact]
    public void AWrongComparisonOverRightEndsIsUnexplained()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Assert.Equal(Verdict.Unexplained, Judge(unit, unit.ExpectedSpan.ToArray()).Verdict);
    }

    [Fact]
    public void OfManyWrongChainsFourAreTold()
    {
        ChainUnit unit = ChainEvidence.Unit();
        byte[] ends = unit.ExpectedSpan.ToArray();
        for (int chain = 0; chain < 13; chain++)
        {
            ends[16 * chain] ^= 1;
        }

        Finding finding = Judge(unit, ends);
        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(4, finding.Explanation.Count(sentence => sentence.StartsWith("After round 20,000 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ACpuThatIsWrongEachTimeIsPersistent()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, FlippedAtEnd(unit), (_, ends) => ends[16 * 6] ^= 0x10, instructions: ScriptedInstructions.Wrong);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Assert.Equal(new Replay(64, 64, 64), finding.Replay);
        Says(finding, "wrong each time, in the same way");
        Says(finding, "AESENC, executed by itself from memory to memory, was wrong 4 of 4 times on the same operands");
        Says(finding, "and everything after is consistent with that state: there it went wrong.");
    }

    [Fact]
    public void ALoopThatIsWrongEachTimeWhereEachInstructionIsRightIsTheRuntimes()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, FlippedAtEnd(unit), (_, ends) => ends[16 * 6] ^= 0x10, instructions: ScriptedInstructions.Right);

        Assert.Equal(Verdict.Runtime, finding.Verdict);
        Says(finding, "were correct in all of 80,000 executions");
        Says(finding, "the runtime or its compiler generated wrong code");
    }

    [Fact]
    public void RegistersThatAreLostInEachRepetitionAreNoCpuAndNoRuntime()
    {
        // A pass takes long enough for that, on a machine that loses registers often.
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, FlippedAtEnd(unit), (call, ends) => ends[call] ^= (byte)(1 << (call % 8)));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.Equal(new Replay(64, 64, 0), finding.Replay);
        Says(finding, "Of 65 wrong results 0 resemble another.");
        Says(finding, "repetitions can be traced to a register that was lost or changed; 8 were examined.");
        Says(finding, "its register changed there");
    }

    [Fact]
    public void ACpuThatIsWrongAtTimesIsSporadic()
    {
        ChainUnit unit = ChainEvidence.Unit();
        Finding finding = Judge(unit, FlippedAtEnd(unit), (call, ends) => ends[call % 16] ^= (byte)(call % 8 == 0 ? 1 : 0));

        Assert.Equal(Verdict.CpuSporadic, finding.Verdict);
        Assert.Equal(new Replay(64, 8, 0), finding.Replay);
    }

    /// <summary>A register that is lost while the arbiter itself computes makes one chain's states wrong for all results alike.</summary>
    [Fact]
    public void RightStatesThatAreNotRightAreNoPlaceWhereAllWentWrong()
    {
        ChainUnit unit = ChainEvidence.Unit();
        var trace = new ChainTrace(unit.Step, ChainEvidence.Key(unit, 0), ChainEvidence.Key(unit, 1), ChainUnit.StepCount);
        AesState[][] states = [.. Enumerable.Range(0, ChainUnit.ChainCount).Select(chain => trace.Forward(ChainEvidence.Start(unit, chain)))];
        var replays = new Replays(FlippedAtEnd(unit));
        for (int i = 0; i < 8; i++)
        {
            byte[] ends = unit.ExpectedSpan.ToArray();
            ends[(16 * 9) + i] ^= 1;
            replays.AddWrong(ends);
        }

        states[0] = trace.Forward(ChainEvidence.Start(unit, 0) ^ ChainEvidence.Bit(3, 3));
        Assert.False(replays.IsInOnePlace(new ChainPlaces(trace, states, unit.ExpectedSpan.ToArray()).ToPlaces().Of));
        states[9] = states[0];
        Assert.False(replays.IsInOnePlace(new ChainPlaces(trace, states, unit.ExpectedSpan.ToArray()).ToPlaces().Of));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("start")]
    [InlineData("end")]
    public void ABitThatFlippedInMemoryIsMemoryAndTheUnitIsDamaged(string where)
    {
        ChainUnit unit = ChainEvidence.Unit();
        byte[] right = unit.ExpectedSpan.ToArray();
        (where switch { "key" => unit.Keys, "start" => unit.Starts, _ => unit.Ends })[17] ^= 0x20;
        Finding finding = Judge(unit, where == "end" ? right : FlippedAtEnd(unit), damaged: true);

        Assert.Equal(Verdict.Memory, finding.Verdict);
        Says(finding, where == "end" ? "differ in 1 bit from" : "changed after it was made");
    }

    [Fact]
    public void EndsThatAreSomethingElseAltogetherAreTheReference()
    {
        ChainUnit unit = ChainEvidence.Unit();
        byte[] right = unit.ExpectedSpan.ToArray();
        Evidence.Unrelated().CopyTo(new Span<byte>(unit.Ends, 16));
        Assert.Equal(Verdict.Reference, Judge(unit, right, damaged: true).Verdict);
    }

    [Fact]
    public void AUnitThatChangedOnlyAfterwardsIsDamagedWhateverTheVerdict()
    {
        ChainUnit unit = ChainEvidence.Unit();
        ChainMiscompare miscompare = ChainEvidence.Of(unit, FlippedAtEnd(unit));
        unit.Ends[223] ^= 1;
        Finding finding = Arbiter((_, _) => { }).Judge(miscompare, unit, out bool damaged);

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Assert.True(damaged);
    }

    private static byte[] FlippedAtEnd(ChainUnit unit)
    {
        byte[] ends = unit.ExpectedSpan.ToArray();
        ends[16 * 6] ^= 0x10;
        return ends;
    }

    private static Arbiter Arbiter(EndsChange change, SingleInstructions? instructions = null) =>
        new(new DevicesUnderTest { CreateChainPass = () => new ScriptedChainPass(change), Instructions = instructions ?? ScriptedInstructions.Right });

    private static Finding Judge(ChainUnit unit, byte[] actual, EndsChange? change = null, bool damaged = false, SingleInstructions? instructions = null)
    {
        Finding finding = Arbiter(change ?? ((_, _) => { }), instructions).Judge(ChainEvidence.Of(unit, actual), unit, out bool unitDamaged);
        Assert.Equal(damaged, unitDamaged);
        return finding;
    }

    private static void Says(Finding finding, string words) =>
        Assert.True(finding.Explanation.Any(sentence => sentence.Contains(words, StringComparison.Ordinal)), string.Join("\n", finding.Explanation));
}
