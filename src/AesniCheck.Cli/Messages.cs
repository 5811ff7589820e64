namespace AesniCheck.Cli;

/// <summary>Messages on standard error, one line each.</summary>
internal static class Messages
{
    /// <summary>Says what is wrong with the command line or its files.</summary>
    /// <returns>The exit code for it.</returns>
    public static int Usage(string message)
    {
        Error(message);
        return ExitCode.Usage;
    }

    /// <summary>Says what went wrong.</summary>
    public static void Error(string message)
    {
        try
        {
            Console.Error.WriteLine($"aesnicheck: {message.ReplaceLineEndings(" ")}");
        }
        catch (IOException)
        {
            // Nobody can be told; the exit code tells.
        }
    }
}
