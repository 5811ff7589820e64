using System.Globalization;
using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>The manual page as roff source with the macros of man(7).</summary>
internal static class ManPage
{
    /// <summary>Returns the lines.</summary>
    /// <param name="root">The whole command line.</param>
    /// <param name="version">The version of the program.</param>
    /// <param name="date">The date of the manual.</param>
    public static IEnumerable<string> Lines(CommandEntry root, string version, DateOnly date) =>
    [
        string.Create(CultureInfo.InvariantCulture, $".TH AESNICHECK 1 {date:yyyy-MM-dd} \"aesnicheck {version}\" \"User Commands\""),
        ".SH NAME",
        $@"aesnicheck \- {Roff.Text(HelpTopics.Purpose)}",
        ".SH SYNOPSIS",
        $"{Roff.Bold(CommandEntry.Program)} [{Roff.Italic("command")}] [{Roff.Italic("options")}]",
        .. root.Commands.SelectMany(command => (string[])[".br", $"{Roff.Bold($"{CommandEntry.Program} {command.Name}")} {Parameters(command)}"]),
        ".SH DESCRIPTION",
        .. Roff.Sentences(root.Description),
        ".PP",
        .. Roff.Sentences(HelpTopics.Streams),
        ".SH OPTIONS",
        .. root.Options.SelectMany(Entry),
        ".SH COMMANDS",
        .. root.Commands.SelectMany(command => Command(command, Common(root))),
        ".SH COMMON OPTIONS",
        "These options are those of several commands.",
        .. Common(root).SelectMany(Entry),
        ".SH EXIT STATUS",
        .. HelpTopics.ExitCodes.SelectMany(code => Tagged(Roff.Bold(code.Code.ToString(CultureInfo.InvariantCulture)), code.Meaning)),
        ".SH ENVIRONMENT",
        .. HelpTopics.Variables.SelectMany(variable => Tagged(Roff.Bold(variable.Name), variable.Meaning)),
        ".SH EXAMPLES",
        .. HelpTopics.Examples.SelectMany(example => Tagged(Roff.Bold(example.Command), example.Purpose)),
        ".SH SEE ALSO",
        ".BR proc (5),",
        ".BR ptrace (2),",
        ".BR sched (7)",
    ];

    private static IEnumerable<string> Command(CommandEntry command, IReadOnlyList<OptionEntry> common)
    {
        OptionEntry[] shared = [.. command.Options.Where(option => common.Any(other => IsSame(option, other)))];
        return
        [
            $".SS {Roff.Text($"{CommandEntry.Program} {command.Name}")}",
            .. Roff.Sentences(command.Description),
            .. command.Arguments.Concat(command.Options.Except(shared)).SelectMany(Entry),
            .. shared.Length == 0 ? [] : (string[])[".PP", $"Also {string.Join(", ", shared.Select(option => Roff.Bold(option.Names[^1])))}; see COMMON OPTIONS."],
        ];
    }

    /// <summary>Returns the options that several commands have with the same text, once, except those of the program itself.</summary>
    private static IReadOnlyList<OptionEntry> Common(CommandEntry root) =>
    [
        .. root.Commands.SelectMany(command => command.Options)
            .Where(option => !root.Options.Any(other => IsSame(option, other)))
            .GroupBy(option => (option.Usage, option.Description))
            .Where(group => group.Count() > 1)
            .Select(group => group.First()),
    ];

    private static bool IsSame(OptionEntry one, OptionEntry other) => one.Usage == other.Usage && one.Description == other.Description;

    private static string Parameters(CommandEntry command) =>
        string.Join(' ', (string[])[$"[{Roff.Italic("options")}]", .. command.Arguments.Select(argument => argument.IsOptional ? $"[{Value(argument)}]" : Value(argument))]);

    private static IEnumerable<string> Entry(OptionEntry option)
    {
        string names = string.Join(", ", option.Names.Select(Roff.Bold));
        return Tagged(names + (names.Length > 0 && option.ValueName is not null ? " " : "") + Value(option), option.Description);
    }

    private static string Value(OptionEntry option) => option.ValueName is null ? "" : Roff.Italic(option.ValueName) + (option.IsMany ? " ..." : "");

    private static IEnumerable<string> Tagged(string tag, string sentences) => [".TP", tag, .. Roff.Sentences(sentences)];
}
