using AesniCheck.Host;

namespace AesniCheck.Reports;

/// <summary>
/// A file that appears whole or not at all: it is written without its name, and then takes its place.
/// Devices and pipes are written to as they are. For one thread.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>The mode of files for their owner alone.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The mode of files that others may read.</summary>
    public const UnixFileMode ForAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly NewFile? _file;
    private readonly FileStream? _special;

    private AtomicFile(NewFile? file, FileStream? special)
    {
        _file = file;
        _special = special;
    }

    /// <summary>Whether it is a device or a pipe, whose reader may have to be waited for.</summary>
    public bool IsSpecial => _special is not null;

    /// <summary>Begins a file, and so finds out at once whether it can be written.</summary>
    /// <param name="path">Its place. What is there stays until <see cref="Commit"/>.</param>
    /// <param name="mode">Who may read it, as far as the umask leaves it to them.</param>
    /// <param name="stop">Ends the waiting for somebody who reads from a pipe.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    /// <exception cref="OperationCanceledException">Nobody read from a pipe until <paramref name="stop"/> was set.</exception>
    public static AtomicFile Create(string path, UnixFileMode mode = OwnerOnly, CancellationToken stop = default)
    {
        if (Directory.Exists(path) || path.EndsWith('/'))
        {
            throw new IOException($"'{path}' is a folder");
        }

        if (SpecialFiles.IsAt(path))
        {
            return new AtomicFile(null, SpecialFiles.Open(path, stop));
        }

        // A link stays one: what it points to is replaced.
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Replacement.Check(target);
        return new AtomicFile(NewFile.Begin(target, mode), null);
    }

    /// <summary>Writes all of it, and puts it into its place.</summary>
    /// <exception cref="IOException">The disk is full, or the like. Nothing is left behind.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        _file?.Commit(content);
        _special?.Write(content);

        // Whoever reads from a pipe waits for its end.
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _special?.Dispose();
    }
}
