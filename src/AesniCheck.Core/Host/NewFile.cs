using System.Globalization;
using System.Text;
using AesniCheck.Host.Interop;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Host;

/// <summary>
/// A file on its way to its place. Until all of it is written it has no name, so that nothing is left of it even where the process is killed; or a
/// temporary one beside its place, where the file system has no files without names. For one thread.
/// </summary>
internal sealed class NewFile : IDisposable
{
    // NAME_MAX, in bytes.
    private const int LongestName = 255;

    private readonly string _place;
    private readonly UnixFileMode _mode;
    private FileStream _stream;
    private string? _temporaryPath;

    private NewFile(string place, UnixFileMode mode, bool maybeNameless)
    {
        _place = place;
        _mode = mode;
        _stream = (maybeNameless ? Nameless(place, mode) : null) ?? Named(place, mode, out _temporaryPath);
    }

    /// <summary>Begins one, and so finds out whether files can be made there.</summary>
    /// <param name="place">Its place, a full path. What is there stays until <see cref="Commit"/>.</param>
    /// <param name="mode">Who may read and write it, as far as the umask leaves it to them.</param>
    /// <param name="maybeNameless">Whether it may be without a name until then.</param>
    /// <exception cref="IOException">None can be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">None may be made there.</exception>
    public static NewFile Begin(string place, UnixFileMode mode, bool maybeNameless = true) => new(place, mode, maybeNameless);

    /// <summary>Writes all of it to the disk, and puts it into its place.</summary>
    /// <exception cref="IOException">The disk is full, or the like. After <see cref="Dispose"/> nothing is left behind.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        Write(content);
        if (_temporaryPath is null && !TryName())
        {
            // Some security modules let files be made and renamed, but not linked.
            _stream.Dispose();
            _stream = Named(_place, _mode, out _temporaryPath);
            Write(content);
        }

        _stream.Dispose();
        File.Move(_temporaryPath!, _place, overwrite: true);
        _temporaryPath = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (_temporaryPath is not null)
        {
            try
            {
                File.Delete(_temporaryPath);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its folder has gone, and it with it; or the disk can't be written any more.
            }
        }
    }

    private static FileStream? Nameless(string place, UnixFileMode mode)
    {
        // The stream owns it.
#pragma warning disable CA2000
        SafeFileHandle? file = LinkableFile.TryOpen(Path.GetDirectoryName(place)!, mode);
#pragma warning restore CA2000
        return file is null ? null : new FileStream(file, FileAccess.Write, bufferSize: 0);
    }

    private static FileStream Named(string place, UnixFileMode mode, out string temporaryPath)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = mode,

            // What could not be written must not be tried again when the file is closed.
            BufferSize = 0,
        };
        for (int number = 0; ; number++)
        {
            try
            {
                string path = TemporaryPath(place, number);
                var stream = new FileStream(path, options);
                temporaryPath = path;
                return stream;
            }
            catch (IOException exception) when (exception.HResult == Errno.EEXIST)
            {
                // Left by a process of this number that was killed: the next.
            }
        }
    }

    /// <summary>
    /// A name beside a place. It begins with the final one, so that a file system that does not take that tells so at once; but for one that is too long
    /// for more. No random number, which a system without /dev has none for.
    /// </summary>
    private static string TemporaryPath(string place, int number)
    {
        string mark = string.Create(CultureInfo.InvariantCulture, $".aesnicheck-{Environment.ProcessId}-{number}.tmp");
        string name = Path.GetFileName(place) + mark;
        return Path.Combine(Path.GetDirectoryName(place)!, Encoding.UTF8.GetByteCount(name) > LongestName ? mark : name);
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        _stream.Write(content);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Names a file that has no name. Not by its final one: only by a rename it can take the place of another.</summary>
    private bool TryName()
    {
        for (int number = 0; ; number++)
        {
            string path = TemporaryPath(_place, number);
            switch (LinkableFile.Link(_stream.SafeFileHandle, path))
            {
                case 0:
                    _temporaryPath = path;
                    return true;
                case Errno.EEXIST:
                    break;
                default:
                    return false;
            }
        }
    }
}
