using AesniCheck.Basics;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Output;

/// <summary>Lines for standard output and standard error. No other code writes text there.</summary>
internal static class ConsoleLines
{
    /// <summary>Writes an error message to standard error.</summary>
    public static void Error(string message) => Write(Console.Error, $"aesnicheck: {message}");

    /// <summary>Writes to standard output why there is no answer.</summary>
    public static void Answer(string line) => Write(Console.Out, line);

    /// <summary>Writes lines to standard output.</summary>
    /// <exception cref="IOException">They can't be written.</exception>
    public static void Lines(IEnumerable<string> lines) => Write(Console.Out, lines);

    /// <summary>Writes a line to standard output.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Line(string line) => Console.Out.WriteLine(line);

    /// <summary>Writes a summary to standard output, or to standard error if a report uses standard output; as wide as the window, with colours if there are any.</summary>
    /// <param name="lines">Makes the lines for a number of columns.</param>
    /// <param name="toError">Whether standard output is not free.</param>
    /// <exception cref="IOException">They can't be written.</exception>
    public static void Summary(Func<int, IEnumerable<string>> lines, bool toError)
    {
        int width = (toError ? TerminalWindow.OfStandardError() : TerminalWindow.OfStandardOutput())?.Columns ?? Columns.UsualWidth;
        VisibleWriter? coloured = toError
            ? ColourSupport.OfStandardError() ? StandardStreams.Error : null
            : ColourSupport.OfStandardOutput() ? StandardStreams.Output : null;
        foreach (string line in lines(width))
        {
            if (coloured is not null)
            {
                coloured.WriteLine(SummaryColours.Of(line));
            }
            else
            {
                (toError ? Console.Error : Console.Out).WriteLine(line);
            }
        }
    }

    private static void Write(TextWriter output, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            output.WriteLine(line);
        }
    }

    private static void Write(TextWriter output, string line)
    {
        try
        {
            output.WriteLine(Excerpt.Within(line, Words(Environment.GetCommandLineArgs())).ReplaceLineEndings(" "));
        }
        catch (IOException)
        {
            // Standard error has no reader; the exit code remains.
        }
    }

    /// <summary>Returns the arguments of the command line, and the values that share an argument with their option.</summary>
    private static IEnumerable<string> Words(IEnumerable<string> arguments) =>
        arguments.SelectMany(argument => argument.IndexOfAny(['=', ':']) is var end and >= 0 ? (string[])[argument, argument[(end + 1)..]] : [argument]);
}
