using Xunit;

namespace AesniCheck.Execution;

public sealed class PaceMeterTests
{
    [Fact]
    public void AMachineThatIsWholeHasAPaceOfOneInAPartOfTheTime()
    {
        var clock = new SteppingClock(TimeSpan.FromMicroseconds(10));
        Assert.Equal(1, new PaceMeter(clock).Measure());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, PaceMeter.Length / 2);
    }

    /// <summary>2,000 steps of a whole machine take 100 us.</summary>
    [Theory]
    [InlineData(200, 0.5)]
    [InlineData(1_000, 0.1)]
    [InlineData(10_000, 0.01)]
    [InlineData(10_000_000, 0.00001)]
    public void APaceIsTheWorkInATimeOfTheClock(int microsecondsForALook, double pace) =>
        Assert.Equal(pace, new PaceMeter(new SteppingClock(TimeSpan.FromMicroseconds(microsecondsForALook))).Measure(), 6);

    [Fact]
    public void AClockThatStandsStillEndsNoMeasurementLate() => Assert.Equal(1, new PaceMeter(new ManualClock()).Measure());

    [Fact]
    public void ThisMachineHasOne() => Assert.InRange(new PaceMeter(TimeProvider.System).Measure(), double.Epsilon, 1);

    /// <summary>A clock that advances by one step whenever it is read.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public TimeSpan Elapsed => TimeSpan.FromTicks(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += step.Ticks;
    }
}
