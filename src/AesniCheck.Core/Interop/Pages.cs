using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>
/// Memory in pages, which can be dropped, so that the next write to each page faults, guarded, or shared with another process: mmap(2), madvise(2),
/// mprotect(2), memfd_create(2), munmap(2). Linux only. For one thread at a time.
/// </summary>
internal sealed unsafe partial class Pages : IDisposable
{
    /// <summary>The length of a page in bytes.</summary>
    public const int PageSize = 4096;

    private const int None = 0;
    private const int ReadOnly = 1;
    private const int ReadAndWrite = 3;
    private const int SharedMapping = 1;
    private const int Private = 2;
    private const int PrivateAndAnonymous = 0x22;
    private const uint CloseOnExec = 1;
    private const int DontNeed = 4;
    private const int NoHugePage = 15;
    private static readonly nint Failed = -1;

    private readonly nuint _length;

    /// <summary>Maps pages, which are not populated yet.</summary>
    /// <param name="count">The number of pages, at least 1.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public Pages(int count)
        : this(count, PrivateAndAnonymous, -1)
    {
    }

    private Pages(int count, int flags, int file)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _length = (nuint)count * PageSize;
        Pointer = TryMap(_length, flags, file);
        if (Pointer == null)
        {
            throw Refused("mmap", $"could not map {count} pages");
        }
    }

    /// <summary>The number of pages.</summary>
    public int Count { get; }

    /// <summary>The first byte of the first page; null once disposed.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>
    /// Maps pages as fork leaves them to a child: a read finds a shared page, here that of an unnamed file in memory; a write copies the page first. All are
    /// zero, and not populated yet.
    /// </summary>
    /// <param name="count">The number of pages, at least 1. The file takes the same amount of memory again once they are read.</param>
    /// <param name="name">The name of the file in <c>/proc/PID/maps</c>; need not be unique.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static Pages CopiedOnWrite(int count, string name)
    {
        int file = memfd_create(name, CloseOnExec);
        if (file < 0)
        {
            throw Refused("memfd_create", "could not create a file in memory");
        }

        try
        {
            return ftruncate(file, (long)count * PageSize) == 0
                ? new Pages(count, Private, file)
                : throw Refused("ftruncate", $"could not extend a file in memory to {count} pages");
        }
        finally
        {
            // The mapping keeps the file until it is unmapped itself.
            _ = close(file);
        }
    }

    /// <summary>Maps pages that a child process can map too: it inherits the descriptor of a file in memory, which stays open across exec.</summary>
    /// <param name="count">The number of pages, at least 1. All are zero, and not populated yet.</param>
    /// <param name="name">The name of the file in <c>/proc/PID/maps</c>; need not be unique.</param>
    /// <param name="descriptor">The descriptor; to be closed by <see cref="CloseDescriptor"/> once the child has been started.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static Pages SharedWithChild(int count, string name, out int descriptor)
    {
        descriptor = memfd_create(name, 0);
        if (descriptor < 0)
        {
            throw Refused("memfd_create", "could not create a file in memory");
        }

        try
        {
            return ftruncate(descriptor, (long)count * PageSize) == 0
                ? new Pages(count, SharedMapping, descriptor)
                : throw Refused("ftruncate", $"could not extend a file in memory to {count} pages");
        }
        catch (IOException)
        {
            _ = close(descriptor);
            throw;
        }
    }

    /// <summary>Maps the pages that this process inherited from its parent, and closes the descriptor.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="count">The number of pages, as in <see cref="SharedWithChild"/>.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static Pages SharedByParent(int descriptor, int count)
    {
        try
        {
            return new Pages(count, SharedMapping, descriptor);
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    /// <summary>Closes a descriptor; the mapping keeps the file.</summary>
    public static void CloseDescriptor(int descriptor) => _ = close(descriptor);

    /// <summary>Maps pages, which are not populated yet, for callers that keep many mappings without an object for each.</summary>
    /// <param name="length">The length in bytes, a multiple of <see cref="PageSize"/>.</param>
    /// <returns>The first byte; null if the system refuses.</returns>
    public static byte* TryMap(nuint length) => TryMap(length, PrivateAndAnonymous, -1);

    /// <summary>Unmaps memory mapped by <see cref="TryMap(nuint)"/>.</summary>
    /// <param name="memory">The first byte.</param>
    /// <param name="length">The whole length in bytes.</param>
    public static void Unmap(byte* memory, nuint length) =>
        // Fails only for an address or a length that was never mapped.
        _ = munmap(memory, length);

    /// <summary>
    /// Forbids writing to the pages, and allows it again. All CPUs that run the process must invalidate their TLB entries of the pages, and are interrupted
    /// for it. The next write to each page faults, on kernels that leave the page table entries read-only.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The pages are unmapped.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public void Flip()
    {
        ObjectDisposedException.ThrowIf(Pointer == null, this);
        if (mprotect(Pointer, _length, ReadOnly) != 0 || mprotect(Pointer, _length, ReadAndWrite) != 0)
        {
            throw Refused("mprotect", $"could not change the protection of {Count} pages");
        }
    }

    /// <summary>Makes the first page inaccessible, so that a stack overflow hits it rather than the memory below.</summary>
    /// <exception cref="ObjectDisposedException">The pages are unmapped.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public void GuardFirst() => Guard(0);

    /// <summary>Makes a page inaccessible.</summary>
    /// <param name="page">The index of the page, from 0.</param>
    /// <exception cref="ObjectDisposedException">The pages are unmapped.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public void Guard(int page)
    {
        ObjectDisposedException.ThrowIf(Pointer == null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)page, (uint)Count);
        if (mprotect(Pointer + ((nint)page * PageSize), PageSize, None) != 0)
        {
            throw Refused("mprotect", "could not guard a page");
        }
    }

    /// <summary>Gives all pages back to the system: each reads as zero from now on, and is populated again by a write.</summary>
    /// <exception cref="ObjectDisposedException">The pages are unmapped.</exception>
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
            Unmap(Pointer, _length);
            Pointer = null;
        }
    }

    private static byte* TryMap(nuint length, int flags, int file)
    {
        void* memory = mmap(null, length, ReadAndWrite, flags, file, 0);
        if ((nint)memory == Failed)
        {
            return null;
        }

        // A huge page would take only one fault for all of them. A kernel without huge pages refuses, which is just as good.
        _ = madvise(memory, length, NoHugePage);
        return (byte*)memory;
    }

    private static IOException Refused(string call, string what) => new($"{call}: {what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int file, long length);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
