using System.Text;
using AesniCheck.Host.Interop;

namespace AesniCheck.Cli;

/// <summary>Standard output and standard error, as this program needs them.</summary>
internal static class StandardStreams
{
    /// <summary>
    /// Opens both anew. When the runtime's own streams are first written to, they send the terminal a code that changes what its arrow keys send, and
    /// never take it back: a terminal is to be left as it was. What the parent closed stays closed.
    /// </summary>
    public static void Open()
    {
        StandardFile.KeepClosed();

        // They are open as long as the program runs, and nothing stays in them.
#pragma warning disable CA2000
        Console.SetOut(Writer(StandardFile.Output));
        Console.SetError(Writer(StandardFile.Error));
#pragma warning restore CA2000
    }

    private static StreamWriter Writer(int file) =>
        new(new StandardStream(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
