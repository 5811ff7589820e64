using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>Tells whether a file can be replaced. Whether its folder takes a new one shows when that is made.</summary>
internal static class Replacement
{
    // CAP_FOWNER.
    private const int OwnerOfAll = 3;

    // Of the four ids in a status file, that which counts for files.
    private const int FileUser = 3;

    /// <summary>Holds that a file can be put at a place.</summary>
    /// <param name="place">The place.</param>
    /// <exception cref="IOException">It can't.</exception>
    public static void Check(FilePlace place)
    {
        if (WhyNot(place.Facts, place.FolderFacts, IsOwnerOf) is { } why)
        {
            throw new IOException(why);
        }
    }

    /// <summary>Tells why the system would refuse to replace something, as rename(2) has it; null where it would not.</summary>
    /// <param name="there">What is there; null for nothing.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="isOwnerOf">Whether this process counts as the owner of a user's files.</param>
    public static string? WhyNot(FileFacts? there, FileFacts folder, Func<uint, bool> isOwnerOf) => there switch
    {
        // Not even a temporary file could be renamed there.
        _ when Has(folder, FileFacts.AppendOnly) => "its folder is append-only; choose another, or lift that (chattr -a)",
        null => null,
        { } file when Has(file, FileFacts.Immutable) => "the existing file is immutable; choose another name, or make it mutable (chattr -i)",
        { } file when Has(file, FileFacts.AppendOnly) => "the existing file is append-only; choose another name, or change that (chattr -a)",
        { } file when Has(file, FileFacts.MountRoot) => "the existing file is a mount point and can't be replaced; mount its folder, or choose another name",
        { } file when (folder.Mode & FileFacts.Sticky) != 0 && !isOwnerOf(file.User) && !isOwnerOf(folder.User) =>
            string.Create(CultureInfo.InvariantCulture, $"it belongs to user {file.User}, and in a sticky folder only its owner can replace it; choose another name or folder"),
        _ => null,
    };

    private static bool Has(FileFacts facts, ulong attribute) => (facts.Attributes & attribute) != 0;

    private static bool IsOwnerOf(uint user)
    {
        IReadOnlyDictionary<string, string>? self = ColonText.Entries(new HostFiles("/").Read("proc/self/status") ?? "").FirstOrDefault();
        string[] ids = self?.GetValueOrDefault("Uid", "").Split('\t', StringSplitOptions.RemoveEmptyEntries) ?? [];

        // Where the system does not tell, it is left to it to refuse.
        return ids.Length <= FileUser
            || ids[FileUser].Trim() == user.ToString(CultureInfo.InvariantCulture)
            || !ulong.TryParse(self!.GetValueOrDefault("CapEff"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong capabilities)
            || (capabilities & (1UL << OwnerOfAll)) != 0;
    }
}
