using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Interop;

namespace AesniCheck.Cli.Help;

/// <summary>The actions of <c>--help</c> and <c>--version</c>, for all commands.</summary>
internal static class HelpActions
{
    private const int NarrowestWidth = 50;
    private const int WidestWidth = 100;

    /// <summary>Replaces the parser's own actions.</summary>
    /// <param name="root">The whole command line.</param>
    public static void Install(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            switch (option)
            {
                case HelpOption:
                    option.Description = "Show this help.";
                    option.Action = new Help(root);
                    break;
                case VersionOption:
                    option.Description = "Show the version, and the commit that it was built from.";
                    option.Action = new Version();
                    break;
            }
        }
    }

    /// <summary>Returns the width of the terminal, within readable limits; the usual width if the output is not a terminal.</summary>
    private static int Width() => Console.IsOutputRedirected ? Columns.UsualWidth
        : Math.Clamp(TerminalWindow.OfStandardOutput()?.Columns ?? Columns.UsualWidth, NarrowestWidth, WidestWidth);

    private sealed class Help(RootCommand root) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            CommandEntry all = CommandEntry.Of(root);
            Command asked = parseResult.CommandResult.Command;
            ConsoleLines.Lines(HelpText.Lines(all, asked == root ? all : all[asked.Name], Width()));

            return ExitCode.Pass;
        }
    }

    private sealed class Version : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            ConsoleLines.Line(Self.VersionLine);
            return ExitCode.Pass;
        }
    }
}
