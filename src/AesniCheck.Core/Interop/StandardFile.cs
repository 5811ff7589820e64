using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>Writes directly to files that the process inherited open: write(2). Linux only, and thread-safe.</summary>
internal static partial class StandardFile
{
    /// <summary>The descriptor of standard input.</summary>
    public const int Input = 0;

    /// <summary>The descriptor of standard output.</summary>
    public const int Output = 1;

    /// <summary>The descriptor of standard error.</summary>
    public const int Error = 2;

    private const short Writable = 4; // POLLOUT
    private const int Forever = -1;
    private const int F_GETFD = 1;
    private const int F_GETFL = 3;
    private const int FD_CLOEXEC = 1;
    private const int O_CLOEXEC = 0x80000;
    private const int O_PATH = 0x200000;
    private const int O_ACCMODE = 3;
    private const int O_RDONLY = 0;

    /// <summary>
    /// Whether the process inherited the descriptor open. If the parent closed it, the runtime's own files may take its number; but those are all closed on
    /// exec, and inherited ones are not.
    /// </summary>
    /// <param name="file">The descriptor.</param>
    public static bool IsInherited(int file) => fcntl(file, F_GETFD) is >= 0 and int flags && (flags & FD_CLOEXEC) == 0;

    /// <summary>Whether the process inherited the descriptor open, and for writing.</summary>
    /// <param name="file">The descriptor.</param>
    public static bool IsWritable(int file) => IsInherited(file) && fcntl(file, F_GETFL) is >= 0 and int flags && (flags & O_ACCMODE) != O_RDONLY;

    /// <summary>
    /// Prevents files that are opened later from taking standard descriptors that are closed: above all pipes to child processes, which must be placed at
    /// exactly those descriptors in the child.
    /// </summary>
    public static void ReserveClosed()
    {
        // Each call takes the lowest free descriptor, with a file that can be neither read nor written.
        int taken;
        do
        {
            taken = open("/", O_PATH | O_CLOEXEC);
        }
        while (taken is >= Input and <= Error);

        if (taken > Error)
        {
            _ = close(taken);
        }
    }

    /// <summary>Writes all bytes. If the reader of a pipe has gone, the bytes are dropped: it has seen what it wanted.</summary>
    /// <param name="file">The descriptor.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">The bytes can't be written, or the process did not inherit the file.</exception>
    public static unsafe void Write(int file, ReadOnlySpan<byte> bytes)
    {
        if (!IsInherited(file))
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Errno.EBADF), Errno.EBADF);
        }

        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = write(file, start, (nuint)bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case Errno.EINTR:
                    break;
                case Errno.EAGAIN:
                    // Another process that shares the file has made it non-blocking.
                    var wanted = new Poll { File = file, Events = Writable };
                    _ = poll(&wanted, 1, Forever);
                    break;
                case Errno.EPIPE:
                    return;
                default:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint write(int file, byte* bytes, nuint count);

    [LibraryImport("libc")]
    private static partial int fcntl(int file, int command);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static unsafe partial int poll(Poll* files, nuint count, int milliseconds);

    /// <summary>struct pollfd.</summary>
    private struct Poll
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
