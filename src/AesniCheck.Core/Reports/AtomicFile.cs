using System.Globalization;
using AesniCheck.Host;

namespace AesniCheck.Reports;

/// <summary>
/// A file that appears whole or not at all: it is written beside its place, and then renamed.
/// Devices and pipes are written to as they are. For one thread.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>The mode of files for their owner alone.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of files that others may read.</summary>
    public const UnixFileMode ForAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path;
    private readonly string? _temporaryPath;
    private readonly FileStream _stream;
    private bool _committed;

    private AtomicFile(string path, string? temporaryPath, FileStream stream)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        _stream = stream;
    }

    /// <summary>Begins a file, and so finds out at once whether it can be written.</summary>
    /// <param name="path">Its place. What is there stays until <see cref="Commit"/>.</param>
    /// <param name="mode">Who may read it, as far as the umask leaves it to them.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    public static AtomicFile Create(string path, UnixFileMode mode = OwnerOnly)
    {
        if (Directory.Exists(path) || path.EndsWith('/'))
        {
            throw new IOException($"'{path}' is a folder");
        }

        if (SpecialFiles.IsAt(path))
        {
            return new AtomicFile(path, null, new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        }

        // A link stays one: what it points to is replaced.
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string temporaryPath = $"{target}.{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = mode,

            // What could not be written must not be tried again when the file is closed.
            BufferSize = 0,
        };
        return new AtomicFile(target, temporaryPath, new FileStream(temporaryPath, options));
    }

    /// <summary>Writes all of it, and puts it into its place.</summary>
    /// <exception cref="IOException">The disk is full, or the like. Nothing is left behind.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        _stream.Write(content);
        _stream.Flush(flushToDisk: _temporaryPath is not null);
        _stream.Dispose();
        if (_temporaryPath is not null)
        {
            File.Move(_temporaryPath, _path, overwrite: true);
        }

        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed && _temporaryPath is not null)
        {
            File.Delete(_temporaryPath);
        }
    }
}
