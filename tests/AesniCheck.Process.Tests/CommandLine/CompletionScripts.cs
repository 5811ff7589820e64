using AesniCheck.Processes.Harness;
using Xunit;

namespace AesniCheck.Processes;

/// <summary>The completion scripts in the shells that they are for. One for all tests: each script is made once, and zsh's own functions are read once.</summary>
public sealed class CompletionScripts : IDisposable
{
    // Completes a command line in a second zsh on a pseudo-terminal, and prints the arguments of its builtin for matches.
    private const string ZshDriver = """
        zmodload zsh/zpty || exit 1
        zpty shell zsh -f -i
        zpty -w shell "PROMPT=; autoload -Uz compinit"
        if [[ $1 == */_aesnicheck ]]; then
            zpty -w shell "fpath=(${(q)1:h} \$fpath); compinit -D -u"
        else
            zpty -w shell "compinit -C -d ${(q)3}; source ${(q)1}"
        fi
        zpty -w shell 'compadd() {
            if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
            local -a hits
            builtin compadd -A hits "$@"
            (( $#hits )) || return 1
            print -l -- "hit:"$^hits
        }'
        zpty -w shell 'finished() { print done:; exit }'
        zpty -w shell 'bindkey "^I" complete-word; comppostfuncs=(finished); print ready":"'
        while zpty -r shell line; do [[ $line == *ready:* && $line != *print* ]] && break; done
        zpty -w -n shell "$2"$'\t'
        while zpty -r shell line; do
            [[ $line == *hit:* ]] && print -r -- ${${line##*hit:}%$'\r\n'}
            [[ $line == *done:* ]] && break
        done
        zpty -d shell
        """;

    private const string BashDriver = """
        source "$1"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _aesnicheck
        [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _functions = new();

    public CompletionScripts() => File.WriteAllText(_folder["a file.json"], "");

    public void Dispose()
    {
        _folder.Dispose();
        _functions.Dispose();
    }

    /// <summary>A shell's offers at the end of a command line. The folder has one file, <c>a file.json</c>; all its other names begin with an underscore.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="line">The command line, its words with single spaces between them.</param>
    public string[] Offers(string shell, string line) => shell switch
    {
        "bash" => Run("bash", ["--norc", "-c", BashDriver, "bash", Script(shell), .. BashWords(line)]),
        "zsh" => Zsh(Script(shell), line),
        _ => [.. Run("fish", ["--no-config", "-c", "source $argv[1]; complete -C $argv[2]", Script(shell), line]).Select(offer => offer.Split('\t')[0])],
    };

    /// <summary>The same for zsh if the script is a function in a folder of <c>$fpath</c>.</summary>
    public string[] OffersWhenAutoloaded(string line) => Zsh(Script("zsh", _functions["_aesnicheck"]), line);

    // The first run writes the dump, and the following ones use it unchanged.
    private string[] Zsh(string script, string line)
    {
        File.WriteAllText(_folder["_driver"], ZshDriver);
        return Run("zsh", ["-f", _folder["_driver"], script, line, _folder["_dump"]]);
    }

    /// <summary>As bash parts a line, at spaces and at '='.</summary>
    private static string[] BashWords(string line) => line.Replace("=", " = ", StringComparison.Ordinal).Split(' ');

    private string Script(string shell) => Script(shell, _folder[$"_{shell}"]);

    private static string Script(string shell, string path)
    {
        Requirement.Program(shell);
        if (!File.Exists(path))
        {
            ProcessResult script = Invocation.OfAesnicheck("completion", shell).Run();
            Assert.Equal(0, script.ExitCode);
            Assert.Empty(script.Error);
            File.WriteAllText(path, script.OutputText + "\n");
        }

        return path;
    }

    private string[] Run(string shell, string[] arguments)
    {
        ProcessResult result = Invocation.Of(shell, arguments).With("HOME", _folder.Path).In(_folder).Run();
        Assert.Empty(result.Error);
        return [.. result.Output.Where(offer => !offer.StartsWith('_')).Order(StringComparer.Ordinal)];
    }
}
