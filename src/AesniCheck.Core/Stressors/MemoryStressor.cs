using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Memory pressure: allocates memory up to a set amount and rewrites it page by page, so that a machine with swap swaps. Imitates the
/// report in which the MACs of connections failed on a server that was swapping.
/// <para>
/// At intensity 5 it grows by at most 400 MiB/s and writes to each page every 10 s; beyond 16 GiB it writes 1.6 GiB/s. It reads the
/// available memory ten times a second: growth slows down as memory gets scarce, a reserve stays free for other processes, and memory is
/// given back as soon as any process uses up a part of the reserve.
/// </para>
/// </summary>
internal sealed unsafe class MemoryStressor : Stressor
{
    // The most that a step does. Growing is all CPU work, where a hypervisor has to find each page some microseconds of it; rewriting is
    // fast, or waits for a disk.
    private const int GrownPagesPerStep = 1024;
    private const int RewrittenPagesPerStep = 4096;
    private const int StepsPerRound = 1000;
    private const int LeastPagesPerStep = 64;
    private const int PagesPerLook = 16;
    // Pages that a hypervisor has to find first take some ten microseconds each.
    private static readonly TimeSpan LongestGrowth = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestRewriting = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ReadingInterval = TimeSpan.FromMilliseconds(100);

    private readonly Func<MemoryAvailability> _read;
    private readonly TimeProvider _clock;
    private readonly MemoryReader? _reader;
    private readonly MemoryChunks _chunks;
    private readonly long _rewrittenPagesPerStep;
    private SplitMix64 _random;
    private bool _hasRead;
    private long _readAt;
    private long _allowedPages;
    private long _nextRewrite;

    private MemoryStressor(StressSetup setting, MemoryReader reader)
        : this(setting.MemoryBytes, setting.Seed, reader.Read, TimeProvider.System, length => (nint)Pages.TryMap(length)) =>
        _reader = reader;

    /// <summary>Creates the stressor; allocates no memory yet.</summary>
    /// <param name="bytes">The maximum amount of memory.</param>
    /// <param name="seed">The seed of the contents.</param>
    /// <param name="read">Reads the available memory.</param>
    /// <param name="clock">The clock for the interval between readings and for the length of steps.</param>
    /// <param name="map">Maps fresh memory like <see cref="Pages.TryMap(nuint)"/>.</param>
    internal MemoryStressor(long bytes, ulong seed, Func<MemoryAvailability> read, TimeProvider clock, Func<nuint, nint> map)
    {
        _read = read;
        _clock = clock;
        _random = new SplitMix64(seed);
        _chunks = new MemoryChunks(bytes / Pages.PageSize, _random.Next(), map);
        _rewrittenPagesPerStep = Math.Clamp(_chunks.MaximumPages / StepsPerRound, LeastPagesPerStep, RewrittenPagesPerStep);
    }

    /// <summary>The stressor's entry in the list of stressors.</summary>
    public static StressorEntry Entry { get; } = new()
    {
        Name = "memory",
        Purpose = "memory allocated and rewritten, up to --memory, with a reserve for other processes",
        Imitates = "the report where MACs failed on a server that was swapping",
        Event = "page write",
        Pace = StressorPace.OnItsOwn,
        Interval = TimeSpan.FromMilliseconds(50),
        WhyNot = () => MemoryReader.Read(new HostFiles("/")).AvailableBytes is null ? "the amount of available memory is unknown" : null,
        Begin = setting => _ => new MemoryStressor(setting, new MemoryReader(new HostFiles("/"))),
    };

    /// <inheritdoc/>
    public override long HeldBytes => _chunks.HeldPages * Pages.PageSize;

    /// <inheritdoc/>
    public override long Step()
    {
        long start = _clock.GetTimestamp();
        if (!_hasRead || _clock.GetElapsedTime(_readAt, start) >= ReadingInterval)
        {
            _hasRead = true;
            _readAt = start;
            UpdateAllowance();
        }

        long grown = Grow(start);
        return grown > 0 ? grown : Rewrite(start);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _chunks.ShrinkTo(0);
        _reader?.Dispose();
        base.Dispose();
    }

    private void UpdateAllowance()
    {
        MemoryAvailability memory = _read();
        if (memory is not { LimitBytes: long limit, AvailableBytes: long available })
        {
            // Unknown counts as none.
            _allowedPages = 0;
            _chunks.ShrinkTo(0);
            return;
        }

        var reserve = new MemoryReserve(limit);
        _allowedPages = reserve.MayTake(available) / Pages.PageSize;
        long shortPages = (reserve.MustGiveBack(available) + Pages.PageSize - 1) / Pages.PageSize;
        if (shortPages > 0)
        {
            _chunks.ShrinkTo(Math.Max(0, _chunks.HeldPages - shortPages));
        }
    }

    private long Grow(long start)
    {
        long most = Math.Min(Math.Min(_allowedPages, GrownPagesPerStep), _chunks.MaximumPages - _chunks.HeldPages);
        long grown = 0;
        while (grown < most && HasTime(start, LongestGrowth, grown))
        {
            if (!_chunks.TryGrow(_random.Next()))
            {
                // Waits for the next reading: others may have freed memory by then.
                _allowedPages = 0;
                break;
            }

            grown++;
        }

        _allowedPages = Math.Max(0, _allowedPages - grown);
        return grown;
    }

    private long Rewrite(long start)
    {
        long most = Math.Min(_rewrittenPagesPerStep, _chunks.HeldPages);
        long written = 0;
        for (; written < most && HasTime(start, LongestRewriting, written); written++)
        {
            _nextRewrite = _nextRewrite < _chunks.HeldPages ? _nextRewrite : 0;
            _chunks.Rewrite(_nextRewrite++, _random.Next());
        }

        return written;
    }

    private bool HasTime(long start, TimeSpan longest, long pages) =>
        pages % PagesPerLook != 0 || pages == 0 || _clock.GetElapsedTime(start) < longest;
}
