using System.Text;

namespace AesniCheck.Cli;

/// <summary>Standard output and standard error, as this program needs them.</summary>
internal static class StandardStreams
{
    /// <summary>
    /// Opens both anew. The runtime's own writers send the terminal a code at their first use that changes what its arrow keys send, and never take it
    /// back: a terminal is to be left as it was.
    /// </summary>
    public static void Open()
    {
        // They are open as long as the program runs, and nothing stays in them.
#pragma warning disable CA2000
        Console.SetOut(Writer(Console.OpenStandardOutput()));
        Console.SetError(Writer(Console.OpenStandardError()));
#pragma warning restore CA2000
    }

    private static StreamWriter Writer(Stream stream)
    {
        Encoding encoding = Console.OutputEncoding;
        return new StreamWriter(stream, encoding.Preamble.IsEmpty ? encoding : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }
}
