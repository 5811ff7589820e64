using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Records;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AesniCheck.SelfTests;

public sealed class DetectionClaimsTests
{
    [Theory]
    [InlineData(0, 1, 0.5, 0.5)]
    [InlineData(1, 2, 0.5, 0.75)]
    [InlineData(6, 10, 0.95, 0.00102849)]
    [InlineData(10, 10, 0.95, 1)]
    [InlineData(0, 1_000, 0.5, 0)]
    public void TheBinomialDistributionIsSummed(int hits, int trials, double rate, double probability) =>
        Assert.Equal(probability, DetectionClaims.ProbabilityOfAtMost(hits, trials, rate), 1e-8);

    [Fact]
    public void MoreHitsAreNeverLessProbableToBeTheMost() => Prop.ForAll(
        Gen.Choose(1, 100_000).SelectMany(trials => Gen.Choose(0, trials - 1).SelectMany(hits => Gen.Choose(1, 999).Select(rate => (trials, hits, rate / 1000.0)))).ToArbitrary(),
        sample =>
        {
            (int trials, int hits, double rate) = sample;
            double fewer = DetectionClaims.ProbabilityOfAtMost(hits, trials, rate);
            double more = DetectionClaims.ProbabilityOfAtMost(hits + 1, trials, rate);
            return fewer >= 0 && more <= 1 && fewer <= more;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.95, 0, 3)]
    [InlineData(0.99, 0, 2)]
    [InlineData(0.95, 5, 10)]
    [InlineData(0.97, 85, 100)]
    [InlineData(0.90, 75, 100)]
    public void TooFewRefuteAClaim(double claim, int seen, int injected) => Assert.False(DetectionClaims.IsKept(claim, seen, injected, claims: 10));

    [Theory]
    [InlineData(0.95, 8, 10)]
    [InlineData(0.99, 9, 10)]
    [InlineData(0.97, 93, 100)]
    [InlineData(0.95, 100, 100)]
    public void WhatChanceAloneMayBringDoesNot(double claim, int seen, int injected) => Assert.True(DetectionClaims.IsKept(claim, seen, injected, claims: 10));

    [Theory]
    [InlineData(0.95, 1, 1)]
    [InlineData(0.95, 0, 1)]
    [InlineData(0.99, 0, 1)]
    [InlineData(0.85, 0, 3)]
    public void WhereNothingCouldRefuteAClaimNothingIsSaid(double claim, int seen, int injected) => Assert.Null(DetectionClaims.IsKept(claim, seen, injected, claims: 10));

    [Fact]
    public void ATrueClaimIsSeldomRefuted()
    {
        // The total probability of all outcomes that refute it.
        for (int injected = 1; injected <= 300; injected++)
        {
            int most = Enumerable.Range(0, injected + 1).LastOrDefault(seen => DetectionClaims.IsKept(0.95, seen, injected, claims: 8) == false, -1);
            Assert.InRange(most < 0 ? 0 : DetectionClaims.ProbabilityOfAtMost(most, injected, 0.95), 0, 0.01 / 8);
        }
    }

    [Theory]
    [InlineData("default", "flip", "xmm", 0.95)]
    [InlineData("chain", "flip", "xmm", 0.99)]
    [InlineData("chain", "zero", "xmm", 0.99)]
    [InlineData("chain", "leak", "xmm", 0.99)]
    [InlineData("register", "flip", "ymm-upper", 0.97)]
    [InlineData("register", "flip", "zmm-upper", 0.97)]
    [InlineData("register", "flip", "zmm16-31", 0.97)]
    [InlineData("block", "flip", "xmm", 0.90)]
    [InlineData("block", "flip", "zmm16-31", 0.85)]
    public void TheClaimsAreThoseThatAreTold(string subject, string kind, string area, double rate) =>
        Assert.Equal(rate, DetectionClaims.Of(subject, EnumWord.Parse<FaultKind>(kind), RegisterAreas.ByName(area)));

    [Fact]
    public void NothingIsClaimedForControls() => Assert.Null(DetectionClaims.Of(SelfTestSubject.DefaultMix, FaultKind.None, null));
}
