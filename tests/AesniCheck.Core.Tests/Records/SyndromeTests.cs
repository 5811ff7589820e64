using System.Numerics;
using AesniCheck.Arbitration;
using AesniCheck.Ciphers;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AesniCheck.Records;

public sealed class SyndromeTests
{
    [Fact]
    public void AFlippedBitIsFoundAtItsRoundAndPlace()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, random =>
        {
            Syndrome syndrome = Between(random, random.FlippedOutput());
            byte[] mask = new byte[16];
            mask[random.Bit / 8] = (byte)(1 << (random.Bit % 8));
            return syndrome.ClosestDistance == 1
                && (syndrome.ClosestRound == random.Round ? syndrome.ClosestXorMask.SequenceEqual(mask) : IsOneBitOfTheOutputToo(random, syndrome));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TheMaskIsWhatDiffersInTheOutput()
    {
        TestEngines.RequireAesni();
        Prop.ForAll(StateCase.Any, random =>
        {
            byte[] right = random.Output();
            byte[] wrong = random.FlippedOutput();
            Syndrome syndrome = Between(random, wrong);
            byte[] mask = [.. right.Zip(wrong, (left, other) => (byte)(left ^ other))];
            return syndrome.XorMask.SequenceEqual(mask)
                && syndrome.HammingDistance == mask.Sum(value => BitOperations.PopCount(value))
                && syndrome.DifferingBytes.SequenceEqual(Enumerable.Range(0, 16).Where(index => mask[index] != 0));
        }).QuickCheckThrowOnFailure();
    }

    [Property(Arbitrary = [typeof(StateCase)])]
    public bool AnUnrelatedOutputIsFarFromTheRightOneAtEveryRound(StateCase random)
    {
        byte[] unrelated = new byte[16];
        new Random(random.Seed ^ 3).NextBytes(unrelated);
        return Between(random, unrelated).ClosestDistance >= Syndrome.SmallDistance;
    }

    /// <summary>The last round has no MIXCOLUMNS(), and SUBBYTES() sometimes turns one bit into one bit: then the two rounds can't be distinguished.</summary>
    private static bool IsOneBitOfTheOutputToo(StateCase random, Syndrome syndrome) =>
        random.Round == random.KeySize.RoundCount - 1 && syndrome.ClosestRound == random.KeySize.RoundCount && syndrome.HammingDistance == 1;

    private static Syndrome Between(StateCase random, byte[] wrong) => Syndrome.Between(
        CipherTrace.Forward(random.Input, random.Schedule(), random.Encrypt),
        CipherTrace.Backward(wrong, random.Schedule(), random.Encrypt));
}
