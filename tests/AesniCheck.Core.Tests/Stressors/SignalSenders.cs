namespace AesniCheck.Stressors;

/// <summary>Threads that send signals to all workers, as many as are accepted, until they are stopped.</summary>
internal sealed class SignalSenders : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _isStopping;
    private long _accepted;

    /// <param name="signals">The signals to send.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="count">The number of threads.</param>
    public SignalSenders(WorkerSignals signals, int workers, int count)
    {
        _threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() => Send(signals, workers, number)))];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>The signals that were accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Stops the threads, and waits until they have ended.</summary>
    public void Dispose()
    {
        _isStopping = true;
        Array.ForEach(_threads, thread => thread.Join());
    }

    private void Send(WorkerSignals signals, int workers, int number)
    {
        for (int i = number; !_isStopping; i++)
        {
            // Each worker gets both kinds.
            if (signals.TrySend(i % workers, (i / workers) % 2 == 0))
            {
                Interlocked.Increment(ref _accepted);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}
