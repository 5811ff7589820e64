using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.Basics;

public sealed class WilsonIntervalTests
{
    // Computed with 40 decimal digits from Wilson's formula.
    [Theory]
    [InlineData(0, 20, 0, 0.16113)]
    [InlineData(10, 10, 0.72247, 1)]
    [InlineData(95, 100, 0.88825, 0.97846)]
    [InlineData(1, 1, 0.20655, 1)]
    public void ItIsAsPublished(int hits, int trials, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(hits, trials);
        Assert.Equal(low, interval.Low, 0.00001);
        Assert.Equal(high, interval.High, 0.00001);
    }

    [Fact]
    public void TheRateIsWithinAndMoreTrialsNarrowIt() => Prop.ForAll(
        Gen.Choose(1, 10_000).SelectMany(trials => Gen.Choose(0, trials).Select(hits => (hits, trials))).ToArbitrary(),
        sample =>
        {
            WilsonInterval interval = WilsonInterval.Of(sample.hits, sample.trials);
            WilsonInterval narrower = WilsonInterval.Of(4 * sample.hits, 4 * sample.trials);
            double rate = (double)sample.hits / sample.trials;
            return interval.Low <= rate && rate <= interval.High && interval.Low >= 0 && interval.High <= 1
                && narrower.High - narrower.Low < interval.High - interval.Low;
        }).QuickCheckThrowOnFailure();
}
