using System.Globalization;
using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>
/// Decides which entries another user may have planted. The rule is that of the kernel's fs.protected_symlinks, protected_fifos and protected_regular,
/// whatever their settings, and covers more folders: those that a group may write, and those of another user.
/// </summary>
internal static class PlantedEntries
{
    private const ushort OthersWrite = FileProperties.GroupMayWrite | FileProperties.OthersMayWrite;

    /// <summary>Whether a user other than the caller and root can put entries into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="caller">The user id of the caller.</param>
    public static bool IsExposed(FileProperties folder, uint caller) =>
        (folder.Mode & OthersWrite) != 0 || (folder.User != caller && folder.User != EffectiveUser.Root);

    /// <summary>
    /// Whether an inner folder may have been put into the outer one by another user. Everything below it then counts as planted too, unless it is the
    /// caller's.
    /// </summary>
    /// <param name="inner">The inner folder.</param>
    /// <param name="outer">The outer folder.</param>
    /// <param name="caller">The user id of the caller.</param>
    public static bool IsPlanted(FileProperties inner, FileProperties outer, uint caller) =>
        IsExposed(outer, caller) && inner.User != caller && inner.User != outer.User && inner.User != EffectiveUser.Root;

    /// <summary>Whether a link may be followed, a pipe written to, or a file overwritten.</summary>
    /// <param name="entry">The link, the pipe or the file.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="isPlanted">Whether the folder itself, or one above it, may have been planted.</param>
    /// <param name="caller">The user id of the caller.</param>
    public static bool MayUse(FileProperties entry, FileProperties folder, bool isPlanted, uint caller) =>
        !IsExposed(folder, caller) || entry.User == caller || (!isPlanted && entry.User == folder.User);

    /// <summary>Returns the reason why an entry is not used, and the remedy.</summary>
    /// <param name="entry">The link, the pipe or the file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="asked">The path that the user gave.</param>
    public static string Refusal(FileProperties entry, string path, string asked)
    {
        string kind = entry.IsLink ? "link" : entry.IsPipe ? "pipe" : "special file";
        string owner = string.Create(CultureInfo.InvariantCulture, $"a {kind} owned by user {entry.User}, in a folder that other users can write to");
        return $"{(path == asked ? "it" : $"'{path}'")} is {owner}; remove it, or choose a folder that only you can write to";
    }
}
