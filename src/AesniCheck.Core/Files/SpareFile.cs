using System.Globalization;
using AesniCheck.Interop;

// The new file owns the place.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>A file for content that could not be written to its own place: in the first folder that takes it, under a name that cannot be guessed.</summary>
internal static class SpareFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes one.</summary>
    /// <param name="folders">The folders, the best first.</param>
    /// <param name="extension">The end of its name, with a dot.</param>
    /// <param name="content">The content.</param>
    /// <returns>Its path; null if no folder takes it.</returns>
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
                // The next.
            }
        }

        return null;
    }
}
