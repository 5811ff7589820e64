using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Host.Interop;

/// <summary>
/// A file that has no name until it is given one: open(2) with O_TMPFILE, linkat(2). However the process ends before, nothing of it is left.
/// Linux only, and thread-safe.
/// </summary>
internal static partial class LinkableFile
{
    private const int O_WRONLY = 1;
    private const int O_CLOEXEC = 0x80000;
    private const int O_TMPFILE = 0x410000;
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int AT_SYMLINK_FOLLOW = 0x400;

    /// <summary>
    /// Opens one for writing. Null where that can't be done: many file systems have no such files, and whoever then makes one that has a name is told
    /// what else there is in the way.
    /// </summary>
    /// <param name="folder">The folder in which it is to get its name.</param>
    /// <param name="mode">Who may read and write it, as far as the umask leaves it to them.</param>
    public static SafeFileHandle? TryOpen(string folder, UnixFileMode mode)
    {
        int descriptor = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, (int)mode);
        if (descriptor < 0)
        {
            return null;
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);

        // Without /proc it could not be named: only few may name it without.
        if (File.Exists(PathOf(file)))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Gives it a name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The name, which nothing has yet.</param>
    /// <returns>0, or what the system says, such as <see cref="Errno.EEXIST"/>.</returns>
    public static int Link(SafeFileHandle file, string path) =>
        linkat(CurrentFolder, PathOf(file), CurrentFolder, path, AT_SYMLINK_FOLLOW) == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static string PathOf(SafeFileHandle file) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}");

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(int oldFolder, string oldPath, int newFolder, string newPath, int flags);
}
