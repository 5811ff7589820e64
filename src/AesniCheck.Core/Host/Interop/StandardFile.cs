using System.Runtime.InteropServices;

namespace AesniCheck.Host.Interop;

/// <summary>Files that a process is given open, written to without anything in between: write(2). Linux only, and thread-safe.</summary>
internal static partial class StandardFile
{
    /// <summary>The descriptor of standard output.</summary>
    public const int Output = 1;

    /// <summary>The descriptor of standard error.</summary>
    public const int Error = 2;

    private const short Writable = 4; // POLLOUT
    private const int Forever = -1;

    /// <summary>Writes all of some bytes. Where the reader at the other end of a pipe has gone, they are dropped: it has seen what it wanted.</summary>
    /// <param name="file">The descriptor.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">They can't be written.</exception>
    public static unsafe void Write(int file, ReadOnlySpan<byte> bytes)
    {
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
                    // Somebody who shares the file has made it one that does not wait.
                    var wanted = new Poll { File = file, Events = Writable };
                    _ = poll(&wanted, 1, Forever);
                    break;
                case Errno.EPIPE:
                    return;
                default:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint write(int file, byte* bytes, nuint count);

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
