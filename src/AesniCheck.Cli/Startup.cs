using System.Text;
using AesniCheck.Cli.Commands;
using AesniCheck.Cli.Output;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Cli;

/// <summary>
/// The start of the program, before it loads anything that it needs later: if hardly any file may be open, loading any part may fail. Each error here is one
/// line on standard error.
/// </summary>
internal static class Startup
{
    private const int StandardError = 2;

    /// <summary>Runs the rest of the program if the system grants enough.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="rest">The rest.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Func<int> rest)
    {
        try
        {
            return Check(args) ?? rest();
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or TypeInitializationException or TypeLoadException)
        {
            // Only the runtime's core library is certain to be available.
            WriteError($"a part of the program can't be loaded ({NameOf(exception)}): check the limit of open files (ulimit -n), and that the installation is complete");
            return ExitCode.InternalError;
        }
    }

    private static int? Check(string[] args)
    {
        if (args is [Self.WorkerArgument] || MinimumResources.LackOfFiles() is not { } lack)
        {
            return null;
        }

        // A gate may use a different exit code, and a line on standard output.
        if (args is [GateCommand.Name, ..])
        {
            return CommandLine.Refuse(args, lack);
        }

        try
        {
            StandardFile.Write(StandardFile.Error, Line(lack));
        }
        catch (IOException)
        {
            // Standard error has no reader; the exit code remains.
        }

        return ExitCode.InternalError;
    }

    private static byte[] Line(string message) => Encoding.UTF8.GetBytes($"aesnicheck: {message}\n");

    private static string NameOf(Exception exception) =>
        ((exception as FileNotFoundException)?.FileName ?? (exception as FileLoadException)?.FileName ?? exception.GetType().Name).Split(',')[0];

    private static void WriteError(string message)
    {
        try
        {
            using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(Line(message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Standard error is closed; the exit code remains.
        }
    }
}
