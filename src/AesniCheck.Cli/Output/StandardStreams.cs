using System.Text;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>Standard output and standard error, as this program needs them.</summary>
internal static class StandardStreams
{
    /// <summary>Standard output, for text with colours; null before <see cref="Open"/>.</summary>
    public static VisibleWriter? Output { get; private set; }

    /// <summary>Standard error, likewise.</summary>
    public static VisibleWriter? Error { get; private set; }

    /// <summary>
    /// Opens both streams anew. On the first write, the runtime's own streams send the terminal a code that changes what its arrow keys send, and never revert
    /// it; a terminal must be left as it was. A stream that the parent closed stays closed.
    /// </summary>
    public static void Open()
    {
        StandardFile.ReserveClosed();

        // They stay open as long as the program runs, and buffer nothing.
#pragma warning disable CA2000
        Output = Writer(StandardFile.Output);
        Error = Writer(StandardFile.Error);
        Console.SetOut(Output);
        Console.SetError(Error);
#pragma warning restore CA2000
    }

    /// <summary>Reports why the streams could not be opened, as far as possible without them.</summary>
    /// <param name="exception">The exception.</param>
    public static void ReportOpenFailure(Exception exception)
    {
        try
        {
            StandardFile.Write(
                StandardFile.Error,
                "aesnicheck: standard output and standard error can't be opened; check the limit of open files (ulimit -n) and the free memory: "u8);
            StandardFile.Write(StandardFile.Error, Encoding.UTF8.GetBytes($"{exception.GetType().Name}\n"));
        }
        catch (IOException)
        {
            // Standard error has no reader; the exit code remains.
        }
    }

#pragma warning disable CA2000 // They stay open as long as the program runs, and buffer nothing.
    private static VisibleWriter Writer(int file) => new(new StandardStream(file));
#pragma warning restore CA2000
}
