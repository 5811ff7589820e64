using AesniCheck.Host.Limits;
using Xunit;

namespace AesniCheck.Execution.Supervisor;

public sealed class StopTallyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void StopsAreAddedUpAndTheWidestIsNamed()
    {
        var tally = new StopTally();
        tally.Look(new ExternalStop(2, "traced by gdb, process 7"), Second);
        tally.Look(null, Second);
        Assert.Equal(TimeSpan.Zero, tally.Unbroken);
        tally.Look(new ExternalStop(null, "SIGSTOP"), Second);
        tally.Look(new ExternalStop(null, "SIGSTOP"), 9 * Second);
        tally.Look(new ExternalStop(3, "SIGSTOP"), Second);
        Assert.Equal(11 * Second, tally.Unbroken);
        Assert.Equal(12 * Second, tally.Total);
        Assert.Equal("The worker process was stopped from outside (SIGSTOP) for 12 s", tally.Sentence);
    }

    [Theory]
    [InlineData(0.9, false, false)]
    [InlineData(0.99, false, false)]
    [InlineData(1, true, true)]
    public void ATenthOfTheTenSecondsOfARunIsTooMuch(double seconds, bool isAny, bool isTooMuch)
    {
        var tally = new StopTally();
        tally.Look(new ExternalStop(1, "SIGSTOP"), TimeSpan.FromSeconds(seconds));
        Assert.Equal((isAny, isTooMuch), (tally.IsAny, tally.IsTooMuch(Samples.Plan)));
        Assert.False(tally.IsTooMuch(Samples.Plan with { DurationSeconds = 3_600 }));
    }
}
