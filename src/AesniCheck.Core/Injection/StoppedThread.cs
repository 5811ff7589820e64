using AesniCheck.Interop;

namespace AesniCheck.Injection;

/// <summary>
/// A stopped thread and its extended state, which stays available after the thread has resumed. Reused, so that nothing is allocated while a thread is
/// stopped. For one thread: see <see cref="ThreadTrace"/>.
/// </summary>
/// <param name="layout">The layout of this machine.</param>
/// <param name="clock">The clock.</param>
internal sealed class StoppedThread(ExtendedStateLayout layout, TimeProvider clock)
{
    // More than any current CPU has, including the tile registers of 8 KiB.
    private const int MaximumStateBytes = 16 * 1024;

    private readonly byte[] _image = new byte[MaximumStateBytes];
    private int _length;
    private long _stoppedAt;
    private ThreadTrace? _trace;

    /// <summary>The state as it was read, with later changes.</summary>
    public ExtendedState State => new(_image.AsSpan(0, _length), layout);

    /// <summary>The address at which the thread resumes.</summary>
    public ulong InstructionPointer { get; private set; }

    /// <summary>Whether it was stopped in a system call, or on its return from one.</summary>
    public bool IsInSystemCall { get; private set; }

    /// <summary>The time from the stop until the thread resumed, or was handed over.</summary>
    public TimeSpan StoppedFor { get; private set; }

    /// <summary>Stops a thread and reads its state.</summary>
    /// <param name="thread">The kernel's id of the thread.</param>
    /// <returns>Null, or the reason why the thread runs on.</returns>
    public TraceRefusal? Stop(int thread)
    {
        _trace = ThreadTrace.TryStop(thread, out TraceRefusal? refusal);
        if (_trace is null)
        {
            return refusal;
        }

        _stoppedAt = clock.GetTimestamp();
        InstructionPointer = _trace.InstructionPointer;
        IsInSystemCall = _trace.IsInSystemCall || _trace.IsRightAfterSystemCall();
        refusal = _trace.ReadExtendedState(_image, out _length);
        if (refusal is not null)
        {
            Resume();
        }

        return refusal;
    }

    /// <summary>Writes the state to the stopped thread.</summary>
    /// <returns>Null, or the reason why it could not be written.</returns>
    public TraceRefusal? Write() => _trace!.WriteExtendedState(_image.AsSpan(0, _length));

    /// <summary>Hands the stopped thread over to the caller.</summary>
    public ThreadTrace HandOver()
    {
        ThreadTrace trace = _trace!;
        _trace = null;
        StoppedFor = clock.GetElapsedTime(_stoppedAt);
        return trace;
    }

    /// <summary>Resumes the thread, if it is stopped.</summary>
    public void Resume()
    {
        if (_trace is not null)
        {
            _trace.Dispose();
            _trace = null;
            StoppedFor = clock.GetElapsedTime(_stoppedAt);
        }
    }
}
