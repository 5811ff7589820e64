namespace AesniCheck.Interop;

/// <summary>
/// Areas of memory between inaccessible pages: a guard page, an area, a guard page, an area, and so on, in one mapping. Unmapped when disposed or collected.
/// For one thread at a time.
/// </summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private readonly Pages _pages;
    private readonly int[] _firstPages;
    private readonly int[] _counts;

    /// <summary>Maps areas.</summary>
    /// <param name="pageCounts">The number of pages of each area.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public GuardedMemory(params IReadOnlyList<int> pageCounts)
    {
        _counts = [.. pageCounts];
        _firstPages = new int[_counts.Length];
        int next = 1;
        for (int i = 0; i < _counts.Length; i++)
        {
            _firstPages[i] = next;
            next += _counts[i] + 1;
        }

        _pages = new Pages(next);
        try
        {
            _pages.Guard(0);
            for (int i = 0; i < _counts.Length; i++)
            {
                _pages.Guard(_firstPages[i] + _counts[i]);
            }
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Unmaps the memory.</summary>
    ~GuardedMemory() => _pages?.Dispose();

    /// <summary>The number of areas.</summary>
    public int Count => _counts.Length;

    /// <summary>The first byte of an area.</summary>
    public byte* Pointer(int area) => _pages.Pointer + ((nint)_firstPages[area] * Pages.PageSize);

    /// <summary>The length of an area in bytes.</summary>
    public int Length(int area) => _counts[area] * Pages.PageSize;

    /// <summary>The last bytes of an area, directly before the guard page.</summary>
    public Span<byte> End(int area, int length) => new Span<byte>(Pointer(area), Length(area))[^length..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Dispose();
        GC.SuppressFinalize(this);
    }
}
