using System.Runtime.InteropServices;

namespace AesniCheck.Host.Interop;

/// <summary>
/// Memory of a thread's own that can be dropped, so that the next write to each of its pages faults: mmap(2), madvise(2),
/// munmap(2). Linux only. For one thread at a time.
/// </summary>
internal sealed unsafe partial class Pages : IDisposable
{
    /// <summary>The bytes of a page.</summary>
    public const int PageSize = 4096;

    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;
    private const int DontNeed = 4;
    private const int NoHugePage = 15;
    private static readonly nint Failed = -1;

    private readonly nuint _length;

    /// <summary>Maps pages, none of which is there yet.</summary>
    /// <param name="count">The number of pages, at least 1.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public Pages(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _length = (nuint)count * PageSize;
        void* memory = mmap(null, _length, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if ((nint)memory == Failed)
        {
            throw Refused("mmap", $"could not map {count} pages");
        }

        Pointer = (byte*)memory;

        // A huge page would take one fault for all of them. A kernel that knows no huge pages refuses, and that is as good.
        _ = madvise(Pointer, _length, NoHugePage);
    }

    /// <summary>The number of pages.</summary>
    public int Count { get; }

    /// <summary>The first byte of the first page; null once disposed.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>Gives all pages back to the system: each reads as zero from now on, and is there again once it is written to.</summary>
    /// <exception cref="ObjectDisposedException">They are unmapped.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public void Drop()
    {
        ObjectDisposedException.ThrowIf(Pointer == null, this);
        if (madvise(Pointer, _length, DontNeed) != 0)
        {
            throw Refused("madvise", $"could not drop {Count} pages");
        }
    }

    /// <summary>Unmaps the pages.</summary>
    public void Dispose()
    {
        if (Pointer != null)
        {
            // It can only fail for an address or a length that was never mapped.
            _ = munmap(Pointer, _length);
            Pointer = null;
        }
    }

    private static IOException Refused(string call, string what) => new($"{call}: {what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);
}
