namespace AesniCheck.Cli.Progress;

/// <summary>What can be shown on standard error, by what it is and by what the environment asks for.</summary>
/// <param name="IsLive">Whether a picture can be drawn again in place.</param>
/// <param name="HasColour">Whether it may have colours.</param>
/// <param name="HasUnicode">Whether there are more characters than those of ASCII.</param>
internal sealed record TerminalAbilities(bool IsLive, bool HasColour, bool HasUnicode)
{
    /// <summary>Those of this process.</summary>
    public static TerminalAbilities OfStandardError() => Of(!Console.IsErrorRedirected, Environment.GetEnvironmentVariable);

    /// <summary>Those of a process.</summary>
    /// <param name="isTerminal">Whether its standard error is a terminal.</param>
    /// <param name="variable">The variables of its environment, null for one that is not there.</param>
    public static TerminalAbilities Of(bool isTerminal, Func<string, string?> variable)
    {
        string terminal = variable("TERM") ?? "";

        // Some CI systems have a pseudo-terminal, whose output nobody sees before it is in a log.
        bool isWatched = variable("CI") is null or "" or "0" or "false";
        bool isLive = isTerminal && isWatched && terminal is not ("" or "dumb" or "unknown");
        return new TerminalAbilities(
            isLive,
            HasColour: isLive && string.IsNullOrEmpty(variable("NO_COLOR")) && !terminal.StartsWith("vt", StringComparison.Ordinal) && !terminal.EndsWith("-m", StringComparison.Ordinal),
            HasUnicode: terminal != "linux" && IsUtf8(Locale(variable))); // Linux's own console has no more than 512 characters, few of ours among them.
    }

    /// <summary>As locale(7) has it: what is set to nothing is not set.</summary>
    private static string Locale(Func<string, string?> variable) =>
        ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";

    private static bool IsUtf8(string locale) =>
        locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
}
