using AesniCheck.Host.Interop;

namespace AesniCheck.Host;

/// <summary>Tells whether two paths lead to one file.</summary>
internal static class FileIdentity
{
    /// <summary>Whether they do, by links of whatever kind; not where either leads to nothing.</summary>
    public static bool AreSame(string left, string right) =>
        FileStatus.IdentityOf(left) is { } one && FileStatus.IdentityOf(right) is { } other && one == other;
}
