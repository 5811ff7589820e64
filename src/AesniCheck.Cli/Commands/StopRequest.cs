using System.Runtime.InteropServices;

namespace AesniCheck.Cli.Commands;

/// <summary>
/// Turns Ctrl-C, SIGTERM and SIGHUP into a request for an orderly stop. A further signal, later than <see cref="CoalescingTime"/> after the first, ends the program
/// at once. Thread-safe.
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
    /// Signals within this time of the first belong to the same request: <c>timeout</c> signals its child and then its whole group, systemd sends SIGHUP after
    /// SIGTERM, and when a terminal closes, both the kernel and the shell send a signal. These do not mean that the user is impatient.
    /// </summary>
    public static TimeSpan CoalescingTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Cancelled by the request.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Handles a signal.</summary>
    /// <returns>Whether to stop in an orderly way; if false, that was already requested, and the program ends at once.</returns>
    public bool Take()
    {
        bool inOrder;
        lock (_lock)
        {
            _first ??= _time.GetTimestamp();
            inOrder = _time.GetElapsedTime(_first.Value) <= CoalescingTime;
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
