using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>
/// The common part of the completion scripts of all shells. A script is static: it never starts the program. It contains commands, options and closed lists;
/// the shell adds file names.
/// </summary>
internal static class CompletionScript
{
    /// <summary>The shells for which there are scripts.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>Returns the lines of a script.</summary>
    /// <param name="shell">The shell, one of <see cref="Shells"/>.</param>
    /// <param name="root">The whole command line.</param>
    public static IEnumerable<string> Lines(string shell, CommandEntry root) => shell switch
    {
        "bash" => BashCompletion.Lines(root),
        "zsh" => ZshCompletion.Lines(root),
        _ => FishCompletion.Lines(root),
    };

    /// <summary>Returns the options that can be the first word: those of the program, and those of the default command.</summary>
    public static IEnumerable<OptionEntry> FirstOptions(CommandEntry root) =>
        root.Options.Concat(root[CommandEntry.Default].Options).DistinctBy(option => option.Names[^1]);

    /// <summary>Returns a text as one word of a shell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">How the shell writes a quote within quotes: in most shells the quoted part has to end for it.</param>
    public static string Quoted(string text, string quote = @"'\''") => $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
}
