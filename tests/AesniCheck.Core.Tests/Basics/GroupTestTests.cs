using Xunit;

namespace AesniCheck.Basics;

public sealed class GroupTestTests
{
    private const int Members = 40;

    /// <summary>Two traits with groups of unlike sizes, one of which nearly repeats the other, and two properties of which the first includes the second.</summary>
    private static readonly int[][] Groups =
    [
        .. Enumerable.Range(0, 4).Select(group => Enumerable.Range(0, Members).Where(member => member % 4 == group).ToArray()),
        .. Enumerable.Range(0, 4).Select(group => Enumerable.Range(0, Members).Where(member => member % 4 == group && member > 3).ToArray()),
        [.. Enumerable.Range(0, 30)],
        [.. Enumerable.Range(30, 8)],
        [.. Enumerable.Range(38, 2)],
    ];

    /// <summary>The family-wise error: without an effect, at most one set of members in twenty has a significant group, whatever the share of affected members.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public void WithoutAnEffectAtMostOneInTwentyIsFlagged(int percent)
    {
        const int Fleets = 400;
        var random = new SplitMix64((ulong)percent);
        int flagged = 0;
        for (int fleet = 0; fleet < Fleets; fleet++)
        {
            int[] properties = [.. Enumerable.Range(0, Members).Select(_ => random.Next() % 100 < (ulong)percent ? random.Next() % 2 == 0 ? 1 : 3 : 0)];
            flagged += Smallest(properties) < 0.05 ? 1 : 0;
        }

        // Five percent, and four standard deviations.
        Assert.InRange(flagged, 0, (Fleets * 0.05) + (4 * Math.Sqrt(Fleets * 0.05 * 0.95)));
    }

    [Fact]
    public void AnEffectIsFlagged()
    {
        int[] properties = [.. Enumerable.Range(0, Members).Select(member => member % 4 == 1 && member < 32 ? 3 : 0)];
        Assert.InRange(Smallest(properties), 0, 0.001);
    }

    [Fact]
    public void TheSmallestOfManyTestsCountsLessThanAlone()
    {
        int[] properties = [.. Enumerable.Range(0, Members).Select(member => member is 1 or 5 or 9 or 3 ? 1 : 0)];
        double p = new GroupTest([Groups[1]], properties, 1).Probability(0, 0, 3);
        Assert.Equal(FisherExact.OneSided(3, 7, 1, 29), p, 1e-12);
        double alone = new GroupTest([Groups[1]], properties, 1).Corrected(p);
        Assert.InRange(alone, p * 0.8, p * 1.2);
        Assert.InRange(new GroupTest(Groups, properties, 1).Corrected(p), 1.5 * alone, 1);
    }

    [Fact]
    public void TheSameDataGiveTheSameResult()
    {
        int[] properties = [.. Enumerable.Range(0, Members).Select(member => member % 5 == 0 ? 1 : 0)];
        Assert.Equal(Smallest(properties), Smallest(properties));
    }

    [Fact]
    public void NothingIsTestedWithoutMembers() => Assert.Equal(1, new GroupTest([[]], [], 1).Corrected(1));

    private static double Smallest(int[] properties)
    {
        var test = new GroupTest(Groups, properties, 2);
        return (
            from @group in Groups.Index()
            from property in (int[])[0, 1]
            let count = @group.Item.Count(member => (properties[member] >> property & 1) != 0)
            select count < GroupTest.LeastAffected ? 1 : test.Corrected(test.Probability(@group.Index, property, count))).Min();
    }
}
