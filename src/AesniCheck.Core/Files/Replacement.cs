using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>Checks whether a file can be replaced. Whether its folder accepts a new file shows when that file is created.</summary>
internal static class Replacement
{
    // CAP_FOWNER.
    private const int CapFowner = 3;

    // The last of the four user ids in a status file: the one that applies to files.
    private const int FileUser = 3;

    /// <summary>Throws unless a file can be put at a place.</summary>
    /// <param name="place">The place.</param>
    /// <exception cref="IOException">The existing entry can't be replaced.</exception>
    public static void Check(FilePlace place)
    {
        if (WhyNot(place.Facts, place.FolderFacts, IsOwnerOf) is { } why)
        {
            throw new IOException(why);
        }
    }

    /// <summary>Returns the reason why rename(2) would refuse to replace an entry; null if it would not.</summary>
    /// <param name="there">The existing entry; null if none.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="isOwnerOf">Whether this process counts as the owner of a user's files.</param>
    public static string? WhyNot(FileProperties? there, FileProperties folder, Func<uint, bool> isOwnerOf) => there switch
    {
        // Not even a temporary file could be renamed there.
        _ when Has(folder, FileProperties.AppendOnly) => "its folder is append-only; choose another, or remove the attribute (chattr -a)",
        null => null,
        { } file when Has(file, FileProperties.Immutable) => "the existing file is immutable; choose another name, or make it mutable (chattr -i)",
        { } file when Has(file, FileProperties.AppendOnly) => "the existing file is append-only; choose another name, or remove the attribute (chattr -a)",
        { } file when Has(file, FileProperties.MountRoot) => "the existing file is a mount point and can't be replaced; mount its folder, or choose another name",
        { } file when (folder.Mode & FileProperties.Sticky) != 0 && !isOwnerOf(file.User) && !isOwnerOf(folder.User) =>
            string.Create(CultureInfo.InvariantCulture, $"it belongs to user {file.User}, and in a sticky folder only its owner can replace it; choose another name or folder"),
        _ => null,
    };

    private static bool Has(FileProperties facts, ulong attribute) => (facts.Attributes & attribute) != 0;

    private static bool IsOwnerOf(uint user)
    {
        IReadOnlyDictionary<string, string>? self = ColonText.Entries(new HostFiles("/").Read("proc/self/status") ?? "").FirstOrDefault();
        string[] ids = self?.GetValueOrDefault("Uid", "").Split('\t', StringSplitOptions.RemoveEmptyEntries) ?? [];

        // If the owner is unknown, let rename(2) fail.
        return ids.Length <= FileUser
            || ids[FileUser].Trim() == user.ToString(CultureInfo.InvariantCulture)
            || !ulong.TryParse(self!.GetValueOrDefault("CapEff"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong capabilities)
            || (capabilities & (1UL << CapFowner)) != 0;
    }
}
