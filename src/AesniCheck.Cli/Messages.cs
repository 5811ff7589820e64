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
            output.WriteLine(VisibleText.Of(Excerpt.Within(line, Words(Environment.GetCommandLineArgs())).ReplaceLineEndings(" ")));
        }
        catch (IOException)
        {
            // Nobody can be told; the exit code tells.
        }
    }

    /// <summary>The arguments of the command line, and the values that stand in one argument with their option.</summary>
    private static IEnumerable<string> Words(IEnumerable<string> arguments) =>
        arguments.SelectMany(argument => argument.IndexOfAny(['=', ':']) is var end and >= 0 ? (string[])[argument, argument[(end + 1)..]] : [argument]);
}
