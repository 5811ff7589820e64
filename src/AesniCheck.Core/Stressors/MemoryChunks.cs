using System.Runtime.InteropServices;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Stressors;

/// <summary>
/// Memory that grows page by page and shrinks chunk by chunk, at its end. Each page is filled with what neither compresses nor equals
/// another page, so that it takes as much memory as it seems to. It is mapped chunk by chunk as well: what is promised to this process,
/// which a machine without overcommitment takes from all others, is hardly more than what it uses. For one thread at a time, which
/// shrinks it to nothing at the end.
/// </summary>
internal sealed unsafe class MemoryChunks
{
    // A kernel lets a process have some 65,000 mappings.
    private const int MostChunks = 1024;
    private const long LeastChunkPages = 1024;
    private const int WordsPerPage = Pages.PageSize / sizeof(ulong);

    private readonly Func<nuint, nint> _map;
    private readonly long _chunkPages;
    private readonly nint[] _chunks;
    private readonly ulong[] _content = new ulong[WordsPerPage];
    private int _mapped;
    private bool _wasEverMapped;

    /// <summary>Takes nothing yet.</summary>
    /// <param name="mostPages">The most pages that it may have.</param>
    /// <param name="seed">The seed of what it fills pages with.</param>
    /// <param name="map">Maps memory of a length in bytes; 0 where the system refuses.</param>
    public MemoryChunks(long mostPages, ulong seed, Func<nuint, nint> map)
    {
        MostPages = mostPages;
        _map = map;
        _chunkPages = Math.Max(LeastChunkPages, (mostPages + MostChunks - 1) / MostChunks);
        _chunks = new nint[(mostPages + _chunkPages - 1) / _chunkPages];
        new SplitMix64(seed).Fill(MemoryMarshal.AsBytes(_content.AsSpan()));
    }

    /// <summary>The most pages that it may have.</summary>
    public long MostPages { get; }

    /// <summary>The pages that it has.</summary>
    public long HeldPages { get; private set; }

    /// <summary>Takes one more page; only where it has less than <see cref="MostPages"/>.</summary>
    /// <param name="mark">What makes the page unlike the others.</param>
    /// <returns>False where the system refuses.</returns>
    /// <exception cref="IOException">The system has refused from the beginning.</exception>
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

    /// <summary>Writes to a page that it has: eight bytes, which make all of it go to the swap again.</summary>
    /// <param name="page">Which, from 0.</param>
    /// <param name="mark">What is written, and where.</param>
    public void Rewrite(long page, ulong mark) => PageAt(page)[mark % WordsPerPage] = mark;

    /// <summary>Gives back the chunks at its end.</summary>
    /// <param name="pages">The most that stay.</param>
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

    private nuint LengthOf(int chunk) => (nuint)(Math.Min(_chunkPages, MostPages - (chunk * _chunkPages)) * Pages.PageSize);

    private ulong* PageAt(long page)
    {
        (long chunk, long index) = Math.DivRem(page, _chunkPages);
        return (ulong*)(_chunks[chunk] + (nint)(index * Pages.PageSize));
    }
}
