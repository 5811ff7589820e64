using System.Globalization;
using AesniCheck.Cli.Options;

namespace AesniCheck.Cli.Help;

/// <summary>The output of <c>--help</c>.</summary>
internal static class HelpText
{
    private const int WidestKey = 26;
    private const int Indent = 2;

    // The heading of the group says so for all reports.
    private const string ToFile = ", to this file";

    /// <summary>Returns the lines.</summary>
    /// <param name="root">The whole command line.</param>
    /// <param name="command">The command to describe: the root itself, or one of its commands.</param>
    /// <param name="width">The maximum length of a line.</param>
    public static IEnumerable<string> Lines(CommandEntry root, CommandEntry command, int width)
    {
        bool isRoot = command == root;
        (string Command, string Purpose)[] examples = [.. HelpTopics.ExamplesOf(isRoot ? null : command.Name)];
        IEnumerable<(string, IEnumerable<(string, string)>)> sections =
        [
            ("Commands", command.Commands.Select(subcommand => (subcommand.Name, subcommand.Summary + "."))),
            ("Arguments", command.Arguments.Select(argument => (argument.Value, argument.Description))),
            .. OptionGroups.Of(command.Options).Select(group => (group.Title, group.Options.Select(option => (Aligned(option), Short(option))))),
            ("Exit codes", isRoot ? HelpTopics.ExitCodes.Select(code => (code.Code.ToString(CultureInfo.InvariantCulture), code.Meaning)) : []),
        ];
        return
        [
            .. Wrap("", command.Description, width),
            "",
            $"Usage: {CommandEntry.Program}{(isRoot ? "" : " " + command.Name)} {command.Parameters}",
            .. sections.SelectMany(section => Section(section.Item1, [.. section.Item2], width)),
            .. examples.Length == 0 ? [] : (string[])["", "Examples:", .. examples.Select(example => $"  {example.Command}")],
            "",
            .. Wrap("", "The full texts: aesnicheck man | man -l -", width),
        ];
    }

    /// <summary>Returns the purpose of an option up to the first punctuation, with its default in brackets.</summary>
    private static string Short(OptionEntry option)
    {
        const string Mark = " Default: ";
        string description = option.Description;
        int mark = description.LastIndexOf(Mark, StringComparison.Ordinal);
        string brief = CommandEntry.Brief(mark < 0 ? description : description[..mark]).Replace(ToFile, "", StringComparison.Ordinal);
        return mark < 0 ? brief : $"{brief} [{description[(mark + Mark.Length)..].TrimEnd('.')}]";
    }

    private static IEnumerable<string> Section(string title, (string Key, string Text)[] rows, int width)
    {
        if (rows.Length == 0)
        {
            yield break;
        }

        yield return "";
        yield return title + ":";
        int column = Indent + Math.Min(WidestKey, rows.Max(row => row.Key.Length)) + Indent;
        foreach ((string key, string text) in rows)
        {
            string start = (new string(' ', Indent) + key).PadRight(column);
            if (start.Length > column || start[^1] != ' ')
            {
                yield return start;
                start = new string(' ', column);
            }

            foreach (string line in Wrap(start, text, width))
            {
                yield return line;
            }
        }
    }

    /// <summary>Aligns full names below each other, with or without a short name before them.</summary>
    private static string Aligned(OptionEntry option) => option.Names[0].StartsWith("--", StringComparison.Ordinal) ? "    " + option.Usage : option.Usage;

    /// <summary>Breaks a text at its spaces.</summary>
    /// <param name="start">The beginning of the first line; the others begin with as many spaces.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">The maximum length of a line, except for longer words.</param>
    private static IEnumerable<string> Wrap(string start, string text, int width)
    {
        string line = start;
        bool isEmpty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', start.Length);
                isEmpty = true;
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return line.TrimEnd();
    }
}
