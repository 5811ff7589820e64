using System.CommandLine;
using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>A command, as help, completion and manual show it. All of it is derived from the parser's definition.</summary>
/// <param name="Name">Its name: <c>run</c>, or the name of the program for the root.</param>
/// <param name="Description">What it does, in sentences.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Options">Its options; those shared by all commands come last.</param>
/// <param name="Commands">Its subcommands.</param>
internal sealed record CommandEntry(
    string Name, string Description, IReadOnlyList<OptionEntry> Arguments, IReadOnlyList<OptionEntry> Options, IReadOnlyList<CommandEntry> Commands)
{
    /// <summary>The name of the program.</summary>
    public const string Program = "aesnicheck";

    /// <summary>The name of the command that runs if none is named.</summary>
    public const string Default = "run";

    /// <summary>The first sentence of the description, without its full stop.</summary>
    public string Summary => UpTo(Description, ". ");

    /// <summary>The arguments and options, as in a usage line: <c>[file...] [options]</c>.</summary>
    public string Parameters => string.Join(' ', (string[])
    [
        .. Commands.Count > 0 ? ["[<command>]"] : Array.Empty<string>(),
        "[options]",
        .. Arguments.Select(argument => argument.IsOptional ? $"[{argument.Value}]" : argument.Value),
    ]);

    /// <summary>Returns the whole command line.</summary>
    /// <param name="root">Its root.</param>
    public static CommandEntry Of(Command root) => Of(root, Program, []);

    /// <summary>Returns one of its subcommands, by name.</summary>
    public CommandEntry this[string name] => Commands.First(command => command.Name == name);

    /// <summary>Returns the beginning of some sentences, up to the first punctuation: enough for choosing.</summary>
    public static string Brief(string sentences) => UpTo(sentences, ". ", ": ", "; ", " (");

    private static string UpTo(string text, params IEnumerable<string> ends) =>
        text[..ends.Select(end => text.IndexOf(end, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(text.Length).Min()].TrimEnd('.');

    private static CommandEntry Of(Command command, string name, IEnumerable<Option> inherited)
    {
        Option[] common = [.. inherited, .. command.Options.Where(option => option.Recursive)];
        return new CommandEntry(
            name,
            command.Description ?? "",
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(OptionEntry.Of)],
            [.. command.Options.Where(option => !option.Recursive).Concat(common).Where(option => !option.Hidden).Select(OptionEntry.Of)],
            [.. command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => Of(subcommand, subcommand.Name, common))]);
    }
}
