using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Chain;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The owner of a value from another unit in a register of a chain.</summary>
public sealed unsafe class ChainOwnerTests
{
    private const string Elsewhere = "a value that belongs to another worker, or to this one's past.";
    private const string Name = "another unit (of chains, seed 0x000000000000beef)";

    public ChainOwnerTests() => TestEngines.RequireAesni();

    [Theory]
    [InlineData(ChainStep.Encrypt, ChainStep.Encrypt)]
    [InlineData(ChainStep.Decrypt, ChainStep.LastRounds)]
    [InlineData(ChainStep.LastRounds, ChainStep.InverseMixColumns)]
    [InlineData(ChainStep.InverseMixColumns, ChainStep.Decrypt)]
    public void AStateOfAnotherUnitIsALeakWithItsChainAndRound(ChainStep step, ChainStep otherStep)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        ChainUnit other = Other(otherStep);
        AesState foreign = ChainEvidence.Go(other, ChainEvidence.Start(other, 5), 0, 1_234);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 3, 7_001, _ => foreign), unit, Other(ChainStep.Encrypt, 0xfeed), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"The state of chain 3 after round 7,001 of 20,000 was the state of chain 5 of {Name} after round 1,234: its register held {Elsewhere}");
    }

    [Fact]
    public void AStateOfABlockIsALeakWithItsBlockAndRound()
    {
        ChainUnit unit = ChainEvidence.Unit();
        BlockUnit blocks = Evidence.Unit(AesKeySize.Aes192);
        AesState foreign = BlockEvidence.States(blocks, 77, encrypt: false)[3];
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 3, 7_001, _ => foreign), Other(ChainStep.Encrypt), blocks);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "The state of chain 3 after round 7,001 of 20,000 was the state of block 77 of another unit (of blocks, seed 0x0000000000005eed) after round 3 of decryption:");
    }

    [Theory]
    [InlineData(ChainStep.Encrypt, 0, 0, 4_000)]
    [InlineData(ChainStep.Decrypt, 1, 1, 4_001)]
    [InlineData(ChainStep.InverseMixColumns, 1, 0, 19_001)]
    public void AKeyOfAnotherUnitInAKeyRegisterIsALeakWithItsRound(ChainStep step, int key, int foreign, int round)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        ChainUnit other = Other(ChainStep.Encrypt);
        Finding finding = Judge(unit, ChainEvidence.WithKey(unit, key, round, _ => ChainEvidence.Key(other, foreign)), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"All chains are correct for a different round key: round key {foreign} of {Name} in place of round key {key} from round {round:N0} of 20,000 on: its register held {Elsewhere}");
    }

    [Theory]
    [InlineData(ChainStep.Encrypt, ChainStep.Encrypt)]
    [InlineData(ChainStep.Decrypt, ChainStep.LastRounds)]
    public void AllRegistersOfAnotherUnitAreALeak(ChainStep step, ChainStep otherStep)
    {
        ChainUnit unit = ChainEvidence.Unit(step);
        ChainUnit other = Other(otherStep);
        byte[] ends = new byte[ChainUnit.StateBytes];
        for (int chain = 0; chain < ChainUnit.ChainCount; chain++)
        {
            // The others had gone on a step further when it happened.
            AesState foreign = ChainEvidence.Go(other, ChainEvidence.Start(other, chain), 0, chain < 9 ? 3_002 : 3_000);
            ChainEvidence.Go(step, ChainEvidence.Key(other, 0), ChainEvidence.Key(other, 1), foreign, 12_000).CopyTo(ends.AsSpan(16 * chain));
        }

        Finding finding = Judge(unit, ends, other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"Both round keys were those of {Name}, and the state of chain 0 was that of chain 0 of it: all registers changed, to what belongs to another worker, or to this one's past.");
    }

    [Fact]
    public void AChainThatIsFoundDoesNotExplainTheOther()
    {
        ChainUnit unit = ChainEvidence.Unit();
        ChainUnit other = Other(ChainStep.Encrypt);
        AesState foreign = ChainEvidence.Go(other, ChainEvidence.Start(other, 5), 0, 1_234);
        Finding finding = Judge(
            unit, ChainEvidence.With(unit, (3, ChainEvidence.Go(unit, foreign, 9_000)), (4, AesState.FromBytes(Evidence.Unrelated()))), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "The state of chain 3 after round 9,000 of 20,000 was the state of chain 5");
        Says(finding, "No value of the 1 other recent unit explains the others.");
        Says(finding, "The state of chain 4 is far from the correct one after every round, and does not belong to a chain of this unit.");
    }

    [Fact]
    public void AUnitThatIsNotAmongThoseAtHandIsNotFound()
    {
        ChainUnit unit = ChainEvidence.Unit();
        ChainUnit old = Other(ChainStep.Encrypt);
        AesState foreign = ChainEvidence.Go(old, ChainEvidence.Start(old, 5), 0, 1_234);
        Finding finding = Judge(unit, ChainEvidence.Changed(unit, 3, 7_001, _ => foreign), Other(ChainStep.Encrypt, 0xfeed), Evidence.Unit());

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Says(finding, "No value of the 2 other recent units explains it.");
    }

    [Fact]
    public void ASearchInVainEndsAfterTwentyFourUnits()
    {
        ChainUnit other = Other(ChainStep.LastRounds);
        var units = new KnownUnits([.. Enumerable.Range(0, 20).SelectMany(_ => (Unit[])[other, Evidence.Unit()])]);
        ChainUnit unit = ChainEvidence.Unit();
        byte[] actual = ChainEvidence.With(unit, (10, AesState.FromBytes(Evidence.Unrelated())));
        Finding finding = Arbiter(units, (_, _) => { }).Judge(ChainEvidence.Of(unit, actual), unit, out _);

        Says(finding, "No value of the 24 other recent units explains it.");
        Assert.Equal(24, units.Taken);
    }

    [Fact]
    public void ChainsThatAllFitNothingAreUnexplained()
    {
        ChainUnit unit = ChainEvidence.Unit();
        byte[] ends = new byte[ChainUnit.StateBytes];
        new Random(20_261_121).NextBytes(ends);

        Assert.Equal(Verdict.Unexplained, Judge(unit, ends, Other(ChainStep.Encrypt), Other(ChainStep.Decrypt, 0xfeed), Evidence.Unit()).Verdict);
    }

    [Fact]
    public void WhereTheCpuIsWrongAgainNoOtherUnitsAreSearched()
    {
        var units = new KnownUnits(Other(ChainStep.Encrypt));
        ChainUnit unit = ChainEvidence.Unit();
        byte[] actual = ChainEvidence.With(unit, (10, AesState.FromBytes(Evidence.Unrelated())));
        Finding finding = Arbiter(units, (_, ends) => ends[16 * 10] ^= 1).Judge(ChainEvidence.Of(unit, actual), unit, out _);

        Assert.Equal(Verdict.CpuPersistent, finding.Verdict);
        Assert.Equal(0, units.Asked);
    }

    [Fact]
    public void AfterSomeSearchesInVainNoMoreAreBegunForAWhile()
    {
        var units = new KnownUnits(Evidence.Unit());
        Arbiter arbiter = Arbiter(units, (_, _) => { });
        ChainUnit unit = ChainEvidence.Unit();
        ChainMiscompare miscompare = ChainEvidence.Of(unit, ChainEvidence.With(unit, (10, AesState.FromBytes(Evidence.Unrelated()))));
        for (int i = 0; i < 4; i++)
        {
            arbiter.Judge(miscompare, unit, out _);
        }

        int asked = units.Asked;
        Says(arbiter.Judge(miscompare, unit, out _), "No other units were searched: too many recent searches found nothing.");
        Assert.Equal(asked, units.Asked);

        Says(arbiter.Judge(miscompare with { Time = miscompare.Time + SearchLimit.Window }, unit, out _), "No value of the 1 other recent unit explains ");
        Assert.NotEqual(asked, units.Asked);
    }

    private static ChainUnit Other(ChainStep step, ulong seed = 0xbeef)
    {
        var unit = new ChainUnit();
        unit.Make(seed, step);
        return unit;
    }

    private static Arbiter Arbiter(KnownUnits units, EndsChange change) =>
        new(new DevicesUnderTest { CreateChainPass = () => new ScriptedChainPass(change), Instructions = ScriptedInstructions.Wrong }, units);

    private static Finding Judge(ChainUnit unit, byte[] actual, params Unit[] recent) =>
        Arbiter(new KnownUnits(recent), (_, _) => { }).Judge(ChainEvidence.Of(unit, actual), unit, out _);

    private static void Says(Finding finding, string words) =>
        Assert.True(finding.Explanation.Any(sentence => sentence.Contains(words, StringComparison.Ordinal)), string.Join("\n", finding.Explanation));
}
