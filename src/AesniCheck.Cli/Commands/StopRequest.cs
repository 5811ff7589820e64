using System.Runtime.InteropServices;

namespace AesniCheck.Cli.Commands;

/// <summary>
/// Turns Ctrl-C, SIGTERM and SIGHUP into a request to stop in order. Another one, more than <see cref="OneRequest"/> after the first, ends the
/// program at once. Thread-safe.
/// </summary>
internal sealed class StopRequest : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;
    private long? _first;

    public StopRequest(TimeProvider time)
    {
        _time = time;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Request);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Request);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Request);
    }

    /// <summary>
    /// Signals that come within this time of the first are the same request: <c>timeout</c> signals its child and then its whole group, systemd
    /// sends SIGHUP after SIGTERM, and of a terminal that closes both the kernel and the shell tell. Nobody was impatient there.
    /// </summary>
    public static TimeSpan OneRequest { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Set when the request has come.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Takes a signal for a request.</summary>
    /// <returns>Whether the program is to stop in order; otherwise it was told to already, and is to end at once.</returns>
    public bool Take()
    {
        bool inOrder;
        lock (_lock)
        {
            _first ??= _time.GetTimestamp();
            inOrder = _time.GetElapsedTime(_first.Value) <= OneRequest;
        }

        _source.Cancel();
        return inOrder;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _source.Dispose();
    }

    private void Request(PosixSignalContext context) => context.Cancel = Take();
}
