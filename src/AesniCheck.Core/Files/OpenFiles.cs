using System.Globalization;
using AesniCheck.Interop;

namespace AesniCheck.Files;

/// <summary>
/// Resolves names of files that the process inherited open: <c>/dev/stderr</c>, <c>/dev/fd/9</c>. A file with such a name is written to, and never replaced.
/// </summary>
internal static class OpenFiles
{
    private const string Folder = "/proc/self/fd";
    private const string FolderOfThread = "/proc/thread-self/fd";

    // Without /proc these lead nowhere, but their meaning is known.
    private static readonly string[] StandardNames = ["/dev/stdin", "/dev/stdout", "/dev/stderr"];
    private static readonly string[] Folders = ["/dev/fd", Folder];

    /// <summary>Returns the descriptor that a path refers to, by itself or by the target of its links, whoever owns them; null for the name of a file.</summary>
    public static int? DescriptorOf(string path)
    {
        try
        {
            using FilePlace place = FileWalk.To(path, followsAll: true);
            return place.Descriptor;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It can't be opened either, and that attempt reports the reason.
            return null;
        }
    }

    /// <summary>Returns the descriptor that a text names, without examining any file; null for any other text.</summary>
    public static int? DescriptorNamed(string text) => Array.IndexOf(StandardNames, text) is >= 0 and int standard
        ? standard
        : Folders.Contains(Path.GetDirectoryName(text)) ? NumberOf(Path.GetFileName(text)) : null;

    /// <summary>Returns the descriptor that a name in a folder refers to; null for a file there.</summary>
    /// <param name="folder">The identity of the folder.</param>
    /// <param name="name">The name.</param>
    public static int? DescriptorAt((ulong Device, ulong Inode) folder, string name) =>
        NumberOf(name) is { } descriptor && (FileStatus.IdentityOf(Folder) == folder || FileStatus.IdentityOf(FolderOfThread) == folder) ? descriptor : null;

    /// <summary>Returns the path of the file with a descriptor, valid as long as it is open.</summary>
    public static string PathOf(int descriptor) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{descriptor}");

    private static int? NumberOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) ? descriptor : null;
}
