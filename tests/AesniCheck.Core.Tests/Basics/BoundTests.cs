using Xunit;

namespace AesniCheck.Basics;

public sealed class BoundTests
{
    /// <summary>At the bound, a run without a fault would have had a chance of 5 %.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    [InlineData(210_000_000_000)]
    public void AtTheBoundARunWithoutAFaultHasOneChanceInTwenty(long trials)
    {
        double chanceOfNone = Math.Exp(trials * Math.Log(1 - Bound.AfterNoFault(trials)));
        Assert.InRange(chanceOfNone, 0.049, 1 - Bound.Confidence);
    }
}
