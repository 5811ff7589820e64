using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Interop;

/// <summary>
/// Entries of an open folder, by name: openat(2), readlinkat(2), linkat(2), renameat(2), unlinkat(2). A name is one component, and links are not followed
/// unless a member says so; therefore moving or replacing the folder meanwhile has no effect. Linux only, and thread-safe.
/// </summary>
internal static partial class FolderEntries
{
    private const int O_WRONLY = 1;
    private const int O_CREAT = 0x40;
    private const int O_EXCL = 0x80;
    private const int O_NOCTTY = 0x100;
    private const int O_NONBLOCK = 0x800;
    private const int O_DIRECTORY = 0x10000;
    private const int O_NOFOLLOW = 0x20000;
    private const int O_CLOEXEC = 0x80000;
    private const int O_PATH = 0x200000;
    private const int O_TMPFILE = 0x410000;
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int AT_SYMLINK_FOLLOW = 0x400;
    private const int LongestTarget = 4096; // PATH_MAX
    private const long ProcessFileSystem = 0x9fa0; // PROC_SUPER_MAGIC
    private const int FileSystemStatusSize = 120; // struct statfs

    /// <summary>Opens a folder by a path, following links: for <c>/</c> and <c>.</c>, which are not links.</summary>
    public static SafeFileHandle? TryOpenFolder(string path, out int error) => Owned(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC, 0), out error);

    /// <summary>Opens a subfolder. <see cref="Errno.ENOTDIR"/> also means a link.</summary>
    public static SafeFileHandle? TryEnter(SafeFileHandle folder, string name, out int error) =>
        Owned(openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0), out error);

    /// <summary>Holds an entry of any kind, without opening it for reading or writing. Holds a link itself, not its target.</summary>
    public static SafeFileHandle? TryHold(SafeFileHandle folder, string name, out int error) =>
        Owned(openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC, 0), out error);

    /// <summary>Holds the target of a link as the kernel resolves it: for the links of /proc, whose texts are only hints.</summary>
    public static SafeFileHandle? TryHoldTarget(SafeFileHandle folder, string name, out int error) => Owned(openat(folder, name, O_PATH | O_CLOEXEC, 0), out error);

    /// <summary>Opens an entry for writing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the entry.</param>
    /// <param name="waits">Whether to wait for the reader of a pipe.</param>
    /// <param name="error">The error number, or 0.</param>
    public static SafeFileHandle? TryOpen(SafeFileHandle folder, string name, bool waits, out int error) =>
        Owned(openat(folder, name, O_WRONLY | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK), 0), out error);

    /// <summary>Creates a file, for writing. <see cref="Errno.EEXIST"/> if the name exists, even as a dangling link.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="mode">The permissions, before the umask.</param>
    /// <param name="error">The error number, or 0.</param>
    public static SafeFileHandle? TryCreate(SafeFileHandle folder, string name, UnixFileMode mode, out int error) =>
        Owned(openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (int)mode), out error);

    /// <summary>
    /// Creates an unnamed file, for writing; it disappears however the process ends. Null if the file system does not support such files, or if the file
    /// could not be linked later because there is no /proc.
    /// </summary>
    /// <param name="folder">The folder in which the file will get its name.</param>
    /// <param name="mode">The permissions, before the umask.</param>
    public static SafeFileHandle? TryCreateUnnamed(SafeFileHandle folder, UnixFileMode mode)
    {
        SafeFileHandle? file = Owned(openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, (int)mode), out _);
        if (file is null || File.Exists(PathOf(file)))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Gives an unnamed file a name that does not exist yet.</summary>
    /// <returns>0, or the error number, such as <see cref="Errno.EEXIST"/>.</returns>
    public static int Link(SafeFileHandle file, SafeFileHandle folder, string name) =>
        linkat(CurrentFolder, PathOf(file), folder, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Renames an entry within its folder. Replaces any entry with the new name; a link itself, not its target.</summary>
    /// <returns>0, or the error number.</returns>
    public static int Rename(SafeFileHandle folder, string name, string newName) =>
        renameat(folder, name, folder, newName) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Removes an entry that is not a folder; best effort.</summary>
    public static void TryRemove(SafeFileHandle folder, string name) => _ = unlinkat(folder, name, 0);

    /// <summary>Returns the text of a held link; null if it has none.</summary>
    public static unsafe string? TargetOf(SafeFileHandle link)
    {
        byte[] text = new byte[LongestTarget];
        fixed (byte* start = text)
        {
            nint length = readlinkat(link, "", start, (nuint)text.Length);
            return length <= 0 ? null : Encoding.UTF8.GetString(text, 0, (int)length);
        }
    }

    /// <summary>Whether a held entry belongs to /proc.</summary>
    public static unsafe bool IsInProc(SafeFileHandle entry)
    {
        byte* status = stackalloc byte[FileSystemStatusSize];
        return fstatfs(entry, status) == 0 && *(long*)status == ProcessFileSystem;
    }

    /// <summary>Returns the path by which this process can reopen an open file, whatever its name refers to now.</summary>
    public static string PathOf(SafeFileHandle file) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}");

    private static SafeFileHandle? Owned(int descriptor, out int error)
    {
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(SafeFileHandle folder, string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(int oldFolder, string oldPath, SafeFileHandle newFolder, string newPath, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat(SafeFileHandle oldFolder, string oldPath, SafeFileHandle newFolder, string newPath);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint readlinkat(SafeFileHandle folder, string path, byte* buffer, nuint size);

    [LibraryImport("libc")]
    private static unsafe partial int fstatfs(SafeFileHandle file, byte* status);
}
