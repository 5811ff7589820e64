using Xunit;

namespace AesniCheck.Execution.Worker;

public sealed class StopFlagTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void WithoutARequestTheWaitEndsEmptyHanded()
    {
        var flag = new StopFlag();
        Assert.False(flag.Wait(TimeSpan.Zero));
        Assert.False(flag.Wait(TimeSpan.FromMilliseconds(1)));
        Assert.False(flag.IsRequested);
    }

    [Fact]
    public void ARequestStays()
    {
        var flag = new StopFlag();
        flag.Request();
        flag.Request();
        Assert.True(flag.IsRequested);
        Assert.True(flag.Wait(TimeSpan.Zero));
        Assert.True(flag.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void ARequestWakesAllThatWait()
    {
        var flag = new StopFlag();
        int woken = 0;
        using var waiting = new CountdownEvent(3);
        Thread[] threads =
        [
            .. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                waiting.Signal();
                if (flag.Wait(Limit))
                {
                    Interlocked.Increment(ref woken);
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Assert.True(waiting.Wait(Limit, TestContext.Current.CancellationToken));
        flag.Request();
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(3, woken);
    }
}
