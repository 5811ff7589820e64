using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>Completion for zsh, with its function <c>_arguments</c>.</summary>
internal static class ZshCompletion
{
    private const string Beginning = """
        #compdef aesnicheck
        # Completion of aesnicheck for zsh: made by 'aesnicheck completion zsh'.

        _aesnicheck() {
            local command=$words[2]
            local -a commands options arguments

            if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then
                commands=(
        """;

    private const string Ending = """
            _arguments -S $options $arguments
        }

        # Read by compinit as the body of the function, or as a file by 'source' or 'eval'.
        if [[ $funcstack[1] == _aesnicheck ]]; then
            _aesnicheck "$@"
        else
            compdef _aesnicheck aesnicheck
        fi
        """;

    /// <summary>Returns the lines of the script.</summary>
    public static IEnumerable<string> Lines(CommandEntry root) =>
    [
        .. Beginning.Split('\n'),
        .. root.Commands.Select(command => $"            {CompletionScript.Quoted($"{Escaped(command.Name)}:{CommandEntry.Brief(command.Description)}")}"),
        "        )",
        "        _describe -t commands command commands",
        "        return",
        "    fi",
        "",
        "    if (( CURRENT == 2 )); then",
        "        command=",
        "    elif [[ $command == -* ]]; then",
        $"        command={CommandEntry.Default}",
        "    else",
        "        shift words",
        "        (( CURRENT-- ))",
        "    fi",
        "",
        "    case $command in",
        .. Command("''", CompletionScript.FirstOptions(root), []),
        .. root.Commands.SelectMany(command => Command(command.Name, command.Options, command.Arguments)),
        "        *) return 1 ;;",
        "    esac",
        .. Ending.Split('\n'),
    ];

    private static IEnumerable<string> Command(string pattern, IEnumerable<OptionEntry> options, IEnumerable<OptionEntry> arguments) =>
    [
        $"        {pattern})",
        "            options=(",
        .. options.SelectMany(Option).Select(line => "                " + line),
        "            )",
        "            arguments=(",
        .. arguments.Select(argument => "                " + CompletionScript.Quoted($"{(argument.IsMany ? "*" : "1")}:{argument.ValueName}:{Action(argument)}")),
        "            )",
        "            ;;",
    ];

    /// <summary>Returns a line for each name of an option. The names exclude each other: none of our options is useful twice.</summary>
    private static IEnumerable<string> Option(OptionEntry option) => option.Names.Select(name =>
    {
        string value = option.Kind == ValueKind.None ? "" : $":{option.ValueName}:{Action(option)}";
        string mark = option.Kind != ValueKind.None && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
        return CompletionScript.Quoted($"({string.Join(' ', option.Names)}){name}{mark}[{Escaped(CommandEntry.Brief(option.Description))}]{value}");
    });

    private static string Action(OptionEntry option) => option.Kind switch
    {
        ValueKind.Word => $"({string.Join(' ', option.Words.Select(Escaped))})",
        ValueKind.Words => $"_values -s , {option.ValueName} {string.Join(' ', option.Words.Select(Escaped))}",
        ValueKind.File => "_files",
        _ => " ",
    };

    /// <summary>Escapes the characters that are special to <c>_arguments</c>.</summary>
    private static string Escaped(string text) => string.Concat(text.Select(character => @"\:[]()".Contains(character, StringComparison.Ordinal) ? $@"\{character}" : character.ToString()));
}
