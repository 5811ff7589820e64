namespace AesniCheck.Interop;

/// <summary>The properties that decide whether a file may be used or replaced: fields of statx(2).</summary>
/// <param name="User">The owner.</param>
/// <param name="Mode">The type and the permissions.</param>
/// <param name="Attributes">The attributes, STATX_ATTR_*.</param>
internal readonly record struct FileProperties(uint User, ushort Mode, ulong Attributes)
{
    /// <summary>STATX_ATTR_IMMUTABLE.</summary>
    public const ulong Immutable = 0x10;

    /// <summary>STATX_ATTR_APPEND.</summary>
    public const ulong AppendOnly = 0x20;

    /// <summary>STATX_ATTR_MOUNT_ROOT.</summary>
    public const ulong MountRoot = 0x2000;

    /// <summary>S_ISVTX.</summary>
    public const ushort Sticky = 0x200;

    /// <summary>S_IWGRP. With an access control list it is also set if any user other than the owner may write.</summary>
    public const ushort GroupMayWrite = 0x10;

    /// <summary>S_IWOTH.</summary>
    public const ushort OthersMayWrite = 2;

    private const ushort TypeMask = 0xf000;
    private const ushort Pipe = 0x1000;
    private const ushort Folder = 0x4000;
    private const ushort Regular = 0x8000;
    private const ushort Link = 0xa000;

    /// <summary>The number of hard links.</summary>
    public uint Names { get; init; }

    /// <summary>The device and the inode, which together identify the file.</summary>
    public (ulong Device, ulong Inode) Identity { get; init; }

    /// <summary>Whether it is a regular file.</summary>
    public bool IsRegular => (Mode & TypeMask) == Regular;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & TypeMask) == Folder;

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink => (Mode & TypeMask) == Link;

    /// <summary>Whether it is a pipe.</summary>
    public bool IsPipe => (Mode & TypeMask) == Pipe;
}
