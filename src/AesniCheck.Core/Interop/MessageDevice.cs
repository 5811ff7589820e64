using System.Runtime.InteropServices;
using System.Text;

namespace AesniCheck.Interop;

/// <summary>Reads the kernel's messages from the oldest one on: <c>/dev/kmsg</c>. Never waits for the next one. Linux only.</summary>
internal static unsafe partial class MessageDevice
{
    private const int O_RDONLY = 0;
    private const int O_NONBLOCK = 0x800;
    private const int O_CLOEXEC = 0x80000;

    // A read returns one message; the kernel refuses a buffer that is too short for it. A message has at most 8 KiB with its properties.
    private const int MessageByteCount = 16 * 1024;
    private const int MaxByteCount = 256 * 1024;
    private const int MaxReadCount = 2000;

    /// <summary>Returns the messages from the oldest one on; those of the boot come first. At most 2,000, and 256 KiB.</summary>
    /// <param name="path">The device, or a file with the same text.</param>
    /// <returns>Null if the device does not exist, or may not be read.</returns>
    public static string? Read(string path)
    {
        int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (file < 0)
        {
            return null;
        }

        try
        {
            return ReadAll(file);
        }
        finally
        {
            _ = close(file);
        }
    }

    private static string? ReadAll(int file)
    {
        byte[] buffer = new byte[MessageByteCount];
        using var bytes = new MemoryStream();
        for (int reads = 0; reads < MaxReadCount && bytes.Length < MaxByteCount; reads++)
        {
            nint count;
            fixed (byte* target = buffer)
            {
                count = read(file, target, (nuint)buffer.Length);
            }

            if (count > 0)
            {
                bytes.Write(buffer, 0, (int)count);
            }
            else if (count == 0 || Marshal.GetLastPInvokeError() is not (Errno.EPIPE or Errno.EINTR))
            {
                // EAGAIN after the last message. EPIPE only means that the current message was overwritten meanwhile.
                break;
            }
        }

        return bytes.Length == 0 ? null : Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int file, byte* buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
