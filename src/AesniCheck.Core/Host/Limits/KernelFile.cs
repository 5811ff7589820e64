using AesniCheck.Basics;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Host.Limits;

/// <summary>A file of the kernel's that is read again and again: it stays open, and each reading asks anew. For one thread at a time.</summary>
/// <param name="files">Where it is.</param>
/// <param name="path">The path below the root, without a leading slash.</param>
internal sealed class KernelFile(HostFiles files, string path) : IDisposable
{
    private readonly SafeFileHandle? _handle = files.Open(path);

    /// <summary>Reads it. Allocates nothing.</summary>
    /// <param name="buffer">Room for it; what is beyond is cut off.</param>
    /// <returns>What was read, in the buffer; empty where the file is missing or can't be read.</returns>
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
