using System.Runtime.InteropServices;

namespace AesniCheck.Interop;

/// <summary>The window of a terminal: ioctl_tty(2). Linux only, and thread-safe.</summary>
internal static partial class TerminalWindow
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>The columns and lines of the terminal on standard output; null if it is not a terminal, or does not report them.</summary>
    public static (int Columns, int Lines)? OfStandardOutput() => Of(StandardOutput);

    /// <summary>The columns and lines of the terminal on standard error; null if it is not a terminal, or does not report them.</summary>
    public static (int Columns, int Lines)? OfStandardError() => Of(StandardError);

    private static unsafe (int Columns, int Lines)? Of(int file)
    {
        // struct winsize: lines, columns, and the same in pixels. A terminal on a serial line reports a size of zero.
        ushort* size = stackalloc ushort[4];
        return ioctl(file, GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? (size[1], size[0]) : null;
    }

    [LibraryImport("libc")]
    private static unsafe partial int ioctl(int file, nuint request, ushort* size);
}
