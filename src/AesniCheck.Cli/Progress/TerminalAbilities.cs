using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Progress;

/// <summary>The abilities of standard error, by its kind and by the environment.</summary>
/// <param name="IsLive">Whether a picture can be redrawn in place.</param>
/// <param name="HasColour">Whether colours may be used.</param>
/// <param name="HasUnicode">Whether characters beyond ASCII can be used.</param>
internal sealed record TerminalAbilities(bool IsLive, bool HasColour, bool HasUnicode)
{
    /// <summary>Returns the abilities of this process.</summary>
    public static TerminalAbilities OfStandardError() => Of(!Console.IsErrorRedirected, Environment.GetEnvironmentVariable);

    /// <summary>Returns the abilities of a process.</summary>
    /// <param name="isTerminal">Whether its standard error is a terminal.</param>
    /// <param name="variable">The variables of its environment; null for one that is not set.</param>
    public static TerminalAbilities Of(bool isTerminal, Func<string, string?> variable)
    {
        string terminal = variable("TERM") ?? "";
        bool isLive = isTerminal && !ColourSupport.IsLog(variable) && terminal is not ("" or "dumb" or "unknown");
        return new TerminalAbilities(
            isLive,
            HasColour: isLive && ColourSupport.Of(isTerminal, variable),
            HasUnicode: terminal != "linux" && IsUtf8(Locale(variable))); // Linux's own console has at most 512 characters, few of ours among them.
    }

    /// <summary>Returns the locale, as in locale(7): an empty variable counts as not set.</summary>
    private static string Locale(Func<string, string?> variable) =>
        ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";

    private static bool IsUtf8(string locale) =>
        locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
}
