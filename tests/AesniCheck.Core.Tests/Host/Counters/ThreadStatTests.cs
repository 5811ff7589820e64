using Xunit;

namespace AesniCheck.Host.Counters;

public sealed class ThreadStatTests
{
    private const string Rest = "R 1 2 3 0 -1 4194368 9 0 0 0 12 1 0 0 20 0 9 0 5 270 800 18446744073709551615 1 1 0 0 0 0 0 4096 17631 0 0 0 -1 3 0 0 0 0 0\n";

    [Fact]
    public void NameStateCpuAndItsTimeAreRead() =>
        Assert.Equal(new ThreadStat("worker 12", 'R', 3) { CpuTime = TimeSpan.FromMilliseconds(130) }, ThreadStat.Parse($"4711 (worker 12) {Rest}"));

    [Fact]
    public void ANameMayHoldAnything() => Assert.Equal("a) R (b", ThreadStat.Parse($"4711 (a) R (b) {Rest}")?.Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4711 (worker 1)")]
    [InlineData("4711 (worker 1) ")]
    [InlineData("4711 worker 1 R 1 2 3")]
    [InlineData("4711 )worker( R 1 2 3")]
    [InlineData("4711 (worker 1) R 1 2 3")]
    public void WhatIsNoSuchLineIsNothing(string? text) => Assert.Null(ThreadStat.Parse(text));
}
