using AesniCheck.Ciphers;
using AesniCheck.Probes;
using AesniCheck.Probes.Block;
using AesniCheck.Records;
using AesniCheck.Units;
using Xunit;

namespace AesniCheck.Arbitration;

/// <summary>The owner of a foreign value in a register of the block probe.</summary>
public sealed unsafe class BlockOwnerTests
{
    private const int Block = 9;
    private const string Elsewhere = "a value that belongs to another worker, or to this one's past.";
    private const string Name = "another unit (of blocks, seed 0x000000000000beef)";

    [Theory]
    [InlineData(AesKeySize.Aes128, AesKeySize.Aes128, true, true, 0, 3)]
    [InlineData(AesKeySize.Aes128, AesKeySize.Aes256, true, false, 5, 14)]
    [InlineData(AesKeySize.Aes256, AesKeySize.Aes192, false, true, 13, 0)]
    public void AStateOfAnotherUnitIsALeakWithItsBlockAndRound(
        AesKeySize keySize, AesKeySize otherKeySize, bool encrypt, bool otherEncrypts, int round, int otherRound)
    {
        BlockUnit unit = Evidence.Unit(keySize);
        BlockUnit other = Other(otherKeySize);
        AesState foreign = BlockEvidence.States(other, 77, otherEncrypts)[otherRound];
        Finding finding = Judge(unit, encrypt, BlockEvidence.Go(unit, encrypt, round, foreign), unit, other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"The state after round {round} was the state of block 77 of {Name} after round {otherRound} of {(otherEncrypts ? "encryption" : "decryption")}: its register held {Elsewhere}");
    }

