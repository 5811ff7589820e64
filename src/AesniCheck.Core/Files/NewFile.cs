using System.Globalization;
using System.Text;
using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

// The new file owns its handle, however that was created.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>
/// A file that is not yet in its place. It has no name until it is complete, so that nothing remains even if the process is killed; on a file system without
/// unnamed files it has a temporary name beside its place. For one thread.
/// </summary>
internal sealed class NewFile : IDisposable
{
    // NAME_MAX, in bytes.
    private const int LongestName = 255;

    private readonly FilePlace _place;
    private readonly UnixFileMode _mode;
    private SafeFileHandle _file;
    private string? _temporaryName;

    private NewFile(FilePlace place, UnixFileMode mode, bool allowUnnamed)
    {
        _place = place;
        _mode = mode;
        _file = (allowUnnamed ? FolderEntries.TryCreateUnnamed(place.Folder, mode) : null) ?? Named(out _temporaryName);
    }

    /// <summary>Begins a file, and thereby checks whether files can be created there.</summary>
    /// <param name="place">The place; the new file owns it. An existing file stays until <see cref="Commit"/>.</param>
    /// <param name="mode">The permissions, before the umask.</param>
    /// <param name="allowUnnamed">Whether it may be unnamed until then.</param>
    /// <exception cref="IOException">A file cannot be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be created there.</exception>
    public static NewFile Begin(FilePlace place, UnixFileMode mode, bool allowUnnamed = true)
    {
        try
        {
            return new NewFile(place, mode, allowUnnamed);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Writes the content to the disk, and puts the file into its place.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder was removed.</exception>
    /// <exception cref="IOException">The disk is full, or another write error. After <see cref="Dispose"/> no temporary file remains.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        Write(content);
        if (Name())
        {
            Write(content);
        }

        Rename();
    }

    /// <summary>Puts the file into its place while it is empty, to be written later.</summary>
    /// <returns>The file, which the caller owns.</returns>
    /// <exception cref="IOException">The file can't be put there.</exception>
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

            // Left by a killed process with the same number: try the next name.
            if (error != Errno.EEXIST)
            {
                throw Failure(error);
            }
        }
    }

    /// <summary>
    /// Returns a name beside the place. It begins with the final name, so that a file system that refuses the final name does so at once; except if the final
    /// name is too long for a suffix. Without a random number: a system without /dev has none.
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

    /// <summary>Names an unnamed file; but not with its final name: only a rename can replace another file.</summary>
    /// <returns>Whether the file was created again, and is empty.</returns>
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
                    // Some security modules allow files to be created and renamed, but not linked.
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

    // A folder that was removed while open has no links, and accepts no files.
    private Exception Failure(int error) =>
        error == Errno.ENOENT && FileStatus.PropertiesOf(_place.Folder).Names == 0 ? FileErrors.ForPath(error) : FileErrors.At(error);
}
