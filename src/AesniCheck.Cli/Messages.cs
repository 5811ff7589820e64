using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>Messages, one line each.</summary>
internal static class Messages
{
    /// <summary>Says what went wrong.</summary>
    public static void Error(string message) => Write(Console.Error, $"aesnicheck: {message}");

    /// <summary>Says on standard output why there is no answer.</summary>
    public static void Answer(string line) => Write(Console.Out, line);

    private static void Write(TextWriter output, string line)
    {
        try
        {
            output.WriteLine(VisibleText.Of(line.ReplaceLineEndings(" ")));
        }
        catch (IOException)
        {
            // Nobody can be told; the exit code tells.
        }
    }
}
