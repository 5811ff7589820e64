using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Interop;

/// <summary>A file without a name: open(2) with O_TMPFILE, memfd_create(2). It disappears however the process ends. Linux only.</summary>
internal static partial class UnnamedFile
{
    private const int O_RDWR = 2;
    private const int O_EXCL = 0x80; // so that it can't be given a name
    private const int O_CLOEXEC = 0x80000;
    private const int O_TMPFILE = 0x410000;
    private const uint MFD_CLOEXEC = 1;
    private const int OwnerOnly = 0x180;

    /// <summary>
    /// Opens an unnamed file with content: in the folder for temporary files, or in memory if that file system does not support such files or is full. Null
    /// if neither is possible.
    /// </summary>
    /// <param name="content">The initial content.</param>
    public static SafeFileHandle? TryOpen(ReadOnlySpan<byte> content) =>
        TryFill(open(Path.GetTempPath(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, OwnerOnly), content)
        ?? TryFill(memfd_create("aesnicheck", MFD_CLOEXEC), content);

    private static SafeFileHandle? TryFill(int descriptor, ReadOnlySpan<byte> content)
    {
        if (descriptor < 0)
        {
            return null;
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(file, content, 0);
            return file;
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // The disk is full, or RLIMIT_FSIZE is exceeded: for EFBIG the runtime throws an exception of a different type.
            file.Dispose();
            return null;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
