using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>
/// What the completion scripts of all shells are made of. A script is static: it never starts the program. Commands, options and closed lists are in it;
/// the shell adds the names of files.
/// </summary>
internal static class CompletionScript
{
    /// <summary>The shells that there are scripts for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The lines of a script.</summary>
    /// <param name="shell">The shell, one of <see cref="Shells"/>.</param>
    /// <param name="root">The whole command line.</param>
    public static IEnumerable<string> Lines(string shell, CommandEntry root) => shell switch
    {
        "bash" => BashCompletion.Lines(root),
        "zsh" => ZshCompletion.Lines(root),
        _ => FishCompletion.Lines(root),
    };

    /// <summary>The options that can be the first word: those of the program, and those of the command that is meant where none is named.</summary>
    public static IEnumerable<OptionEntry> FirstOptions(CommandEntry root) =>
        root.Options.Concat(root[CommandEntry.Default].Options).DistinctBy(option => option.Names[^1]);

    /// <summary>A text as one word of a shell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">How the shell writes a quote within quotes: in most of them the text has to end for it.</param>
    public static string Quoted(string text, string quote = @"'\''") => $"'{text.Replace("'", quote, StringComparison.Ordinal)}'";
}
