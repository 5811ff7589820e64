using System.Text;
using Xunit;

namespace AesniCheck.Cli.Output;

public sealed class QueuedStreamTests
{
    private static readonly CancellationToken Hurry = new(canceled: true);

    [Fact]
    public void AllIsWrittenInItsOrder()
    {
        using var output = new MemoryStream();
        using var queue = new QueuedStream(output);
        string[] lines = [.. Enumerable.Range(0, 1_000).Select(i => $"line {i}\n")];
        Array.ForEach(lines, line => queue.Write(Encoding.UTF8.GetBytes(line)));

        Assert.Null(queue.Finish(CancellationToken.None));
        Assert.Equal(string.Concat(lines), Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void WhatIsWrittenMayBeChangedAfterwards()
    {
        using var output = new MemoryStream();
        using var queue = new QueuedStream(output);
        byte[] bytes = [1, 2, 3];
        queue.Write(bytes);
        bytes.AsSpan().Clear();

        Assert.Null(queue.Finish(CancellationToken.None));
        Assert.Equal([1, 2, 3], output.ToArray());
    }

    [Fact]
    public void AReaderWhoDoesNotReadKeepsNobodyWaiting()
    {
        using var output = new Stalled();
        using var queue = new QueuedStream(output) { StallTimeout = TimeSpan.FromMilliseconds(1) };
        for (int i = 0; i < 1_000; i++)
        {
            queue.Write(new byte[1_000]);
        }

        Assert.Equal("no process is reading it", queue.Finish(Hurry)?.Message);
        output.Resume();
    }

    [Fact]
    public async Task WithoutHurryAReaderIsWaitedFor()
    {
        using var output = new Stalled();
        using var queue = new QueuedStream(output) { StallTimeout = TimeSpan.Zero };
        queue.Write([1]);
        queue.Write([2]);
        Task<IOException?> finished = Task.Run(() => queue.Finish(CancellationToken.None), TestContext.Current.CancellationToken);
        Assert.False(finished.IsCompleted);
        output.Resume();

        Assert.Null(await finished);
        Assert.Equal([1, 2], output.ToArray());
    }

    [Fact]
    public async Task AHurryThatComesLaterIsHeeded()
    {
        using var output = new Stalled();
        using var queue = new QueuedStream(output) { StallTimeout = TimeSpan.FromMilliseconds(1) };
        using var hurry = new CancellationTokenSource();
        queue.Write([1]);
        Task<IOException?> finished = Task.Run(() => queue.Finish(hurry.Token), TestContext.Current.CancellationToken);
        await hurry.CancelAsync();

        Assert.Equal("no process is reading it", (await finished)?.Message);
        output.Resume();
    }

    [Fact]
    public void AFailureIsThrownAtALaterWriteAndToldAtTheEnd()
    {
        using var output = new Stalled(new IOException("No space left on device"));
        using var queue = new QueuedStream(output);
        queue.Write([1]);
        output.Resume();

        // Not at once: only when the thread runs.
        IOException? thrown = null;
        while (thrown is null)
        {
            thrown = Record.Exception(() => queue.Write([2])) as IOException;
        }

        Assert.Equal("No space left on device", thrown.Message);
        Assert.Equal("No space left on device", queue.Finish(CancellationToken.None)?.Message);
    }

    /// <summary>Takes nothing until released, and may fail then.</summary>
    private sealed class Stalled(IOException? failure = null) : MemoryStream
    {
        private readonly TaskCompletionSource _resumed = new();

        public void Resume() => _resumed.SetResult();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _resumed.Task.Wait();
            if (failure is not null)
            {
                throw failure;
            }

            base.Write(buffer);
        }
    }
}
