using AesniCheck.Host.Interop;

namespace AesniCheck.Host;

/// <summary>Tells files from what only looks like one.</summary>
internal static class SpecialFiles
{
    /// <summary>Whether a device, a pipe, a socket or a folder stands at a path; links are followed.</summary>
    public static bool IsAt(string path) => FileStatus.IsSpecial(path);
}
