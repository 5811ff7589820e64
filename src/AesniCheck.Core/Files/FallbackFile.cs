using System.Globalization;
using AesniCheck.Interop;

// The new file owns the place.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>Writes content that could not be written to its own place: to the first folder that accepts it, under an unpredictable name.</summary>
internal static class FallbackFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a spare file.</summary>
    /// <param name="folders">The folders, in order of preference.</param>
    /// <param name="extension">The extension, with a dot.</param>
    /// <param name="content">The content.</param>
    /// <returns>The path; null if no folder accepts it.</returns>
    public static string? TryWrite(IEnumerable<string> folders, string extension, ReadOnlySpan<byte> content)
    {
        foreach (string folder in folders)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"aesnicheck-{RandomBytes.Next():x16}{extension}"));
            try
            {
                using NewFile file = NewFile.Begin(FileWalk.To(path), OwnerOnly);
                file.Commit(content);
                return path;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Try the next folder.
            }
        }

        return null;
    }
}
