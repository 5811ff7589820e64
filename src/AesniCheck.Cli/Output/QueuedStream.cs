namespace AesniCheck.Cli.Output;

/// <summary>
/// Passes written data to a thread of its own, so that a slow or stopped reader does not block the writer: a run has to end in time, and when requested.
/// Pending data stays in memory. A failure is thrown at the next write. Thread-safe.
/// </summary>
internal sealed class QueuedStream : WriteOnlyStream
{
    private readonly object _gate = new();
    private readonly Queue<byte[]> _waiting = new();
    private IOException? _failure;
    private long _written;
    private bool _closed;
    private bool _ended;

    /// <summary>Starts the thread now, because later the system may have no thread left.</summary>
    /// <param name="output">The destination. It is left open.</param>
    public QueuedStream(Stream output) => new Thread(() => Work(output)) { Name = "output", IsBackground = true }.Start();

    /// <summary>The longest time without a read once the wait is to end.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    /// <exception cref="IOException">Earlier data was lost.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw new IOException(_failure.Message, _failure);
            }

            _waiting.Enqueue(buffer.ToArray());
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until all data is written. Must be called once, after the last write.</summary>
    /// <param name="hurry">Once it is set, the wait ends after <see cref="StallTimeout"/> without a read.</param>
    /// <returns>Why data was lost; null if all was written.</returns>
    public IOException? Finish(CancellationToken hurry)
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        using CancellationTokenRegistration woken = hurry.Register(() =>
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        });
        lock (_gate)
        {
            while (!_ended)
            {
                long before = _written;
                bool hurries = hurry.IsCancellationRequested;
                if (!Monitor.Wait(_gate, hurries ? StallTimeout : Timeout.InfiniteTimeSpan) && _written == before)
                {
                    return new IOException("no process is reading it");
                }
            }

            return _failure;
        }
    }

    private void Work(Stream output)
    {
        IOException? failure = null;
        while (failure is null && Next() is { } bytes)
        {
            try
            {
                output.Write(bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                failure = exception as IOException ?? new IOException(exception.Message, exception);
            }

            lock (_gate)
            {
                _written++;
                _failure = failure;
                Monitor.PulseAll(_gate);
            }
        }

        lock (_gate)
        {
            _waiting.Clear();
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for data to write; null after the last.</summary>
    private byte[]? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryDequeue(out byte[]? bytes) ? bytes : null;
        }
    }
}
