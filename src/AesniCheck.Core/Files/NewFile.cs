using System.Globalization;
using System.Text;
using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

// The new file owns its handle, whichever way that was made.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>
/// A file on its way to its place. Until all of it is written it has no name, so that nothing is left of it even where the process is killed; or a
/// temporary one beside its place, where the file system has no files without names. For one thread.
/// </summary>
internal sealed class NewFile : IDisposable
{
    // NAME_MAX, in bytes.
    private const int LongestName = 255;

    private readonly FilePlace _place;
    private readonly UnixFileMode _mode;
    private SafeFileHandle _file;
    private string? _temporaryName;

    private NewFile(FilePlace place, UnixFileMode mode, bool maybeNameless)
    {
        _place = place;
        _mode = mode;
        _file = (maybeNameless ? FolderEntries.TryCreateUnnamed(place.Folder, mode) : null) ?? Named(out _temporaryName);
    }

    /// <summary>Begins one, and so finds out whether files can be made there.</summary>
    /// <param name="place">Its place; the new file owns it. What is there stays until <see cref="Commit"/>.</param>
    /// <param name="mode">Who may read and write it, as far as the umask leaves it to them.</param>
    /// <param name="maybeNameless">Whether it may be without a name until then.</param>
    /// <exception cref="IOException">None can be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">None may be made there.</exception>
    public static NewFile Begin(FilePlace place, UnixFileMode mode, bool maybeNameless = true)
    {
        try
        {
            return new NewFile(place, mode, maybeNameless);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of it to the disk, and puts it into its place.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder was removed.</exception>
    /// <exception cref="IOException">The disk is full, or the like. After <see cref="Dispose"/> nothing is left behind.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        Write(content);
        if (Name())
        {
            Write(content);
        }

        Rename();
    }

    /// <summary>Puts it into its place while it is empty, to be written later.</summary>
    /// <returns>The file, which the caller owns.</returns>
    /// <exception cref="IOException">It can't be put there.</exception>
    public FileStream PutEmpty()
    {
        _ = Name();
        Rename();
        SafeFileHandle file = _file;
        _file = new SafeFileHandle();
        return new FileStream(file, FileAccess.Write, bufferSize: 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (_temporaryName is not null)
        {
            FolderEntries.TryRemove(_place.Folder, _temporaryName);
            _temporaryName = null;
        }

        _place.Dispose();
    }

    private SafeFileHandle Named(out string temporaryName)
    {
        for (int number = 0; ; number++)
        {
            temporaryName = TemporaryName(number);
            if (FolderEntries.TryCreate(_place.Folder, temporaryName, _mode, out int error) is { } file)
            {
                return file;
            }

            // Left by a process of this number that was killed: the next.
            if (error != Errno.EEXIST)
            {
                throw Failure(error);
            }
        }
    }

    /// <summary>
    /// A name beside the place. It begins with the final one, so that a file system that refuses that refuses it at once; but if the final one is too
    /// long for an addition. Without a random number: a system without /dev has none.
    /// </summary>
    private string TemporaryName(int number)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $".aesnicheck-{Environment.ProcessId}-{number}.tmp");
        string name = _place.Name + mark;
        return Encoding.UTF8.GetByteCount(name) > LongestName ? mark : name;
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            RandomAccess.Write(_file, content, 0);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FileErrors.TooLarge();
        }

        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Names a file that has no name; but not by its final one: only a rename can replace another file.</summary>
    /// <returns>Whether it is another file now, and empty.</returns>
    private bool Name()
    {
        for (int number = 0; _temporaryName is null; number++)
        {
            string name = TemporaryName(number);
            switch (FolderEntries.Link(_file, _place.Folder, name))
            {
                case 0:
                    _temporaryName = name;
                    break;
                case Errno.EEXIST:
                    break;
                default:
                    // Some security modules let files be made and renamed, but not linked.
                    _file.Dispose();
                    _file = Named(out _temporaryName);
                    return true;
            }
        }

        return false;
    }

    private void Rename()
    {
        int error = FolderEntries.Rename(_place.Folder, _temporaryName!, _place.Name);
        if (error != 0)
        {
            throw Failure(error);
        }

        _temporaryName = null;
    }

    // A folder that was removed while it was open has no name, and takes no files.
    private Exception Failure(int error) =>
        error == Errno.ENOENT && FileStatus.FactsOf(_place.Folder).Names == 0 ? FileErrors.OnTheWay(error) : FileErrors.At(error);
}
