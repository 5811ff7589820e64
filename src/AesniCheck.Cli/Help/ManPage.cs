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
        .. root.Commands.SelectMany(Command),
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

    private static IEnumerable<string> Command(CommandEntry command) =>
    [
        $".SS {Roff.Text($"{CommandEntry.Program} {command.Name}")}",
        .. Roff.Sentences(command.Description),
        .. command.Arguments.Concat(command.Options).SelectMany(Entry),
    ];

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
