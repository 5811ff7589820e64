using AesniCheck.Records;
using AesniCheck.Stressors;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// One stressor on one thread: counts what it does, and tells when it dies. For that thread alone, but for the count, which others may
/// read.
/// </summary>
/// <param name="entry">What is known of it.</param>
/// <param name="cpu">The CPU that the thread is pinned to; null where it acts on the whole process.</param>
/// <param name="make">Makes it, on its thread.</param>
/// <param name="tell">Told once when it can't go on, and once when it can't do all.</param>
internal sealed class RunningStressor(StressorEntry entry, int? cpu, Func<int, Stressor> make, Action<WorkerEvent> tell) : IDisposable
{
    private Stressor? _stressor;
    private long _events;
    private long _heldBytes;
    private string? _loss;

    /// <summary>What is known of it.</summary>
    public StressorEntry Entry => entry;

    /// <summary>Whether it goes on.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>What it has done so far. Thread-safe.</summary>
    public StressorExposure Exposure => new(entry.Name, Volatile.Read(ref _events)) { HeldBytes = Volatile.Read(ref _heldBytes) };

    /// <summary>Takes one step, if it is alive. The first makes it.</summary>
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

    /// <summary>Ends it before its time; nothing where it has come to its end already.</summary>
    /// <param name="reason">Why, in half a sentence.</param>
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
