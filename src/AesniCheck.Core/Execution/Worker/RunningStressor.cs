using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// One stressor on one thread: counts its events and reports its death. Used only by that thread, except its exposure, which other
/// threads may read.
/// </summary>
/// <param name="entry">The stressor's entry.</param>
/// <param name="cpu">The CPU to which the thread is pinned; null if the stressor acts on the whole process.</param>
/// <param name="make">Creates the stressor, on its thread.</param>
/// <param name="tell">Called once if the stressor cannot continue, and once if it can do only a part of its work.</param>
internal sealed class RunningStressor(StressorEntry entry, int? cpu, Func<int, Stressor> make, Action<WorkerEvent> tell) : IDisposable
{
    private Stressor? _stressor;
    private long _events;
    private long _heldBytes;
    private string? _loss;

    /// <summary>The stressor's entry.</summary>
    public StressorEntry Entry => entry;

    /// <summary>Whether the stressor still runs.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>The events so far. Thread-safe.</summary>
    public StressorExposure Exposure => new(entry.Name, Volatile.Read(ref _events)) { HeldBytes = Volatile.Read(ref _heldBytes) };

    /// <summary>Runs one step if the stressor is alive. The first step creates it.</summary>
    public void Step()
    {
        if (!IsAlive)
        {
            return;
        }

        try
        {
            _stressor ??= make(cpu ?? -1);
            Volatile.Write(ref _events, _events + _stressor.Step());
            Volatile.Write(ref _heldBytes, Math.Max(_heldBytes, _stressor.HeldBytes));
            if (_loss is null && _stressor.Loss is { } loss)
            {
                _loss = loss;
                tell(new StressorLimited(entry.Name, cpu, loss));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Die(exception.Message);
        }
    }

    /// <summary>Ends the stressor early. No-op if it has already ended.</summary>
    /// <param name="reason">The reason, in half a sentence.</param>
    public void Die(string reason)
    {
        if (!IsAlive)
        {
            return;
        }

        Dispose();
        IsAlive = false;
        tell(new StressorDied(entry.Name, cpu, reason));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stressor?.Dispose();
        _stressor = null;
    }
}
