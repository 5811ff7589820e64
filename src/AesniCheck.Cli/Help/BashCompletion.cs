using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>Completion for bash 4.0 and later, without the package bash-completion.</summary>
internal static class BashCompletion
{
    private const string Beginning = """
        # Completion of aesnicheck for bash: made by 'aesnicheck completion bash'.

        # Offers the words that begin like the one at the cursor.
        _aesnicheck_words() {
            local word
            for word in "$@"; do
                [[ $word == "$current"* ]] && COMPREPLY+=("$word")
            done
        }

        # The same within a comma-separated list: completes the last part, and does not offer words already in the list.
        _aesnicheck_list() {
            local word before=
            [[ $current == *,* ]] && before=${current%,*},
            compopt -o nospace 2> /dev/null
            for word in "$@"; do
                [[ ,$before == *",$word,"* ]] || _aesnicheck_words "$before$word"
            done
        }

        # Offers files; a name may contain any character except a newline.
        _aesnicheck_files() {
            local file
            compopt -o filenames 2> /dev/null
            while IFS= read -r file; do
                COMPREPLY+=("$file")
            done < <(compgen -f -- "$current")
        }

        _aesnicheck() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=
            COMPREPLY=()

            # '--option=value' comes as three words.
            if [[ $current == = ]]; then
                current=
            elif [[ $previous == = && $COMP_CWORD -gt 1 ]]; then
                previous=${COMP_WORDS[COMP_CWORD - 2]}
            fi

            if [[ $COMP_CWORD -gt 1 ]]; then
                command=${COMP_WORDS[1]}
        """;

    /// <summary>Returns the lines of the script.</summary>
    public static IEnumerable<string> Lines(CommandEntry root) =>
    [
        .. Beginning.Split('\n'),
        $"        [[ $command == -* ]] && command={CommandEntry.Default}",
        "    fi",
        "",
        "    # The value of an option.",
        "    case $command:$previous in",
        .. root.Commands.SelectMany(command => command.Options.Where(option => option.Kind != ValueKind.None).SelectMany(option => Case(
            string.Join(" | ", option.Names.Select(name => $"{command.Name}:{name}")), $"{Values(option)}return"))),
        "    esac",
        "",
        "    # Options and arguments.",
        "    case $command:$current in",
        .. Case(":-*", Words(Names(CompletionScript.FirstOptions(root)))),
        .. Case(":*", Words(root.Commands.Select(command => command.Name))),
        .. root.Commands.SelectMany(command => Case($"{command.Name}:-*", Words(Names(command.Options)))),
        .. root.Commands.Where(command => command.Arguments.Count > 0).SelectMany(
            command => Case($"{command.Name}:*", Values(command.Arguments[^1]) is { Length: > 0 } values ? values[..^2] : ":")),
        "    esac",
        "}",
        "",
        "complete -F _aesnicheck aesnicheck",
    ];

    private static IEnumerable<string> Names(IEnumerable<OptionEntry> options) => options.SelectMany(option => option.Names);

    private static string Words(IEnumerable<string> words, string function = "_aesnicheck_words") => $"{function} {string.Join(' ', words)}";

    private static string Values(OptionEntry option) => option.Kind switch
    {
        ValueKind.Word => Words(option.Words) + "; ",
        ValueKind.Words => Words(option.Words, "_aesnicheck_list") + "; ",
        ValueKind.File => "_aesnicheck_files; ",
        _ => "",
    };

    private static IEnumerable<string> Case(string pattern, string body) => [$"        {pattern}) {body} ;;"];
}
