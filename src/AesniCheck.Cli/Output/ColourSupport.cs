namespace AesniCheck.Cli.Output;

/// <summary>Whether a stream may have colours, by its kind and by the environment.</summary>
internal static class ColourSupport
{
    // The logs of these show ANSI colours, although the stream is a pipe.
    private static readonly string[] ColourLogs = ["GITHUB_ACTIONS", "GITEA_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS"];

    /// <summary>Returns whether standard output may have colours.</summary>
    public static bool OfStandardOutput() => Of(!Console.IsOutputRedirected, Environment.GetEnvironmentVariable);

    /// <summary>Returns whether standard error may have colours.</summary>
    public static bool OfStandardError() => Of(!Console.IsErrorRedirected, Environment.GetEnvironmentVariable);

    /// <summary>Returns whether a stream may have colours. NO_COLOR takes precedence over CLICOLOR_FORCE, which takes precedence over the kind of stream.</summary>
    /// <param name="isTerminal">Whether it is a terminal.</param>
    /// <param name="variable">The variables of the environment; null for one that is not set.</param>
    public static bool Of(bool isTerminal, Func<string, string?> variable)
    {
        string terminal = variable("TERM") ?? "";
        return string.IsNullOrEmpty(variable("NO_COLOR"))
            && (variable("CLICOLOR_FORCE") is not (null or "" or "0")
                || ColourLogs.Any(name => !string.IsNullOrEmpty(variable(name)))
                || (isTerminal && !IsLog(variable) && HasColours(terminal)));
    }

    /// <summary>Returns whether the output of this process is only seen later, in a log. Some CI systems have a pseudo-terminal.</summary>
    public static bool IsLog(Func<string, string?> variable) => variable("CI") is not (null or "" or "0" or "false");

    /// <summary>Returns whether a kind of terminal has colours.</summary>
    public static bool HasColours(string terminal) =>
        terminal is not ("" or "dumb" or "unknown") && !terminal.StartsWith("vt", StringComparison.Ordinal) && !terminal.EndsWith("-m", StringComparison.Ordinal);
}
