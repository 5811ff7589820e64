using Xunit;

namespace AesniCheck.SelfTests;

public sealed class SequentialTestTests
{
    private const int Claims = 9;

    public static TheoryData<double> ClaimedRates => [0.85, 0.9, 0.95, 0.97, 0.99];

    [Theory]
    [MemberData(nameof(ClaimedRates))]
    public void AKeptClaimIsRejectedAtMostOncePerHundredSelfTests(double claim) => Assert.InRange(Claims * Outcomes(claim, claim).Rejected, 0, SequentialTest.ErrorRate);

    [Theory]
    [MemberData(nameof(ClaimedRates))]
    public void ABrokenDetectorIsAcceptedAtMostOnceInAHundred(double claim)
    {
        Assert.InRange(Outcomes(claim, SequentialTest.BrokenRate).Accepted, 0, SequentialTest.ErrorRate);
        Assert.InRange(Outcomes(claim, 0.3).Accepted, 0, 0.001);
        Assert.Equal(0, Outcomes(claim, 0).Accepted);
    }

    [Theory]
    [MemberData(nameof(ClaimedRates))]
    public void AKeptClaimIsNearlyAlwaysDecided(double claim) => Assert.InRange(Outcomes(claim, claim).Accepted, 0.98, 1);

    [Theory]
    [MemberData(nameof(ClaimedRates))]
    public void FewFaultsAreNeeded(double claim)
    {
        Assert.InRange(SequentialTest.LeastTrials(claim, Claims), 7, 9);
        Assert.Null(SequentialTest.Decide(claim, 0, 0, Claims));
        Assert.False(SequentialTest.Decide(claim, 0, 12, Claims));
    }

    /// <summary>The exact probabilities of the decisions, fault by fault.</summary>
    private static (double Accepted, double Rejected) Outcomes(double claim, double rate)
    {
        double accepted = 0;
        double rejected = 0;
        var open = new Dictionary<int, double> { [0] = 1 };
        for (int injected = 1; injected <= SequentialTest.MaximumTrials; injected++)
        {
            var next = new Dictionary<int, double>();
            foreach ((int seen, double probability) in open)
            {
                Add(seen + 1, probability * rate);
                Add(seen, probability * (1 - rate));
            }

            open = next;

            void Add(int seen, double probability)
            {
                switch (SequentialTest.Decide(claim, seen, injected, Claims))
                {
                    case true:
                        accepted += probability;
                        break;
                    case false:
                        rejected += probability;
                        break;
                    default:
                        next[seen] = next.GetValueOrDefault(seen) + probability;
                        break;
                }
            }
        }

        return (accepted, rejected);
    }
}
