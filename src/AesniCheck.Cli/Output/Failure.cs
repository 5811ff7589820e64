using AesniCheck.Basics;
using AesniCheck.Host.Limits;
using AesniCheck.Records;

namespace AesniCheck.Cli.Output;

/// <summary>The end of a command without an answer: one line on standard error, and the exit code.</summary>
internal static class Failure
{
    /// <summary>Reports why there is no answer, for any exception. For the handlers of commands: by then, partly written files have been removed.</summary>
    /// <param name="style">The reader of the exit code.</param>
    /// <param name="exception">The exception.</param>
    /// <returns>The exit code.</returns>
    public static int End(ExitStyle style, Exception exception) => exception switch
    {
        UsageException => End(style, ExitCode.Usage, exception.Message),
        OperationCanceledException => End(style, ExitStyles.CodeOf(style, Outcome.Inconclusive), exception.Message),
        _ when Shortage.Of(exception, new HostFiles("/")) is { } shortage => End(style, ExitCode.InternalError, shortage),
        InvalidOperationException or PlatformNotSupportedException or IOException => End(style, ExitCode.InternalError, exception.Message),
        _ => End(style, ExitCode.InternalError, Bug(exception)),
    };

    /// <summary>Reports why there is no answer, on standard error and where the reader of the exit code expects it.</summary>
    /// <param name="style">The reader of the exit code.</param>
    /// <param name="exitCode">The exit code in the default style.</param>
    /// <param name="message">One line: what, where, what to do.</param>
    /// <returns>The exit code.</returns>
    public static int End(ExitStyle style, int exitCode, string message)
    {
        ConsoleLines.Error(message);
        if (ExitStyles.IsOneLine(style))
        {
            ConsoleLines.Answer(ExitStyles.ErrorLine(style, message));
        }

        return ExitStyles.CodeOfError(style, exitCode);
    }

    /// <summary>Ends the process after an exception that no handler caught: prints it whole and asks for a report.</summary>
    public static void EndAsBug(object exception)
    {
        ConsoleLines.Error(Bug(exception));
        Environment.Exit(ExitCode.InternalError);
    }

    private static string Bug(object exception) => exception is Exception known && Shortage.Of(known, new HostFiles("/")) is { } shortage ? shortage : $"internal error; please report it: {exception}";
}
