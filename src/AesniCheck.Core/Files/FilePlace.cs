using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Files;

/// <summary>
/// A name in a folder that is held open: the destination of a path after all links. The place stays the same whatever happens to the path afterwards. Either
/// a descriptor, or a folder with a name. For one thread.
/// </summary>
internal sealed class FilePlace : IDisposable
{
    private readonly SafeFileHandle? _folder;

    private FilePlace(SafeFileHandle? folder) => _folder = folder;

    /// <summary>The descriptor of this process that the path refers to; null for a place in a folder.</summary>
    public int? Descriptor { get; private init; }

    /// <summary>The folder.</summary>
    public SafeFileHandle Folder => _folder ?? throw new InvalidOperationException("It is a descriptor.");

    /// <summary>The properties of the folder.</summary>
    public FileProperties FolderFacts { get; private init; }

    /// <summary>Whether the folder, or one above it, may have been planted by another user.</summary>
    public bool IsPlanted { get; private init; }

    /// <summary>The name in the folder.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The existing entry with the name, held without being opened; null if none.</summary>
    public SafeFileHandle? Entry { get; private init; }

    /// <summary>The properties of the existing entry; null if none. Never those of a link or a folder.</summary>
    public FileProperties? Facts { get; private init; }

    /// <summary>Whether it is written directly: a device, a pipe, a socket, or a descriptor.</summary>
    public bool IsSpecial => Descriptor is not null || Facts is { IsRegular: false };

    /// <summary>Whether another user can put entries into the folder.</summary>
    public bool IsExposed => PlantedEntries.IsExposed(FolderFacts, EffectiveUser.Id());

    /// <summary>Returns the place of a descriptor.</summary>
    public static FilePlace OfDescriptor(int descriptor) => new(null) { Descriptor = descriptor };

    /// <summary>Returns the place of a name in a folder.</summary>
    /// <param name="folder">The folder; the place owns it from now on.</param>
    /// <param name="folderFacts">The properties of the folder.</param>
    /// <param name="isPlanted">Whether the folder, or one above it, may have been planted by another user.</param>
    /// <param name="name">The name.</param>
    /// <param name="entry">The existing entry with the name, or null; the place owns it from now on.</param>
    public static FilePlace In(SafeFileHandle folder, FileProperties folderFacts, bool isPlanted, string name, SafeFileHandle? entry) => new(folder)
    {
        FolderFacts = folderFacts,
        IsPlanted = isPlanted,
        Name = name,
        Entry = entry,
        Facts = entry is null ? null : FileStatus.PropertiesOf(entry),
    };

    /// <summary>Whether an entry of this folder may be used, given the users who may have created it.</summary>
    public bool MayUse(FileProperties entry) => PlantedEntries.MayUse(entry, FolderFacts, IsPlanted, EffectiveUser.Id());

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder?.Dispose();
        Entry?.Dispose();
    }
}
