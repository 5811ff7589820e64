using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

// Files and places change owners: the stream owns the file, and each way to open one disposes the place.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>Opens a file that has its name from the beginning, and is written while others read it.</summary>
internal static class StreamedFile
{
    // An attempt fails only if another process created or removed the file in between.
    private const int MaximumAttempts = 100;

    /// <summary>
    /// Opens an empty file for writing. An existing file is used if another user can't have planted it; otherwise a new file replaces it, if the system
    /// allows that.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="mode">The permissions of a new file, before the umask.</param>
    /// <param name="stop">Ends the wait for the reader of a pipe.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">A pipe had no reader when <paramref name="stop"/> was set.</exception>
    public static FileStream Open(string path, UnixFileMode mode, CancellationToken stop)
    {
        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            FilePlace place = FileWalk.To(path);
            if (place.IsSpecial)
            {
                return SpecialFiles.Open(place, path, stop);
            }

            if ((MayReuse(place) ? TryReuse(place) : place.Facts is null ? TryCreate(place, mode) : Replace(place, mode)) is { } file)
            {
                return file;
            }
        }

        throw new IOException("other processes keep creating and removing it; choose another name");
    }

    /// <summary>Whether the existing file may be overwritten. Another user may have planted a hard link to a file of any owner.</summary>
    private static bool MayReuse(FilePlace place) => place.Facts is { } facts && MayReuse(place, facts);

    private static bool MayReuse(FilePlace place, FileProperties facts) =>
        facts.IsRegular && (!place.IsExposed || (place.MayUse(facts) && facts.Names == 1));

    private static FileStream? TryReuse(FilePlace place)
    {
        using (place)
        {
            SafeFileHandle? file = FolderEntries.TryOpen(place.Folder, place.Name, waits: false, out int error);
            if (file is null)
            {
                return error is Errno.ENOENT or Errno.ELOOP or Errno.ENXIO ? null : throw FileErrors.At(error);
            }

            FileProperties facts = FileStatus.PropertiesOf(file);
            if (facts.Identity != place.Facts?.Identity || !MayReuse(place, facts))
            {
                file.Dispose();
                return null;
            }

            RandomAccess.SetLength(file, 0);
            return new FileStream(file, FileAccess.Write, bufferSize: 0);
        }
    }

    private static FileStream? TryCreate(FilePlace place, UnixFileMode mode)
    {
        using (place)
        {
            return FolderEntries.TryCreate(place.Folder, place.Name, mode, out int error) is { } file ? new FileStream(file, FileAccess.Write, bufferSize: 0)
                : error == Errno.EEXIST ? null
                : throw FileErrors.At(error);
        }
    }

    private static FileStream Replace(FilePlace place, UnixFileMode mode)
    {
        using (place)
        {
            Replacement.Check(place);
            using NewFile file = NewFile.Begin(place, mode);
            return file.PutEmpty();
        }
    }
}
