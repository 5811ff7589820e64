using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Two signals that are sent to single workers and handled there by a function of libc that does nothing: one on the thread's own
/// stack, one on an alternate stack whose pages are not mapped. One for each process; created before the workers begin, and disposed
/// after senders and workers have ended. Thread-safe.
/// </summary>
/// <remarks>
/// The runtime handles SIGSEGV on the alternate stack too, and switches to the thread's own stack while its frame on the
/// alternate one is still in use. A signal delivered then would overwrite that frame, since the kernel begins at the top again.
/// Therefore both signals are blocked while SIGSEGV is handled. If the runtime throws, it does not return from the handler, so they
/// stay blocked until the worker's turn is over and it unblocks them.
/// </remarks>
internal sealed class WorkerSignals : IDisposable
{
    // A worker's counters have two cache lines to themselves, wherever the array begins.
    private const int Stride = 16;
    private const int Sent = 0;
    private const int OnAlternateStack = 1;
    private const int Seen = 2;

    // Pending signals of all processes of a user share one queue, which others need too, above all the runtime.
    private const int MaximumPending = 64;

    private readonly WorkerRoster _workers;
    private readonly long[] _counters;
    private readonly int _onAlternateStack;
    private readonly int _onOwnStack;
    private volatile bool _isClosed;
    private int _sending;

    /// <param name="workers">The workers.</param>
    /// <param name="thinning">A stack's pages are dropped only once in this many times, since that interrupts all CPUs; at least 1.</param>
    /// <exception cref="IOException">No two signals are free, or the system refuses; the message says what, in half a sentence.</exception>
    public WorkerSignals(WorkerRoster workers, int thinning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thinning, 1);
        _workers = workers;
        Thinning = thinning;
        _counters = new long[(workers.Count + 1) * Stride];
        nint handler = ThreadSignals.LeafHandler();
        _onAlternateStack = ThreadSignals.Take(handler, onAlternateStack: true);
        try
        {
            _onOwnStack = ThreadSignals.Take(handler, onAlternateStack: false);
            ThreadSignals.SetMask(ThreadSignals.SIGSEGV, Both, waits: true);
        }
        catch (IOException)
        {
            Release();
            throw;
        }
    }

    /// <summary>Returns why the signals are not available here, in half a sentence; null if they are.</summary>
    public static string? WhyNot() => ThreadSignals.CountFree() < 2 ? "no two real-time signals are free" : null;

    /// <summary>Why a stack's pages could not be dropped, in half a sentence; null if none failed.</summary>
    public string? Refusal { get; private set; }

    /// <summary>A stack's pages are dropped only once in this many turns with signals to that stack.</summary>
    internal int Thinning { get; }

    /// <summary>The numbers of the two signals: on the alternate stack, and on the thread's own.</summary>
    internal (int OnAlternateStack, int OnOwnStack) Numbers => (_onAlternateStack, _onOwnStack);

    private ulong Both => ThreadSignals.SetOf(_onAlternateStack) | (_onOwnStack == 0 ? 0 : ThreadSignals.SetOf(_onOwnStack));

    /// <summary>
    /// Gives the calling thread an alternate stack that is dropped between its turns. Best called before the worker is on the roster,
    /// and disposed after it has left, so that all of its signals meet that stack; a signal that does not is harmless.
    /// </summary>
    /// <param name="worker">The worker that runs on the calling thread.</param>
    /// <exception cref="IOException">The system refuses; the message says what, in half a sentence.</exception>
    public WorkerSignalStack Join(int worker) => new(this, worker);

    /// <summary>Sends a signal to a worker. An accepted signal is delivered unless the worker ends first.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="onAlternateStack">Whether the handler runs on the alternate stack.</param>
    /// <returns>False if the worker is not running, or has too many pending signals.</returns>
    /// <exception cref="IOException">The system refuses; the message says what, in half a sentence.</exception>
    public bool TrySend(int worker, bool onAlternateStack)
    {
        // No thread may be between reading the flag and sending while the signals are given back.
        Interlocked.Increment(ref _sending);
        try
        {
            int thread = _isClosed ? 0 : _workers.ThreadOf(worker);
            if (thread == 0
                || Count(worker, Sent) - Count(worker, Seen) >= MaximumPending
                || !ThreadSignals.TrySend(thread, onAlternateStack ? _onAlternateStack : _onOwnStack))
            {
                return false;
            }

            if (onAlternateStack)
            {
                Interlocked.Increment(ref Counter(worker, OnAlternateStack));
            }

            Interlocked.Increment(ref Counter(worker, Sent));
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    /// <summary>Restores the previous handlers. Pending signals are discarded.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Interlocked.MemoryBarrier();
            SpinWait.SpinUntil(() => Volatile.Read(ref _sending) == 0);
            ThreadSignals.SetMask(ThreadSignals.SIGSEGV, Both, waits: false);
            Release();
        }
    }

    /// <summary>Returns the number of signals sent to a worker so far.</summary>
    internal long SentTo(int worker) => Count(worker, Sent);

    /// <summary>Returns the number of those that use the alternate stack.</summary>
    internal long SentToAlternateStack(int worker) => Count(worker, OnAlternateStack);

    /// <summary>Unblocks pending signals and records that they were delivered. Called on the worker's own thread.</summary>
    internal void Let(int worker, long sent)
    {
        ThreadSignals.Unblock(Both);
        Volatile.Write(ref Counter(worker, Seen), sent);
    }

    /// <summary>Records that a stack's pages could not be dropped.</summary>
    internal void Refuse(string message) => Refusal = message;

    private long Count(int worker, int counter) => Volatile.Read(ref Counter(worker, counter));

    private ref long Counter(int worker, int counter) => ref _counters[((worker + 1) * Stride) + counter];

    private void Release()
    {
        ThreadSignals.Release(_onAlternateStack);
        if (_onOwnStack != 0)
        {
            ThreadSignals.Release(_onOwnStack);
        }
    }
}
