using AesniCheck.Basics;

namespace AesniCheck.Host.Limits;

/// <summary>
/// The memory of the machine: <c>/proc/meminfo</c>, bounded by the commit limit if the kernel never overcommits (<c>vm.overcommit_memory</c> of 2). For one
/// thread at a time.
/// </summary>
internal sealed class MachineMemory(HostFiles files) : IDisposable
{
    private const int NeverOvercommit = 2;
    private const long BytesPerKilobyte = 1024;

    private readonly KernelFile _memInfo = new(files, "proc/meminfo");
    private readonly KernelFile _swaps = new(files, "proc/swaps");
    private readonly KernelFile _overcommit = new(files, "proc/sys/vm/overcommit_memory");

    /// <summary>Reads the total and the free memory; null if the kernel does not report it. Allocates nothing.</summary>
    /// <param name="buffer">Large enough for any of the files.</param>
    public (MemoryBound? Limit, MemoryBound? Free) Read(Span<byte> buffer)
    {
        bool strict = KernelNumbers.First(_overcommit.Read(buffer)) == NeverOvercommit;
        (long zram, long zramUsed) = ZramIn(_swaps.Read(buffer));
        ReadOnlySpan<byte> text = _memInfo.Read(buffer);
        long swapTotal = Bytes(text, "SwapTotal:"u8) ?? 0;
        long swapFree = Bytes(text, "SwapFree:"u8) ?? 0;
        long commitLimit = strict ? Bytes(text, "CommitLimit:"u8) ?? MemoryBound.NoLimit : MemoryBound.NoLimit;
        long committed = strict ? Bytes(text, "Committed_AS:"u8) ?? 0 : 0;
        return (
            Bytes(text, "MemTotal:"u8) is long total ? new MemoryBound(total, Math.Max(0, swapTotal - zram), commitLimit) : null,
            Bytes(text, "MemAvailable:"u8) is long available
                ? new MemoryBound(available, Math.Max(0, swapFree - (zram - zramUsed)), commitLimit - committed)
                : null);
    }

    /// <summary>
    /// Returns the size and the used part, in bytes, of swap that itself lies in memory, from the text of <c>/proc/swaps</c>. Incompressible data takes as
    /// much room there as it did before: such swap does not add memory.
    /// </summary>
    public static (long Size, long Used) ZramIn(ReadOnlySpan<byte> swaps)
    {
        long size = 0;
        long used = 0;
        foreach (Range range in swaps.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = swaps[range];
            if (line.StartsWith("/dev/zram"u8))
            {
                size += (KernelNumbers.First(KernelNumbers.Word(line, 2)) ?? 0) * BytesPerKilobyte;
                used += (KernelNumbers.First(KernelNumbers.Word(line, 3)) ?? 0) * BytesPerKilobyte;
            }
        }

        return (size, used);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memInfo.Dispose();
        _swaps.Dispose();
        _overcommit.Dispose();
    }

    private static long? Bytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => KernelNumbers.Of(text, name) * BytesPerKilobyte;
}