    [Fact]
    public void ABlockOfAnotherUnitThatWasLoadedIsALeak()
    {
        BlockUnit unit = Evidence.Unit();
        BlockUnit other = Other();
        AesState input = AesState.FromBytes(Evidence.Block(other.PlaintextSpan, 1_023));
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 0, input ^ BlockEvidence.RoundKey(unit, true, 0)), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"The loaded block was the state of block 1023 of {Name} after round 10 of decryption:");
    }

    [Fact]
    public void ARoundKeyOfAnotherUnitIsALeakWithItsRound()
    {
        BlockUnit unit = Evidence.Unit();
        BlockUnit other = Other(AesKeySize.Aes192);
        AesState before = BlockEvidence.States(unit, Block, encrypt: true)[3];
        AesState wrong = BlockEvidence.Round(unit, true, 4, before, BlockEvidence.RoundKey(other, true, 7));
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 4, wrong), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"Round key 4 was round key 7 of encryption of {Name}: its register held {Elsewhere}");
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 10)]
    public void AStateAndARoundKeyOfAnotherUnitAreALeak(bool encrypt, int round)
    {
        BlockUnit unit = Evidence.Unit();
        BlockUnit other = Other(AesKeySize.Aes192);
        AesState foreign = BlockEvidence.States(other, 77, encrypt: true)[6];
        AesState wrong = BlockEvidence.Round(unit, encrypt, round, foreign, BlockEvidence.RoundKey(other, true, 7));
        Finding finding = Judge(unit, encrypt, BlockEvidence.Go(unit, encrypt, round, wrong), other);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, $"With a round key of that unit in place of round key {round}, the state after round {round - 1} was the state of block 77 of {Name} after round 6 of encryption:");
    }

    [Fact]
    public void AStateOfAChainIsALeakWithItsChainAndRound()
    {
        BlockUnit unit = Evidence.Unit();
        ChainUnit chains = ChainEvidence.Unit(ChainStep.Decrypt);
        AesState foreign = ChainEvidence.Go(chains, ChainEvidence.Start(chains, 13), 0, 20_000);
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 5, foreign), Other(), chains);

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "The state after round 5 was the state of chain 13 of another unit (of chains, seed 0x000000000000c4a1) after round 20,000:");
    }

    [Fact]
    public void AStateOfAnotherBlockOfTheSameUnitIsALeak()
    {
        BlockUnit unit = Evidence.Unit();
        AesState foreign = BlockEvidence.States(unit, 23, encrypt: true)[2];
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 5, foreign));

        Assert.Equal(Verdict.RegisterLeak, finding.Verdict);
        Says(finding, "The state after round 5 was the state of block 23 of the same unit after round 2 of encryption: its register held a value that belongs elsewhere, here or in another thread.");
    }

    [Fact]
    public void AStateOfTheSameBlockFromAnotherRoundIsARegisterAndNoLeak()
    {
        BlockUnit unit = Evidence.Unit();
        AesState stale = BlockEvidence.States(unit, Block, encrypt: true)[2];
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 5, stale));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, $"The state after round 5 was the state of block {Block} of the same unit after round 2 of encryption: its register held its own value from another time.");
    }

    [Fact]
    public void ARoundKeyOfTheSameUnitThatStayedInItsRegisterIsARegisterAndNoLeak()
    {
        BlockUnit unit = Evidence.Unit(AesKeySize.Aes256);
        AesState before = BlockEvidence.States(unit, Block, encrypt: false)[7];
        AesState wrong = BlockEvidence.Round(unit, false, 8, before, BlockEvidence.RoundKey(unit, false, 7));
        Finding finding = Judge(unit, false, BlockEvidence.Go(unit, false, 8, wrong));

        Assert.Equal(Verdict.RegisterState, finding.Verdict);
        Says(finding, "Round key 8 was round key 7 of decryption of the same unit: its register held its own value from another time.");
    }

    [Fact]
    public void AUnitThatIsNotAmongThoseAtHandIsNotFound()
    {
        BlockUnit unit = Evidence.Unit();
        AesState foreign = BlockEvidence.States(Other(), 77, encrypt: true)[6];
        Finding finding = Judge(unit, true, BlockEvidence.Go(unit, true, 5, foreign), Other(seed: 0xfeed), ChainEvidence.Unit());

        Assert.Equal(Verdict.Unexplained, finding.Verdict);
        Says(finding, "No value of the 2 other recent units explains it.");
    }

    [Fact]
    public void ASearchInVainEndsAfterTwentyFourUnits()
    {
        ChainUnit chains = ChainEvidence.Unit();
        var units = new KnownUnits([.. Enumerable.Range(0, 20).SelectMany(_ => (Unit[])[Other(), chains])]);
        BlockUnit unit = Evidence.Unit();
        Finding finding = Arbiter(units).Judge(Evidence.Of(unit, Block, true, Evidence.Unrelated()), unit, out _);

        Says(finding, "No value of the 24 other recent units explains it.");
        Assert.Equal(24, units.Taken);
    }

    [Fact]
    public void AfterSomeSearchesInVainNoMoreAreBegunForAWhile()
    {
        var units = new KnownUnits(Other());
        Arbiter arbiter = Arbiter(units);
        BlockUnit unit = Evidence.Unit();
        BlockMiscompare miscompare = Evidence.Of(unit, Block, true, Evidence.Unrelated());
        for (int i = 0; i < 8; i++)
        {
            arbiter.Judge(miscompare, unit, out _);
        }

        int asked = units.Asked;
        Says(arbiter.Judge(miscompare, unit, out _), "No other units were searched: too many recent searches found nothing.");
        Assert.Equal(asked, units.Asked);
    }

    private static BlockUnit Other(AesKeySize keySize = AesKeySize.Aes128, ulong seed = 0xbeef)
    {
        var unit = new BlockUnit();
        unit.Make(seed, keySize);
        return unit;
    }

    private static Arbiter Arbiter(KnownUnits units) => new(new DevicesUnderTest { Aesni = ScriptedEngine.Right }, units);

    private static Finding Judge(BlockUnit unit, bool encrypt, byte[] actual, params Unit[] recent) =>
        Arbiter(new KnownUnits(recent)).Judge(Evidence.Of(unit, Block, encrypt, actual), unit, out _);

    private static void Says(Finding finding, string words) =>
        Assert.True(finding.Explanation.Any(sentence => sentence.Contains(words, StringComparison.Ordinal)), string.Join("\n", finding.Explanation));
}
