using AesniCheck.Host.Interop;

namespace AesniCheck.Host;

/// <summary>The memory that a process holds: <c>/proc/PID/statm</c>. For one thread at a time.</summary>
/// <param name="files">Where it is.</param>
/// <param name="processId">The process.</param>
internal sealed class ResidentMemory(HostFiles files, int processId) : IDisposable
{
    // Seven numbers of twenty digits at most.
    private const int LongestText = 160;
    private const int ResidentWord = 1;

    private readonly KernelFile _use = new(files, $"proc/{processId}/statm");

    /// <summary>Reads how much it is, in bytes; 0 where the kernel does not tell, or the process has ended. Allocates nothing.</summary>
    public long Read()
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        return (KernelNumbers.First(KernelNumbers.Word(_use.Read(buffer), ResidentWord)) ?? 0) * Pages.PageSize;
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Dispose();
}
