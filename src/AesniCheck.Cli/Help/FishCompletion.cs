using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>Completion for fish 3.0 and later.</summary>
internal static class FishCompletion
{
    private const string Beginning = """
        # Completion of aesnicheck for fish: made by 'aesnicheck completion fish'.

        # Whether the command line has reached one of the given commands; '-' stands for none yet.
        function __aesnicheck_at
            set -l words (commandline -opc)
            set -l command -
            if set -q words[2]
                set command (string replace -r '^-.*' DEFAULT -- $words[2])
            end
            contains -- $command $argv
        end

        # A comma-separated list: completes the last part, and does not offer words already in the list.
        function __aesnicheck_list
            set -l before (string match -r '^.*,' -- (string replace -r '^-[^=]*=' '' -- (commandline -ct)))
            for word in $argv
                contains -- $word (string split , -- $before); or printf '%s%s\n' "$before" $word
            end
        end

        complete -c aesnicheck -f
        """;

    /// <summary>Returns the lines of the script.</summary>
    public static IEnumerable<string> Lines(CommandEntry root) =>
    [
        .. Beginning.Replace("DEFAULT", CommandEntry.Default, StringComparison.Ordinal).Split('\n'),
        .. root.Commands.Select(command => $"complete -c aesnicheck -n '__aesnicheck_at -' -a {command.Name} -d {Quoted(CommandEntry.Brief(command.Description))}"),
        .. root.Options.Where(option => !root[CommandEntry.Default].Options.Any(other => other.Names[^1] == option.Names[^1])).Select(option => Option("-", option)),
        .. root.Commands.SelectMany(Command),
    ];

    private static IEnumerable<string> Command(CommandEntry command)
    {
        string at = command.Name == CommandEntry.Default ? $"- {command.Name}" : command.Name;
        return
        [
            .. command.Options.Select(option => Option(at, option)),
            .. command.Arguments.Where(argument => argument.Kind != ValueKind.Free).Select(argument => $"complete -c aesnicheck -n '__aesnicheck_at {command.Name}'{Values(argument)}"),
        ];
    }

    private static string Option(string at, OptionEntry option)
    {
        IEnumerable<string> names = option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}");
        string value = option.Kind switch
        {
            ValueKind.None => "",
            ValueKind.File => " -r",
            _ => " -x",
        };
        return $"complete -c aesnicheck -n '__aesnicheck_at {at}' {string.Join(' ', names)}{value}{Values(option)} -d {Quoted(CommandEntry.Brief(option.Description))}";
    }

    private static string Values(OptionEntry option) => option.Kind switch
    {
        ValueKind.Word => $" -a {Quoted(string.Join(' ', option.Words))}",
        ValueKind.Words => $" -a {Quoted($"(__aesnicheck_list {string.Join(' ', option.Words)})")}",
        ValueKind.File => " -F",
        _ => "",
    };

    private static string Quoted(string text) => CompletionScript.Quoted(text.Replace(@"\", @"\\", StringComparison.Ordinal), @"\'");
}
