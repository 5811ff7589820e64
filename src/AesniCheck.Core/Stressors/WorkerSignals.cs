using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Two signals that are sent to single workers, and handled there by a function of libc that does nothing: one on the thread's own
/// stack, one on an alternate stack whose pages aren't there. For one process; it is made before the workers begin, and disposed
/// when senders and workers have ended. Thread-safe.
/// </summary>
/// <remarks>
/// The runtime handles SIGSEGV on the alternate stack as well, and goes over to the thread's own stack while its frame on the
/// alternate one is still in use. A signal that came then would be put over that frame, since the kernel begins at the top again. So
/// both signals wait while SIGSEGV is handled. The runtime doesn't return from there when it throws, so they go on to wait until the
/// worker's turn is over and it lets them come.
/// </remarks>
internal sealed class WorkerSignals : IDisposable
{
    // A worker's counters have two cache lines of their own, wherever the array begins.
    private const int Stride = 16;
    private const int Sent = 0;
    private const int OnAlternateStack = 1;
    private const int Seen = 2;

    // The signals of all processes of a user wait in one queue, which others need as well, the runtime first.
    private const int MostUnseen = 64;

    private readonly WorkerRoster _workers;
    private readonly long[] _counters;
    private readonly int _onAlternateStack;
    private readonly int _onOwnStack;
    private volatile bool _isClosed;
    private int _sending;

    /// <param name="workers">The workers.</param>
    /// <param name="thinning">A stack's pages are dropped only every so many times, since that interrupts all CPUs; at least 1.</param>
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
            GiveBack();
            throw;
        }
    }

    /// <summary>Why it can't be had here, in half a sentence; null where it can.</summary>
    public static string? WhyNot() => ThreadSignals.CountFree() < 2 ? "no two real-time signals are free" : null;

    /// <summary>What came in the way of dropping a stack's pages, in half a sentence; null where nothing did.</summary>
    public string? Refusal { get; private set; }

    /// <summary>A stack's pages are dropped only every so many times.</summary>
    internal int Thinning { get; }

    /// <summary>The numbers of the two signals: on the alternate stack, and on the thread's own.</summary>
    internal (int OnAlternateStack, int OnOwnStack) Numbers => (_onAlternateStack, _onOwnStack);

    private ulong Both => ThreadSignals.SetOf(_onAlternateStack) | (_onOwnStack == 0 ? 0 : ThreadSignals.SetOf(_onOwnStack));

    /// <summary>
    /// Gives the calling thread an alternate stack that is dropped between its turns. Best called before the worker is on the roster
    /// and disposed when it is off again, so that all of its signals meet that stack; none does harm where it doesn't.
    /// </summary>
    /// <param name="worker">The worker that the thread is.</param>
    /// <exception cref="IOException">The system refuses; the message says what, in half a sentence.</exception>
    public WorkerSignalStack Join(int worker) => new(this, worker);

    /// <summary>Sends a worker a signal. What is accepted is delivered, unless the worker ends before.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="onAlternateStack">Whether it is to be handled on the alternate stack.</param>
    /// <returns>False where the worker isn't there, or where so many wait for it that more would only pile up.</returns>
    /// <exception cref="IOException">The system refuses; the message says what, in half a sentence.</exception>
    public bool TrySend(int worker, bool onAlternateStack)
    {
        // Nobody may be between the look at the flag and the signal while the signals are given back.
        Interlocked.Increment(ref _sending);
        try
        {
            int thread = _isClosed ? 0 : _workers.ThreadOf(worker);
            if (thread == 0
                || Count(worker, Sent) - Count(worker, Seen) >= MostUnseen
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

    /// <summary>Puts back what was there before. Whatever still waits somewhere is thrown away.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Interlocked.MemoryBarrier();
            SpinWait.SpinUntil(() => Volatile.Read(ref _sending) == 0);
            ThreadSignals.SetMask(ThreadSignals.SIGSEGV, Both, waits: false);
            GiveBack();
        }
    }

    /// <summary>The signals that a worker has been sent so far.</summary>
    internal long SentTo(int worker) => Count(worker, Sent);

    /// <summary>Those of them that ask for the alternate stack.</summary>
    internal long SentToStackOf(int worker) => Count(worker, OnAlternateStack);

    /// <summary>For the worker's own thread: lets signals come that waited, and takes note that they did.</summary>
    internal void Let(int worker, long sent)
    {
        ThreadSignals.Unblock(Both);
        Volatile.Write(ref Counter(worker, Seen), sent);
    }

    /// <summary>A stack's pages could not be dropped.</summary>
    internal void Refuse(string message) => Refusal = message;

    private long Count(int worker, int counter) => Volatile.Read(ref Counter(worker, counter));

    private ref long Counter(int worker, int counter) => ref _counters[((worker + 1) * Stride) + counter];

    private void GiveBack()
    {
        ThreadSignals.GiveBack(_onAlternateStack);
        if (_onOwnStack != 0)
        {
            ThreadSignals.GiveBack(_onOwnStack);
        }
    }
}
