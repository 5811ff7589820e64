using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Basics;

public sealed class FisherExactTests
{
    // The lady who tasted tea, 17/70 and 1/70; and tables that were computed with whole numbers.
    [Theory]
    [InlineData(3, 1, 1, 3, 17.0 / 70)]
    [InlineData(4, 0, 0, 4, 1.0 / 70)]
    [InlineData(11, 3, 1, 9, 2706.0 / 1_961_256)]
    [InlineData(0, 5, 3, 2, 1)]
    [InlineData(0, 0, 0, 0, 1)]
    [InlineData(5, 0, 0, 0, 1)]
    [InlineData(1, 0, 0, 9_999, 1e-4)]
    public void TheProbabilityIsAsPublished(int faultyInside, int healthyInside, int faultyOutside, int healthyOutside, double probability) =>
        Assert.Equal(probability, FisherExact.OneSided(faultyInside, healthyInside, faultyOutside, healthyOutside), 1e-9);

    [Fact]
    public void TheProbabilityIsThatOfAllWaysToDealFaultyMachinesOut() => Prop.ForAll(Gen.Choose(0, 25).Four().ToArbitrary(), table =>
    {
        (int a, int b, int c, int d) = table;
        BigInteger ways = BigInteger.Zero;
        for (int count = a; count <= Math.Min(a + b, a + c); count++)
        {
            ways += Choose(a + c, count) * Choose(b + d, a + b - count);
        }

        double exact = Math.Exp(BigInteger.Log(ways) - BigInteger.Log(Choose(a + b + c + d, a + b)));
        return Math.Abs((FisherExact.OneSided(a, b, c, d) / exact) - 1) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MoreFaultyMachinesInTheGroupAreLessProbable() => Prop.ForAll(Gen.Choose(1, 200).Four().ToArbitrary(), table =>
    {
        (int a, int b, int c, int d) = table;
        double probability = FisherExact.OneSided(a, b, c, d);
        return probability is > 0 and <= 1 && FisherExact.OneSided(a + 1, b - 1, c - 1, d + 1) <= probability + 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ThousandsOfMachinesAreCounted() => Assert.InRange(FisherExact.OneSided(100, 900, 10, 8_990), 1e-90, 1e-70);

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, -1, 0, 0)]
    [InlineData(0, 0, -1, 0)]
    [InlineData(0, 0, 0, -1)]
    public void ThereAreNoNegativeMachines(int a, int b, int c, int d) => Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.OneSided(a, b, c, d));

    private static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return BigInteger.Zero;
        }

        BigInteger ways = BigInteger.One;
        for (int i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
