using System.CommandLine;
using AesniCheck.Host;
using AesniCheck.Reports;
using AesniCheck.Reports.Formats.Html;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck report</c>: a page for people, of one run record or of many.</summary>
internal static class ReportCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Run records, as 'aesnicheck run --json' writes them; - for standard input. Those of many machines make a report of the fleet: "
                + "worst first, and what the faulty machines have in common.",
            Arity = ArgumentArity.OneOrMore,
        };
        var html = new Option<string>("--html")
        {
            Description = "Write the report, as one page of HTML that needs nothing else, to this file; - for standard output.",
            HelpName = "file",
            Required = true,
        };
        var command = new Command(
            "report",
            "Makes a report for people of run records. It ends with 0 when the report is written, whatever the outcomes of the runs are, and runs nothing itself.")
        {
            files,
            html,
        };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.GetValue(html)!));
        return command;
    }

    private static int Run(string[] paths, string html)
    {
        RequireDistinct(paths, html);
        RunRecord[] records = [.. paths.Select(Read)];
        using var page = new MemoryStream();
        HtmlReport.Write(records, page);
        return Write(html, page.GetBuffer().AsSpan(0, (int)page.Length));
    }

    /// <summary>Holds that no record is read twice, and that none is overwritten.</summary>
    private static void RequireDistinct(string[] paths, string html)
    {
        string? option = paths.FirstOrDefault(path => path.Length > 1 && path[0] == '-');
        if (option is not null)
        {
            throw new UsageException($"there is no option '{option}'; see 'aesnicheck report --help' (for a file of that name write ./{option})");
        }

        foreach ((int index, string path) in paths.Index())
        {
            if (paths.Take(index).FirstOrDefault(earlier => IsSame(earlier, path)) is { } earlier)
            {
                throw new UsageException(earlier == path
                    ? $"'{path}' is given twice; give each record once"
                    : $"'{path}' is the same file as '{earlier}'; give each record once");
            }

            if (!RecordOutput.IsStandardOutput(html) && path != StandardInput && !SpecialFiles.IsAt(path) && FileIdentity.AreSame(path, html))
            {
                throw new UsageException($"--html: the report would overwrite the record '{path}'; give it a name of its own");
            }
        }
    }

    private static bool IsSame(string left, string right) =>
        left == right || (left != StandardInput && right != StandardInput && FileIdentity.AreSame(left, right));

    private static RunRecord Read(string path)
    {
        try
        {
            if (path != StandardInput)
            {
                return RunRecordReader.Read(path);
            }

            using Stream input = Console.OpenStandardInput();
            return RunRecordReader.Read(input, "standard input");
        }
        catch (RunRecordException exception)
        {
            throw new UsageException(exception.Message);
        }
        catch (IOException)
        {
            // Not its own words: a trimmed build may have none.
            throw new UsageException("standard input can't be read; give a file");
        }
    }

    /// <summary>Writes all of the page or nothing of it.</summary>
    private static int Write(string path, ReadOnlySpan<byte> page)
    {
        try
        {
            if (RecordOutput.IsStandardOutput(path))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(page);
                return ExitCode.Pass;
            }

            using AtomicFile file = RecordOutput.Open("--html", path);
            file.Commit(page);
            return ExitCode.Pass;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Messages.Error($"the report can't be written: {exception.Message}");
            return ExitCode.InternalError;
        }
    }
}
