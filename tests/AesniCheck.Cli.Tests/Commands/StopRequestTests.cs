using Xunit;

namespace AesniCheck.Cli.Commands;

public sealed class StopRequestTests
{
    [Fact]
    public void TheFirstSignalIsARequestToStop()
    {
        using var stop = new StopRequest(new ManualClock());
        Assert.False(stop.Token.IsCancellationRequested);
        Assert.True(stop.Take());
        Assert.True(stop.Token.IsCancellationRequested);
    }

    [Fact]
    public void SignalsWithinASecondAreTheSameRequest()
    {
        var clock = new ManualClock();
        using var stop = new StopRequest(clock);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(stop.Take());
        Assert.True(stop.Take());
        clock.Advance(StopRequest.CoalescingTime);
        Assert.True(stop.Take());
    }

    [Fact]
    public void ALaterOneEndsTheProgramAtOnce()
    {
        var clock = new ManualClock();
        using var stop = new StopRequest(clock);
        Assert.True(stop.Take());
        clock.Advance(StopRequest.CoalescingTime / 2);
        Assert.True(stop.Take());
        clock.Advance(StopRequest.CoalescingTime / 2 + TimeSpan.FromTicks(1));
        Assert.False(stop.Take());
        Assert.False(stop.Take());
    }
}
