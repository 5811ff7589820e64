using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Basics;

/// <summary>Reads files below a folder that stands for <c>/</c>. The result is null for a file that is missing or may not be read.</summary>
internal sealed class HostFiles(string root)
{
    /// <summary>The maximum number of bytes read of a file: more than any of these files has. The rest is cut off.</summary>
    public const int MaxByteCount = 256 * 1024;

    /// <summary>Reads the beginning of a file as UTF-8 text; invalid sequences are replaced.</summary>
    /// <param name="path">The path below the root, without a leading slash.</param>
    /// <param name="maxByteCount">The maximum number of bytes to read.</param>
    public string? Read(string path, int maxByteCount = MaxByteCount)
    {
        try
        {
            using SafeFileHandle? handle = Open(path);
            return handle is null ? null : ReadText(handle, maxByteCount);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opens a file that will be read repeatedly. The caller disposes the handle.</summary>
    /// <param name="path">The path below the root, without a leading slash.</param>
    public SafeFileHandle? Open(string path)
    {
        string file = PathOf(path);
        // Most of these files are missing on most machines, and the first exception of a process takes milliseconds.
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            // Shared with writers: otherwise the file would be locked while it is open.
            return File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Returns the full path of a file.</summary>
    /// <param name="path">The path below the root, without a leading slash.</param>
    public string PathOf(string path) => Path.Combine(root, path);

    /// <summary>Whether the folder exists.</summary>
    public bool HasFolder(string path) => Directory.Exists(Path.Combine(root, path));

    /// <summary>The names of the folders in a folder; empty if it is missing.</summary>
    public IReadOnlyList<string> Folders(string path) =>
        HasFolder(path) ? [.. Directory.EnumerateDirectories(Path.Combine(root, path)).Select(folder => Path.GetFileName(folder)!)] : [];

    // The kernel's files report no length, and return a page at a time.
    private static string ReadText(SafeFileHandle handle, int maxByteCount)
    {
        byte[] bytes = new byte[Math.Min(maxByteCount, 4096)];
        int length = 0;
        while (true)
        {
            int count = RandomAccess.Read(handle, bytes.AsSpan(length), length);
            if (count == 0)
            {
                break;
            }

            length += count;
            if (length == maxByteCount)
            {
                break;
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(maxByteCount, 2 * length));
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
