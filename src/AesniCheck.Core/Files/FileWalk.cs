using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

// Folders and entries change owners: the walk owns the folder, and in the end the place owns both.
#pragma warning disable CA2000

namespace AesniCheck.Files;

/// <summary>
/// Resolves a path one component at a time, each from the open folder before it, and follows links itself: links that another user may have planted are
/// refused. Therefore the entry that is checked is the entry that is used. For one walk.
/// </summary>
internal sealed class FileWalk : IDisposable
{
    // The kernel's limit.
    private const int MaximumLinks = 40;

    private readonly string _path;
    private readonly bool _followsAll;
    private readonly uint _caller = EffectiveUser.Id();
    private readonly Stack<string> _remaining = new();
    private SafeFileHandle? _folder;
    private FileProperties _facts;
    private string _at = "";
    private bool _isPlanted;
    private bool _mustBeFolder;
    private int _links;

    private FileWalk(string path, bool followsAll)
    {
        _path = path;
        _followsAll = followsAll;
    }

    private SafeFileHandle Folder => _folder ?? throw new InvalidOperationException("The walk has not started, or has ended.");

    /// <summary>Walks to a file, which need not exist.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followsAll">Whether to follow the links of all users: to determine the place, not to write there.</param>
    /// <exception cref="IOException">The place does not exist, it is a folder, or another user may have planted a link on the way.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be searched.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is not a path.</exception>
    public static FilePlace To(string path, bool followsAll = false)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("a path must not be empty or contain NUL", nameof(path));
        }

        using var walk = new FileWalk(path, followsAll);
        return walk.Start(path) ?? walk.Go();
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    /// <summary>Starts along a path or the text of a link: from the root if it is absolute, else from the current folder.</summary>
    /// <returns>The place, if the text names an open file of this process; else null.</returns>
    private FilePlace? Start(string text)
    {
        if (_remaining.Count == 0)
        {
            if (OpenFiles.DescriptorNamed(text) is { } descriptor)
            {
                return FilePlace.OfDescriptor(descriptor);
            }

            _mustBeFolder |= text[^1] == '/' || text == "." || text.EndsWith("/.", StringComparison.Ordinal);
        }

        if (text[0] == '/')
        {
            Restart("/");
        }
        else if (_folder is null)
        {
            Restart(".");
        }

        foreach (string name in text.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
        {
            _remaining.Push(name);
        }

        return null;
    }

    private FilePlace Go()
    {
        while (_remaining.TryPop(out string? name))
        {
            bool isLast = _remaining.Count == 0 && !_mustBeFolder && name != "..";
            if ((isLast ? End(name) : Step(name)) is { } place)
            {
                return place;
            }
        }

        throw IsFolder();
    }

    /// <summary>Steps into a folder, or follows a link.</summary>
    /// <returns>The place, if the link named an open file of this process; else null.</returns>
    private FilePlace? Step(string name)
    {
        if (FolderEntries.TryEnter(Folder, name, out int error) is { } inner)
        {
            Enter(inner, name);
            return null;
        }

        using SafeFileHandle? entry = error == Errno.ENOTDIR ? FolderEntries.TryHold(Folder, name, out error) : null;
        if (entry is not null && FileStatus.PropertiesOf(entry) is { IsLink: true } link)
        {
            return Follow(entry, link, name, isLast: false);
        }

        throw _remaining.Count == 0 && error is 0 or Errno.ENOENT ? IsFolder() : FileErrors.ForPath(error == 0 ? Errno.ENOTDIR : error);
    }

    /// <summary>Resolves the last component: finds the place, or follows a link.</summary>
    private FilePlace? End(string name)
    {
        if (OpenFiles.DescriptorAt(_facts.Identity, name) is { } descriptor)
        {
            return FilePlace.OfDescriptor(descriptor);
        }

        SafeFileHandle? entry = FolderEntries.TryHold(Folder, name, out int error);
        if (entry is null)
        {
            return error == Errno.ENOENT ? PlaceHere(name, null) : throw FileErrors.At(error);
        }

        FileProperties facts = FileStatus.PropertiesOf(entry);
        if (facts is { IsLink: false, IsFolder: false })
        {
            return PlaceHere(name, entry);
        }

        using (entry)
        {
            return facts.IsLink ? Follow(entry, facts, name, isLast: true) : throw IsFolder();
        }
    }

    private FilePlace? Follow(SafeFileHandle entry, FileProperties link, string name, bool isLast)
    {
        if (++_links > MaximumLinks)
        {
            throw FileErrors.At(Errno.ELOOP);
        }

        if (!_followsAll && !PlantedEntries.MayUse(link, _facts, _isPlanted, _caller))
        {
            throw new IOException(PlantedEntries.Refusal(link, PathOf(name), _path));
        }

        // The kernel's own links may lead to files that no longer have a path.
        if (FolderEntries.IsInProc(entry))
        {
            SafeFileHandle target = FolderEntries.TryHoldTarget(Folder, name, out int error) ?? throw FileErrors.ForPath(error);
            FileProperties facts = FileStatus.PropertiesOf(target);
            if (isLast && facts is { IsRegular: false, IsFolder: false })
            {
                return PlaceHere(name, target);
            }

            if (!isLast && facts.IsFolder)
            {
                Enter(target, name);
                _isPlanted |= IsStartPlanted();
                return null;
            }

            target.Dispose();
        }

        return Start(FolderEntries.TargetOf(entry) ?? throw FileErrors.ForPath(Errno.ENOENT));
    }

    private void Restart(string path)
    {
        Change(FolderEntries.TryOpenFolder(path, out int error) ?? throw FileErrors.ForPath(error));
        _at = path == "/" ? path : "";
        _isPlanted = path != "/" && IsStartPlanted();
    }

    private void Enter(SafeFileHandle inner, string name)
    {
        FileProperties outer = _facts;
        Change(inner);
        _at = PathOf(name);
        _isPlanted |= name != ".." && PlantedEntries.IsPlanted(_facts, outer, _caller);
    }

    private void Change(SafeFileHandle folder)
    {
        _folder?.Dispose();
        _folder = folder;
        _facts = FileStatus.PropertiesOf(folder);
    }

    /// <summary>Whether the current folder, which the walk did not reach from the root, or one above it may have been planted.</summary>
    private bool IsStartPlanted()
    {
        FileProperties inner = _facts;
        SafeFileHandle? outer = FolderEntries.TryEnter(Folder, "..", out _);
        while (outer is not null && FileStatus.PropertiesOf(outer) is var facts && facts.Identity != inner.Identity)
        {
            if (PlantedEntries.IsPlanted(inner, facts, _caller))
            {
                outer.Dispose();
                return true;
            }

            SafeFileHandle below = outer;
            outer = FolderEntries.TryEnter(below, "..", out _);
            below.Dispose();
            inner = facts;
        }

        // The root is its own parent. If a folder may not be searched, its parent is unknown.
        bool isUnknown = outer is null;
        outer?.Dispose();
        return isUnknown;
    }

    private FilePlace PlaceHere(string name, SafeFileHandle? entry)
    {
        var place = FilePlace.In(Folder, _facts, _isPlanted, name, entry);
        _folder = null;
        return place;
    }

    private string PathOf(string name) => _at.Length == 0 ? name : Path.Combine(_at, name);

    private IOException IsFolder() => new($"'{_path}' is a folder");
}
