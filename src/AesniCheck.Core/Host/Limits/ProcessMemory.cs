using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The memory that the limits of this process leave it: RLIMIT_AS and RLIMIT_DATA, the <c>ulimit -v</c> and <c>-d</c> of shells. Code that takes all of it
/// takes it from the runtime, which doesn't survive that. For one thread at a time.
/// </summary>
internal sealed class ProcessMemory(HostFiles files) : IDisposable
{
    private const int SizeWord = 0;
    private const int DataWord = 5;

    private readonly KernelFile _limits = new(files, "proc/self/limits");
    private readonly KernelFile _use = new(files, "proc/self/statm");

    /// <summary>Reads the bounds, and the free part of them. Allocates nothing.</summary>
    /// <param name="buffer">Large enough for any of the files.</param>
    public (MemoryBound Limit, MemoryBound Free) Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> limits = _limits.Read(buffer);
        long? size = KernelNumbers.Of(limits, "Max address space"u8);
        long? data = KernelNumbers.Of(limits, "Max data size"u8);
        if (size is null && data is null)
        {
            return (MemoryBound.None, MemoryBound.None);
        }

        ReadOnlySpan<byte> use = _use.Read(buffer);
        return (
            MemoryBound.None with { Both = Math.Min(size ?? MemoryBound.NoLimit, data ?? MemoryBound.NoLimit) },
            MemoryBound.None with { Both = Math.Min(Left(size, use, SizeWord), Left(data, use, DataWord)) });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limits.Dispose();
        _use.Dispose();
    }

    private static long Left(long? limit, ReadOnlySpan<byte> use, int word) =>
        limit is null ? MemoryBound.NoLimit : Math.Max(0, limit.Value - ((KernelNumbers.First(KernelNumbers.Word(use, word)) ?? 0) * Pages.PageSize));
}
