using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Commands;
using AesniCheck.Cli.Help;
using AesniCheck.Cli.Output;
using AesniCheck.Interop;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Cli;

/// <summary>The command line: finds the command and runs it, and explains a command line that is wrong.</summary>
internal static class CommandLine
{
    private static readonly string[] RootOptions = ["-h", "-?", "/h", "/?", "--help", "--version"];

    // Words that people try.
    private const string HelpWord = "help";
    private const string VersionWord = "version";

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="devices">The implementations to check.</param>
    /// <param name="stressors">All available stressors.</param>
    /// <param name="changePipe">Wraps the event pipe of a worker process; null, as in the product, for no wrapper.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(string[] args, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors, Func<Stream, Stream>? changePipe = null)
    {
        if (args is [Self.WorkerArgument, .. string[] rest])
        {
            return WorkerCommand.Run(rest, devices, stressors, changePipe);
        }

        try
        {
            StandardStreams.Open();
        }
#pragma warning disable CA1031 // The last handler: any exception, out of memory included, ends with one line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            StandardStreams.ReportOpenFailure(exception);
            return ExitCode.InternalError;
        }

        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => Failure.EndAsBug(unhandled.ExceptionObject);
        if (!OperatingSystem.IsLinux())
        {
            ConsoleLines.Error("this system is not supported: AesniCheck needs Linux on x86-64");
            return ExitCode.Unsupported;
        }

        // Some daemons ignore or block SIGCHLD, and their children inherit that. The runtime does not change it, and would wait forever for the end of a worker
        // process.
        ThreadSignals.StopIgnoring(ThreadSignals.SIGCHLD);
        ThreadSignals.Unblock(ThreadSignals.SetOf(ThreadSignals.SIGCHLD));

        // A report that exceeds 'ulimit -f' must not end the run and lose its findings.
        ThreadSignals.Ignore(ThreadSignals.SIGXFSZ);
        return Run(Root(devices, stressors), args);
    }

    /// <summary>Ends the program before the command starts, because the system grants too little.</summary>
    /// <param name="args">The arguments: they determine the exit style.</param>
    /// <param name="message">The shortage.</param>
    /// <returns>The exit code.</returns>
    public static int Refuse(string[] args, string message)
    {
        StandardStreams.Open();
        return Failure.End(GateCommand.StyleOf(args), ExitCode.InternalError, message);
    }

    /// <summary>Makes all commands with their options.</summary>
    /// <param name="devices">The implementations to check.</param>
    /// <param name="stressors">All available stressors.</param>
    public static RootCommand Root(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var root = new RootCommand(
            "Finds out whether AES can be trusted on this virtual machine, on every CPU, while the machine is busy. "
            + $"Without a command it runs '{CommandEntry.Default}', and takes its options; see 'aesnicheck {CommandEntry.Default} --help'.")
        {
            RunCommand.Create(devices, stressors),
            GateCommand.Create(devices, stressors),
            SelfTestCommand.Create(devices, stressors),
            ReportCommand.Create(),
            ExplainCommand.Create(stressors),
            VectorsCommand.Create(devices),
            ProbesCommand.Create(devices),
            StressorsCommand.Create(stressors),
            InfoCommand.Create(),
            CompletionCommand.Create(),
            ManCommand.Create(TimeProvider.System),
        };
        HelpActions.Install(root);

        // Only completion scripts that call the program use directives, and ours don't.
        root.Directives.Clear();
        return root;
    }

    private static int Run(RootCommand root, string[] args)
    {
        args = args switch
        {
            [HelpWord, var command, ..] when !command.StartsWith('-') && root.Subcommands.All(known => known.Name != command) => [command],
            [HelpWord, .. string[] rest] => [.. rest, "--help"],
            [VersionWord or "-V"] => ["--version"],
            _ => args,
        };

        // 'aesnicheck' alone, or with options of 'run', means the default command.
        if (args.Length == 0 || (args[0].StartsWith('-') && !RootOptions.Contains(args[0])))
        {
            args = [CommandEntry.Default, .. args];
        }

        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Failure.End(GateCommand.StyleOf(args), ExitCode.Usage, Explain(parsed));
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
#pragma warning disable CA1031 // The last handler: any exception, out of memory included, ends with one line and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failure.End(GateCommand.StyleOf(args), exception);
        }
    }

    /// <summary>Returns the first error, and what to do about it.</summary>
    private static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string help = $"see 'aesnicheck {(command is RootCommand ? "" : command.Name + " ")}--help'";
        if (parsed.UnmatchedTokens is [string word, ..])
        {
            string[] known = command is RootCommand
                ? [.. command.Subcommands.Select(subcommand => subcommand.Name), HelpWord, VersionWord]
                : [.. CommandEntry.Of(parsed.RootCommandResult.Command)[command.Name].Options.Select(option => option.Names[^1])];
            string shown = $"'{Excerpt.Of(word)}'";
            return command is RootCommand ? $"unknown command {shown}{Similar.Hint(word, known)}; the commands are {string.Join(", ", known)}"
                : word.StartsWith('-') ? $"unknown option {shown}{Similar.Hint(word, known)}; {help}"
                : $"unexpected argument {shown}; {help}";
        }

        // The parser's own messages are sentences without advice; those of the options give advice.
        string message = parsed.Errors[0].Message;
        return message.EndsWith('.') ? $"{message[..^1]}; {help}" : message;
    }
}
