using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The memory that one cgroup leaves to the processes in it and below: cgroup-v1/memory.rst and cgroup-v2.rst of the kernel's documentation. For one thread
/// at a time.
/// </summary>
internal sealed class CgroupMemory : IDisposable
{
    private readonly bool _isUnified;
    private readonly KernelFile _limit;
    private readonly KernelFile _throttle;
    private readonly KernelFile _usage;
    private readonly KernelFile _statistics;
    private readonly KernelFile _swapLimit;
    private readonly KernelFile _swapUsage;
    private readonly KernelFile _swappiness;

    /// <summary>Opens the cgroup's files.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="folder">The folder of the cgroup.</param>
    /// <param name="isUnified">Whether it is a cgroup of version 2.</param>
    public CgroupMemory(HostFiles files, string folder, bool isUnified)
    {
        _isUnified = isUnified;
        _limit = File(isUnified ? "memory.max" : "memory.limit_in_bytes");
        _throttle = File("memory.high");
        _usage = File(isUnified ? "memory.current" : "memory.usage_in_bytes");
        _statistics = File("memory.stat");
        _swapLimit = File(isUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
        _swapUsage = File(isUnified ? "memory.swap.current" : "memory.memsw.usage_in_bytes");
        _swappiness = isUnified ? new KernelFile(files, "proc/sys/vm/swappiness") : File("memory.swappiness");

        KernelFile File(string name) => new(files, $"{folder}/{name}");
    }

    /// <summary>Reads the bounds, and the free part of them. A limit with unknown usage leaves nothing free. Allocates nothing.</summary>
    /// <param name="buffer">Large enough for any of the files.</param>
    public (MemoryBound Limit, MemoryBound Free) Read(Span<byte> buffer)
    {
        // Beyond memory.high processes are not killed, but slowed down to almost nothing.
        long memory = Math.Min(Number(_limit, buffer), Number(_throttle, buffer));
        long swap = Number(_swapLimit, buffer);
        bool isLimited = memory < MemoryBound.NoLimit;
        if (!isLimited && swap >= MemoryBound.NoLimit)
        {
            return (MemoryBound.None, MemoryBound.None);
        }

        long usage = Number(_usage, buffer);
        ReadOnlySpan<byte> statistics = _statistics.Read(buffer);
        long cache = KernelNumbers.Of(statistics, _isUnified ? "inactive_file"u8 : "total_inactive_file"u8) ?? 0;
        long swapUsage = Number(_swapUsage, buffer);

        // If it is 0, the kernel never swaps to make room in a cgroup: it kills.
        bool neverSwaps = isLimited && KernelNumbers.First(_swappiness.Read(buffer)) == 0;
        var limit = new MemoryBound(memory, neverSwaps ? 0 : MemoryBound.NoLimit, MemoryBound.NoLimit);
        MemoryBound free = limit with { Memory = Left(memory, usage, cache) };

        // Version 1 limits the sum of memory and swap, version 2 swap by itself.
        return _isUnified
            ? (limit with { Swap = Math.Min(limit.Swap, swap) }, free with { Swap = Math.Min(free.Swap, Left(swap, swapUsage, 0)) })
            : (limit with { Both = swap }, free with { Both = Left(swap, swapUsage, cache) });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limit.Dispose();
        _throttle.Dispose();
        _usage.Dispose();
        _statistics.Dispose();
        _swapLimit.Dispose();
        _swapUsage.Dispose();
        _swappiness.Dispose();
    }

    // "max", and the largest number that version 1 can hold, mean no limit.
    private static long Number(KernelFile file, Span<byte> buffer) =>
        Math.Min(KernelNumbers.First(file.Read(buffer)) ?? MemoryBound.NoLimit, MemoryBound.NoLimit);

    private static long Left(long limit, long usage, long reclaimable) =>
        limit >= MemoryBound.NoLimit ? MemoryBound.NoLimit : Math.Max(0, limit - Math.Max(0, usage - reclaimable));
}
