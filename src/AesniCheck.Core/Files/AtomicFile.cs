// The file, or the stream of a device, owns the place.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>
/// A file that appears whole or not at all: it is written without its name, and then renamed into its place. Devices and pipes are written directly. For one
/// thread.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>The mode of files for their owner only.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of files that others may read.</summary>
    public const UnixFileMode ForAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path;
    private readonly UnixFileMode _mode;
    private readonly FileStream? _special;
    private NewFile? _file;

    private AtomicFile(string path, UnixFileMode mode, NewFile? file, FileStream? special)
    {
        _path = path;
        _mode = mode;
        _file = file;
        _special = special;
    }

    /// <summary>Whether the target is a device or a pipe; a pipe may have to wait for its reader.</summary>
    public bool IsSpecial => _special is not null;

    /// <summary>
    /// Begins a file, and thereby checks at once whether it can be written. In a folder that other users can write, a link or a pipe is used only if it
    /// belongs to the caller or to the owner of the folder.
    /// </summary>
    /// <param name="path">The path of the file. An existing file stays until <see cref="Commit"/>.</param>
    /// <param name="mode">The permissions, before the umask.</param>
    /// <param name="stop">Ends the wait for the reader of a pipe.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    /// <exception cref="OperationCanceledException">A pipe had no reader when <paramref name="stop"/> was set.</exception>
    public static AtomicFile Create(string path, UnixFileMode mode = OwnerOnly, CancellationToken stop = default)
    {
        FilePlace place = FileWalk.To(path);
        return place.IsSpecial
            ? new AtomicFile(path, mode, null, SpecialFiles.Open(place, path, stop))
            : new AtomicFile(path, mode, Begin(place, mode), null);
    }

    /// <summary>Writes the content, and puts the file into its place.</summary>
    /// <exception cref="IOException">The disk is full, or another write error. No temporary file remains.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        try
        {
            _file?.Commit(content);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder was removed; another one may have its name now.
            _file?.Dispose();
            _file = Begin(FileWalk.To(_path), _mode);
            _file.Commit(content);
        }

        _special?.Write(content);

        // The reader of a pipe waits for its end.
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _special?.Dispose();
    }

    private static NewFile Begin(FilePlace place, UnixFileMode mode)
    {
        try
        {
            // Only if the folder was removed and created again in the meantime.
            if (place.IsSpecial)
            {
                throw new IOException("a device or a pipe took its place");
            }

            Replacement.Check(place);
        }
        catch
        {
            place.Dispose();
            throw;
        }

        return NewFile.Begin(place, mode);
    }
}
