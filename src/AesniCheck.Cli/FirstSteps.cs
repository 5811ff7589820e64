using System.Text;
using AesniCheck.Cli.Commands;
using AesniCheck.Cli.Output;
using AesniCheck.Host.Limits;
using AesniCheck.Interop;
using Microsoft.Win32.SafeHandles;

namespace AesniCheck.Cli;

/// <summary>
/// The beginning of the program, before anything is loaded that it needs later: where hardly a file may be open, each part that is loaded may be the
/// one that can't be. Whatever happens here is one line on standard error.
/// </summary>
internal static class FirstSteps
{
    private const int StandardError = 2;

    /// <summary>Does the rest of the program, if there is room for it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="rest">The rest.</param>
    /// <returns>The exit code.</returns>
    public static int Take(string[] args, Func<int> rest)
    {
        try
        {
            return Check(args) ?? rest();
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or TypeInitializationException or TypeLoadException)
        {
            // No more than the runtime's own library is there for sure.
            Tell($"a part of the program can't be loaded ({NameOf(exception)}): see whether this process may open more files (ulimit -n), and whether the program is whole");
            return ExitCode.InternalError;
        }
    }

    private static int? Check(string[] args)
    {
        if (args is [Self.WorkerArgument] || RoomToWork.LackOfFiles() is not { } lack)
        {
            return null;
        }

        // A gate may have promised another code, and a line elsewhere.
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

    private static void Tell(string message)
    {
        try
        {
            using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(Line(message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is closed: the exit code tells.
        }
    }
}
