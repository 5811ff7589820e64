using System.Runtime.InteropServices;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Memory that grows page by page and shrinks chunk by chunk, at its end. Each page gets incompressible and unique contents,
/// so that it takes a full page of memory. It is mapped in chunks too: without overcommit, memory promised to this process is
/// missing everywhere else, so hardly more is mapped than used. Not thread-safe; the owner shrinks it to nothing at the end.
/// </summary>
internal sealed unsafe class MemoryChunks
{
    // The kernel allows a process some 65,000 mappings.
    private const int MaximumChunks = 1024;
    private const long MinimumChunkPages = 1024;
    private const int WordsPerPage = Pages.PageSize / sizeof(ulong);

    private readonly Func<nuint, nint> _map;
    private readonly long _chunkPages;
    private readonly nint[] _chunks;
    private readonly ulong[] _content = new ulong[WordsPerPage];
    private int _mapped;
    private bool _wasEverMapped;

    /// <summary>Creates the object; allocates no pages yet.</summary>
    /// <param name="mostPages">The maximum number of pages.</param>
    /// <param name="seed">The seed of the contents of pages.</param>
    /// <param name="map">Maps memory of a length in bytes; returns 0 if the system refuses.</param>
    public MemoryChunks(long mostPages, ulong seed, Func<nuint, nint> map)
    {
        MaximumPages = mostPages;
        _map = map;
        _chunkPages = Math.Max(MinimumChunkPages, (mostPages + MaximumChunks - 1) / MaximumChunks);
        _chunks = new nint[(mostPages + _chunkPages - 1) / _chunkPages];
        new SplitMix64(seed).Fill(MemoryMarshal.AsBytes(_content.AsSpan()));
    }

    /// <summary>The maximum number of pages.</summary>
    public long MaximumPages { get; }

    /// <summary>The current number of pages.</summary>
    public long HeldPages { get; private set; }

    /// <summary>Adds one page. Requires fewer than <see cref="MaximumPages"/> pages.</summary>
    /// <param name="mark">A value that makes the page unique.</param>
    /// <returns>False if the system refuses.</returns>
    /// <exception cref="IOException">The system has never allowed any mapping.</exception>
    public bool TryGrow(ulong mark)
    {
        if (HeldPages == _mapped * _chunkPages && !TryMapChunk())
        {
            return false;
        }

        _content.CopyTo(new Span<ulong>(PageAt(HeldPages), WordsPerPage));
        Rewrite(HeldPages, mark);
        HeldPages++;
        return true;
    }

    /// <summary>Writes eight bytes to an existing page, so that swap has to write the whole page again.</summary>
    /// <param name="page">The number of the page, from 0.</param>
    /// <param name="mark">The value to write; it also determines the place.</param>
    public void Rewrite(long page, ulong mark) => PageAt(page)[mark % WordsPerPage] = mark;

    /// <summary>Frees the chunks at the end.</summary>
    /// <param name="pages">The maximum number of pages to keep.</param>
    public void ShrinkTo(long pages)
    {
        while (_mapped > 0 && HeldPages > pages)
        {
            _mapped--;
            Pages.Unmap((byte*)_chunks[_mapped], LengthOf(_mapped));
            HeldPages = _mapped * _chunkPages;
        }
    }

    private bool TryMapChunk()
    {
        nint chunk = _map(LengthOf(_mapped));
        if (chunk == 0)
        {
            return _wasEverMapped ? false : throw new IOException($"mmap: could not map any memory: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _chunks[_mapped++] = chunk;
        _wasEverMapped = true;
        return true;
    }

    private nuint LengthOf(int chunk) => (nuint)(Math.Min(_chunkPages, MaximumPages - (chunk * _chunkPages)) * Pages.PageSize);

    private ulong* PageAt(long page)
    {
        (long chunk, long index) = Math.DivRem(page, _chunkPages);
        return (ulong*)(_chunks[chunk] + (nint)(index * Pages.PageSize));
    }
}
