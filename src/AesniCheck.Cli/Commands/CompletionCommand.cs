using System.CommandLine;
using AesniCheck.Cli.Help;
using AesniCheck.Cli.Options;
using AesniCheck.Cli.Output;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck completion</c>: completion scripts for shells.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        Argument<string> shell = ClosedList.Argument("shell", CompletionScript.Shells);
        shell.Description = $"The shell: {string.Join(", ", CompletionScript.Shells)}.";
        var command = new Command(
            "completion",
            "Prints the script by which a shell completes commands, options and their values. Put it where the shell looks for such scripts: "
            + "for bash /etc/bash_completion.d/aesnicheck, for zsh a file _aesnicheck in a folder of $fpath, for fish ~/.config/fish/completions/aesnicheck.fish. "
            + "To try it directly: source <(aesnicheck completion bash).")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            ConsoleLines.Lines(CompletionScript.Lines(parsed.GetValue(shell)!, CommandEntry.Of(parsed.RootCommandResult.Command)));

            return ExitCode.Pass;
        });
        return command;
    }
}
