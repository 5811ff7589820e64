using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// The alternate stack of one worker, whose pages are dropped between turns, so that the kernel meets pages that aren't there when it
/// saves the vector registers in a signal's frame. For the thread that joined, which also disposes it.
/// </summary>
internal sealed unsafe class WorkerSignalStack : IDisposable
{
    // A frame has up to 11 KB with AMX, and the runtime's handler of SIGSEGV keeps two register contexts beside it. The runtime gives
    // itself 12 KB; here is room for four times that.
    private const int StackPages = 16;
    private const int GuardPages = 1;

    // The registers lie at the top. With this much of the uppermost page in use, they lie across two pages with AVX (832 bytes) and
    // with AVX-512 (2,696 bytes): saving them stops at a page that isn't there, in the middle.
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

    /// <param name="signals">What is sent.</param>
    /// <param name="worker">The worker that the calling thread is.</param>
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

        // Whoever started the process may have blocked them. Unless they come, nothing is tried.
        _signals.Let(worker, _sent = signals.SentTo(worker));
        _sentToStack = signals.SentToStackOf(worker);
    }

    /// <summary>The signals that this worker has been sent so far.</summary>
    public long Signals => _signals.SentTo(_worker);

    /// <summary>
    /// To be called between two turns: where a signal was sent since the last call, sees to it that the next one meets pages that
    /// aren't there. A worker that doesn't call is sent no more after some dozens.
    /// </summary>
    /// <exception cref="InvalidOperationException">The calling thread is another one.</exception>
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
        long sentToStack = _signals.SentToStackOf(_worker);
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

    /// <summary>Gives the thread back the stack that it had: the runtime unmaps what it finds when a thread ends.</summary>
    /// <exception cref="InvalidOperationException">The calling thread is another one.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        EnsureOwner();
        _isDisposed = true;
        AlternateStack.Exchange(_before);

        // Those that waited come now, to the other stack, and not while the thread ends.
        _signals.Let(_worker, Signals);
        _pages.Dispose();
    }

    private void Drop()
    {
        try
        {
            // No handler runs: they run on this thread alone, and none of them comes here.
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
            throw new InvalidOperationException("A signal stack is for the thread that joined, and for no other.");
        }
    }
}
