using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>
/// A thread that is stopped and its extended state, which stays after the thread has gone on. Used again and again, so that nothing is made
/// while a thread stands still. For one thread: see <see cref="ThreadTrace"/>.
/// </summary>
/// <param name="layout">The machine's.</param>
/// <param name="clock">The clock.</param>
internal sealed class StoppedThread(ExtendedStateLayout layout, TimeProvider clock)
{
    // More than any CPU of today has, the tile registers of 8 KiB included.
    private const int MaximumStateBytes = 16 * 1024;

    private readonly byte[] _image = new byte[MaximumStateBytes];
    private int _length;
    private long _stoppedAt;
    private ThreadTrace? _trace;

    /// <summary>The state as it was read, and has been changed since.</summary>
    public ExtendedState State => new(_image.AsSpan(0, _length), layout);

    /// <summary>Where the thread goes on.</summary>
    public ulong InstructionPointer { get; private set; }

    /// <summary>Whether it was stopped in a system call.</summary>
    public bool IsInSystemCall { get; private set; }

    /// <summary>From the stop to when it went on, or was handed over.</summary>
    public TimeSpan StoppedFor { get; private set; }

    /// <summary>Stops a thread and reads its state.</summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <returns>Null, or why it goes on.</returns>
    public TraceRefusal? Stop(int thread)
    {
        _trace = ThreadTrace.TryStop(thread, out TraceRefusal? refusal);
        if (_trace is null)
        {
            return refusal;
        }

        _stoppedAt = clock.GetTimestamp();
        InstructionPointer = _trace.InstructionPointer;
        IsInSystemCall = _trace.IsInSystemCall;
        refusal = _trace.ReadExtendedState(_image, out _length);
        if (refusal is not null)
        {
            LetGoOn();
        }

        return refusal;
    }

    /// <summary>Gives the thread, which is stopped, the state.</summary>
    /// <returns>Null, or why not.</returns>
    public TraceRefusal? Write() => _trace!.WriteExtendedState(_image.AsSpan(0, _length));

    /// <summary>Leaves the thread, which is stopped, to the caller.</summary>
    public ThreadTrace HandOver()
    {
        ThreadTrace trace = _trace!;
        _trace = null;
        StoppedFor = clock.GetElapsedTime(_stoppedAt);
        return trace;
    }

    /// <summary>Lets the thread go on, if it is stopped.</summary>
    public void LetGoOn()
    {
        if (_trace is not null)
        {
            _trace.Dispose();
            _trace = null;
            StoppedFor = clock.GetElapsedTime(_stoppedAt);
        }
    }
}
