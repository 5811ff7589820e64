using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// The alternate stack of one worker. Its pages are dropped between turns, so that the kernel meets unmapped pages when it saves
/// the vector registers in a signal frame. Used and disposed only by the thread that joined.
/// </summary>
internal sealed unsafe class WorkerSignalStack : IDisposable
{
    // A frame has up to 11 KB with AMX, and the runtime's handler of SIGSEGV keeps two register contexts beside it. The runtime
    // reserves 12 KB for itself; here is room for four times that.
    private const int StackPages = 16;
    private const int GuardPages = 1;

    // The registers lie at the top. With this much of the uppermost page in use, they span two pages with AVX (832 bytes) and
    // with AVX-512 (2,696 bytes): saving them faults on an unmapped page, in the middle.
    private const int UsedOfUppermost = 512;

    private readonly WorkerSignals _signals;
    private readonly int _worker;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Pages _pages;
    private readonly AlternateStack _before;
    private long _sent;
    private long _sentToStack;
    private int _turns;
    private bool _isDisposed;

    /// <param name="signals">The signals.</param>
    /// <param name="worker">The worker that runs on the calling thread.</param>
    /// <exception cref="IOException">The system refuses; the message says what, in half a sentence.</exception>
    internal WorkerSignalStack(WorkerSignals signals, int worker)
    {
        _signals = signals;
        _worker = worker;
        _pages = new Pages(GuardPages + StackPages);
        try
        {
            _pages.GuardFirst();
            _before = AlternateStack.Exchange(new AlternateStack(
                _pages.Pointer + (GuardPages * Pages.PageSize), ((StackPages - 1) * Pages.PageSize) + UsedOfUppermost));
        }
        catch (IOException)
        {
            _pages.Dispose();
            throw;
        }

        // The parent process may have blocked the signals. Blocked signals would test nothing.
        _signals.Let(worker, _sent = signals.SentTo(worker));
        _sentToStack = signals.SentToAlternateStack(worker);
    }

    /// <summary>The number of signals sent to this worker so far.</summary>
    public long Signals => _signals.SentTo(_worker);

    /// <summary>
    /// Must be called between two turns: if a signal was sent since the last call, makes sure that the next one meets unmapped pages.
    /// A worker that does not call this gets no more signals after some dozens.
    /// </summary>
    /// <exception cref="InvalidOperationException">The calling thread is not the one that joined.</exception>
    public void BetweenTurns()
    {
        long sent = Signals;
        if (sent == _sent)
        {
            return;
        }

        EnsureOwner();
        _sent = sent;
        _signals.Let(_worker, sent);
        long sentToStack = _signals.SentToAlternateStack(_worker);
        if (sentToStack != _sentToStack)
        {
            _sentToStack = sentToStack;
            if (++_turns >= _signals.Thinning)
            {
                _turns = 0;
                Drop();
            }
        }
    }

    /// <summary>Restores the thread's previous stack: the runtime unmaps the current one when a thread ends.</summary>
    /// <exception cref="InvalidOperationException">The calling thread is not the one that joined.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        EnsureOwner();
        _isDisposed = true;
        AlternateStack.Exchange(_before);

        // Pending signals are delivered now, to the previous stack, not while the thread ends.
        _signals.Let(_worker, Signals);
        _pages.Dispose();
    }

    private void Drop()
    {
        try
        {
            // No handler is running: they run on this thread only, and none of them calls this.
            _pages.Drop();
        }
        catch (IOException refusal)
        {
            _signals.Refuse(refusal.Message);
        }
    }

    private void EnsureOwner()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("A signal stack can only be used by the thread that joined.");
        }
    }
}
