using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Host.Limits;

/// <summary>Reads the memory of a process: <c>/proc/PID/statm</c>. For one thread at a time.</summary>
/// <param name="files">The machine's files.</param>
/// <param name="processId">The process.</param>
internal sealed class MemoryUseReader(HostFiles files, int processId) : IDisposable
{
    // Seven numbers of at most twenty digits, in pages: proc_pid_statm(5).
    private const int LongestText = 160;
    private const int SizeWord = 0;
    private const int ResidentWord = 1;
    private const int DataWord = 5;

    private readonly KernelFile _use = new(files, $"proc/{processId}/statm");

    /// <summary>Reads the current values; zero if not reported, or if the process has ended. Allocates nothing.</summary>
    public MemoryUse Read()
    {
        Span<byte> buffer = stackalloc byte[LongestText];
        ReadOnlySpan<byte> line = _use.Read(buffer);
        return new MemoryUse(Bytes(line, ResidentWord), Bytes(line, SizeWord), Bytes(line, DataWord));
    }

    /// <inheritdoc/>
    public void Dispose() => _use.Dispose();

    private static long Bytes(ReadOnlySpan<byte> line, int word) => (KernelNumbers.First(KernelNumbers.Word(line, word)) ?? 0) * Pages.PageSize;
}
