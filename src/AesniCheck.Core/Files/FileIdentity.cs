using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>Compares files, independently of the paths that lead to them.</summary>
internal static class FileIdentity
{
    /// <summary>Whether two paths lead to the same file, through links of any kind; false if either leads to nothing.</summary>
    public static bool AreSame(string left, string right) => Of(left) is { } one && Of(right) is { } other && one == other;

    /// <summary>The device and the inode of the file at a path, which together identify it; null if it does not exist or may not be examined.</summary>
    public static (ulong Device, ulong Inode)? Of(string path) => FileStatus.IdentityOf(path);
}
