using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Benchmarks.Fate;

/// <summary>The memory of another process, which this one may trace. For one thread.</summary>
internal sealed class ProcessMemory(int processId) : IDisposable
{
    // Code is on whole pages: what is not to be had of the next must not take with it what is to be had of this one.
    private const ulong PageBytes = 4096;

    private readonly SafeFileHandle _file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/mem"));

    /// <summary>Fills what can be had of the bytes at an address; the rest is zero.</summary>
    /// <returns>How many were had.</returns>
    public int Read(ulong address, Span<byte> bytes)
    {
        bytes.Clear();
        int first = (int)Math.Min((ulong)bytes.Length, PageBytes - (address % PageBytes));
        int read = ReadPage(address, bytes[..first]);
        return read < first ? read : read + ReadPage(address + (ulong)first, bytes[first..]);
    }

    public void Dispose() => _file.Dispose();

    private int ReadPage(ulong address, Span<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty || address > long.MaxValue ? 0 : RandomAccess.Read(_file, bytes, (long)address);
        }
        catch (IOException)
        {
            // Nothing is mapped there.
            return 0;
        }
    }
}
