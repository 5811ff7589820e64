using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>Tells files apart, whatever paths lead to them.</summary>
internal static class FileIdentity
{
    /// <summary>Whether they do, by links of whatever kind; not where either leads to nothing.</summary>
    public static bool AreSame(string left, string right) => Of(left) is { } one && Of(right) is { } other && one == other;

    /// <summary>The device and the inode of the file that a path leads to, which no other file has; null where it leads to nothing that may be seen.</summary>
    public static (ulong Device, ulong Inode)? Of(string path) => FileStatus.IdentityOf(path);
}
