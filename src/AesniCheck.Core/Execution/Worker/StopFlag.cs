namespace AesniCheck.Execution.Worker;

/// <summary>A flag that requests all threads of the worker process to stop. Thread-safe; stays set.</summary>
internal sealed class StopFlag
{
    private readonly object _gate = new();
    private volatile bool _requested;

    /// <summary>Whether a stop was requested. Cheap enough for a hot loop.</summary>
    public bool IsRequested => _requested;

    /// <summary>Requests the stop.</summary>
    public void Request()
    {
        lock (_gate)
        {
            _requested = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the request.</summary>
    /// <returns>Whether it came before the timeout.</returns>
    public bool Wait(TimeSpan atMost)
    {
        lock (_gate)
        {
            return _requested || (Monitor.Wait(_gate, atMost) && _requested);
        }
    }
}
