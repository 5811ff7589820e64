using System.Globalization;

namespace AesniCheck.Host;

/// <summary>Names of files that the process was given open: <c>/dev/stderr</c>, <c>/dev/fd/9</c>. What has such a name is to be written to, and never replaced.</summary>
internal static class OpenFiles
{
    private const string Folder = "/proc/self/fd";
    private const string FolderOfThread = "/proc/thread-self/fd";

    // As the kernel does: a link may lead to itself.
    private const int MaximumLinks = 40;

    // Where there is no /proc, they lead nowhere, and are known all the same.
    private static readonly string[] StandardNames = ["/dev/stdin", "/dev/stdout", "/dev/stderr"];

    /// <summary>The descriptor that a path means, by itself or by where its links lead to; null where it is the name of a file.</summary>
    public static int? DescriptorOf(string path)
    {
        try
        {
            return path.Length == 0 ? null : Follow(Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It can't be opened either, and whoever tries says why.
            return null;
        }
    }

    /// <summary>The path of what stands behind a descriptor, for as long as it is open.</summary>
    public static string PathOf(int descriptor) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{descriptor}");

    private static int? Follow(string path)
    {
        for (int i = 0; i < MaximumLinks; i++)
        {
            if (Array.IndexOf(StandardNames, path) is >= 0 and int standard)
            {
                return standard;
            }

            string folder = Path.GetDirectoryName(path) ?? "/";
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor)
                && (folder is Folder or "/dev/fd" || FileIdentity.AreSame(folder, Folder) || FileIdentity.AreSame(folder, FolderOfThread)))
            {
                return descriptor;
            }

            if (new FileInfo(path).LinkTarget is not { } target)
            {
                return null;
            }

            path = Path.GetFullPath(target, folder);
        }

        return null;
    }
}
