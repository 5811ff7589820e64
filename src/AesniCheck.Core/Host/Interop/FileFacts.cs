namespace AesniCheck.Host.Interop;

/// <summary>What decides about whether something may be replaced: fields of statx(2).</summary>
/// <param name="User">Whom it belongs to.</param>
/// <param name="Mode">Its type and its permissions.</param>
/// <param name="Attributes">What else is to be known, STATX_ATTR_*.</param>
internal readonly record struct FileFacts(uint User, ushort Mode, ulong Attributes)
{
    /// <summary>STATX_ATTR_IMMUTABLE.</summary>
    public const ulong Immutable = 0x10;

    /// <summary>STATX_ATTR_APPEND.</summary>
    public const ulong AppendOnly = 0x20;

    /// <summary>STATX_ATTR_MOUNT_ROOT.</summary>
    public const ulong MountRoot = 0x2000;

    /// <summary>S_ISVTX.</summary>
    public const ushort Sticky = 0x200;
}
