using AesniCheck.Basics;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Host.Limits;

/// <summary>A kernel file that is read repeatedly: it stays open, and each reading returns current values. For one thread at a time.</summary>
/// <param name="files">The machine's files.</param>
/// <param name="path">The path below the root, without a leading slash.</param>
internal sealed class KernelFile(HostFiles files, string path) : IDisposable
{
    private readonly SafeFileHandle? _handle = files.Open(path);

    /// <summary>Reads the file. Allocates nothing.</summary>
    /// <param name="buffer">Receives the content; the rest is cut off.</param>
    /// <returns>The content, in the buffer; empty if the file is missing or can't be read.</returns>
    public ReadOnlySpan<byte> Read(Span<byte> buffer)
    {
        int length = 0;
        try
        {
            for (int count = -1; _handle is not null && count != 0 && length < buffer.Length; length += count)
            {
                count = RandomAccess.Read(_handle, buffer[length..], length);
            }
        }
        catch (IOException)
        {
            return [];
        }

        return buffer[..length];
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
