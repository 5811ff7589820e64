using System.Globalization;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Causes page faults of three kinds: touches fresh pages, protects pages and unprotects them again, and copies pages on write as after
/// a fork. Each enters the kernel, and taking pages away flushes the TLBs of all CPUs that run the process, by an interrupt there.
/// Imitates Xen without hardware virtualization, where each fault and each change of a page table is a trap into the hypervisor, and
/// vector state was lost on the way (#NM and CR0.TS).
/// </summary>
internal sealed class FaultStressor : Stressor
{
    // 400 KiB and 128 KiB a thread, including the file of the copied pages. Pages are fresh after each round of the three kinds.
    private const int FreshPages = 96;
    private const int FlippedPages = 4;
    private const int CopiedPages = 16;
    private const int Kinds = 3;

    // Each copy is a separate interrupt, whereas dropping and protecting any number of pages is one.
    private const int CopiesPerTurn = 2;

    private readonly int _thinning;
    private readonly int _pagesPerStep;
    private readonly Pages _fresh;
    private readonly Pages _flipped;
    private readonly Pages _copied;
    private int _step;
    private int _turn;
    private int _nextFresh;
    private int _nextCopy;

    /// <summary>Maps the pages.</summary>
    /// <param name="thinning">One step in this many disturbs other CPUs; at least 1.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public FaultStressor(int thinning)
    {
        _thinning = thinning;
        _pagesPerStep = Math.Max(1, FreshPages / (Kinds * thinning));
        try
        {
            _fresh = new Pages(FreshPages);
            _flipped = new Pages(FlippedPages);
            _copied = Pages.CopiedOnWrite(CopiedPages, FileNameOfCurrentThread());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "fault",
        Purpose = "page faults: fresh pages, protection changes, copies on write",
        Imitates = "Xen PV: vector state lost at #NM, with a trap for each fault and each change of a page table",
        Event = "page fault",
        Pace = StressorPace.InTurn,
        WhyNot = WhyNot,
        Begin = setting => _ => new FaultStressor(setting.Thinning),
    };

    /// <summary>Returns the kernel's name of the file from which the calling thread maps its copied pages.</summary>
    public static string FileNameOfCurrentThread() =>
        string.Create(CultureInfo.InvariantCulture, $"aesnicheck-fault-{Scheduling.CurrentThreadId()}");

    /// <inheritdoc/>
    public override long Step()
    {
        ThreadUsage before = ResourceUsage.OfCurrentThread();
        TouchFresh();
        _step++;
        if (_step >= _thinning)
        {
            _step = 0;
            Disturb();
        }

        ThreadUsage after = ResourceUsage.OfCurrentThread();
        return after.MinorFaults - before.MinorFaults + after.MajorFaults - before.MajorFaults;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // If the constructor threw, some of them are null.
        _fresh?.Dispose();
        _flipped?.Dispose();
        _copied?.Dispose();
        base.Dispose();
    }

    private void TouchFresh()
    {
        int end = Math.Min(FreshPages, _nextFresh + _pagesPerStep);
        for (; _nextFresh < end; _nextFresh++)
        {
            Touch(_fresh, _nextFresh);
        }
    }

    // Flushes the TLBs of other CPUs: the three kinds in turn.
    private void Disturb()
    {
        switch (_turn)
        {
            case 0:
                Flip();
                break;
            case 1:
                Copy();
                break;
            default:
                _fresh.Drop();
                _nextFresh = 0;
                break;
        }

        _turn = (_turn + 1) % Kinds;
    }

    private void Flip()
    {
        // Pages that were never touched are in no TLB.
        _flipped.Flip();
        for (int page = 0; page < FlippedPages; page++)
        {
            Touch(_flipped, page);
        }
    }

    private unsafe void Copy()
    {
        if (_nextCopy == CopiedPages)
        {
            _copied.Drop();
            _nextCopy = 0;
        }

        for (int end = _nextCopy + CopiesPerTurn; _nextCopy < end; _nextCopy++)
        {
            // The first read maps the file's page, and its neighbours too if the kernel maps around a fault.
            _ = Volatile.Read(ref _copied.Pointer[_nextCopy * Pages.PageSize]);
            Touch(_copied, _nextCopy);
        }
    }

    private static unsafe void Touch(Pages pages, int page) => Volatile.Write(ref pages.Pointer[page * Pages.PageSize], (byte)1);

    private static string? WhyNot()
    {
        try
        {
            using Pages pages = Pages.CopiedOnWrite(1, FileNameOfCurrentThread());
            return null;
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
