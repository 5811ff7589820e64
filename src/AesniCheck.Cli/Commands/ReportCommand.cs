using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Options;
using AesniCheck.Cli.Output;
using AesniCheck.Files;
using AesniCheck.Interop;
using AesniCheck.Records;
using AesniCheck.Reports.Html;
using AesniCheck.Reports.Text;

namespace AesniCheck.Cli.Commands;

/// <summary><c>aesnicheck report</c>: reports from one run record, or a page from many.</summary>
internal static class ReportCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Run records, as 'aesnicheck run --json' writes them; - for standard input. Records of many machines make a page of the fleet: "
                + "worst first, and what the faulty machines have in common.",
            Arity = ArgumentArity.OneOrMore,
        };
        var options = new ReportOptions(ofRecords: true);
        var verbose = new Option<bool>("--verbose", "-v") { Description = "All numbers in the summary of a record." };
        var command = new Command(
            "report",
            "Makes reports of run records; without an option, prints the summary of one. The exit code is 0 if they are written, whatever the outcomes of the runs. It runs no probes itself.")
        {
            files,
        };
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(verbose);
        command.SetAction(parsed => Run(parsed.GetValue(files)!, options.Requests(parsed), parsed.GetValue(verbose), command.Options.Select(option => option.Name)));
        return command;
    }

    private static int Run(string[] paths, IReadOnlyList<ReportRequest<RunRecord>> requests, bool isVerbose, IEnumerable<string> known)
    {
        RequireDistinct(paths, requests, known);
        if (requests.Count == 0 && paths.Length > 1)
        {
            throw new UsageException($"no report was requested; give {ReportOptions.HtmlOption} and a file, or one record for its summary");
        }

        RunRecord[] records = [.. paths.Select(Read)];
        if (requests.Count == 0)
        {
            ConsoleLines.Summary(width => RunSummary.Lines(records[0], isVerbose, width), toError: false);
            return ExitCode.Pass;
        }

        return records is [var record] ? Write(record, requests) : Write(records, [.. requests.Select(ForMany)]);
    }

    private static ReportRequest<RunRecord[]> ForMany(ReportRequest<RunRecord> request) => request.Option == ReportOptions.HtmlOption
        ? new ReportRequest<RunRecord[]>(request.Option, request.Path, HtmlReport.Write)
        : throw new UsageException($"{request.Option}: this report is of one run; give one record, or {ReportOptions.HtmlOption} for many");

    private static int Write<TRecord>(TRecord record, IReadOnlyList<ReportRequest<TRecord>> requests)
    {
        using var outputs = new ReportOutputs<TRecord>(requests);
        return outputs.WriteReports(record) ? ExitCode.Pass : ExitCode.InternalError;
    }

    /// <summary>Throws if a record is given twice, or would be overwritten.</summary>
    private static void RequireDistinct(string[] paths, IReadOnlyList<ReportRequest<RunRecord>> requests, IEnumerable<string> known)
    {
        string? option = paths.FirstOrDefault(path => path.Length > 1 && path[0] == '-');
        if (option is not null)
        {
            throw new UsageException($"unknown option '{Excerpt.Of(option)}'{Similar.Hint(option, known)}; see 'aesnicheck report --help' (for a file of that name write ./{Excerpt.Of(option)})");
        }

        var places = new Dictionary<(ulong Device, ulong Inode), string>();
        foreach (ReportRequest<RunRecord> request in requests.Where(request => !ReportPlaces.IsStandardOutput(request.Path)))
        {
            if (FileIdentity.Of(request.Path) is { } place)
            {
                places.TryAdd(place, request.Option);
            }
        }

        // Each path is looked up once: there may be ten thousand records.
        var given = new HashSet<string>();
        var files = new Dictionary<(ulong Device, ulong Inode), string>();
        foreach (string path in paths)
        {
            if (!given.Add(path))
            {
                throw new UsageException($"'{Excerpt.OfLine(path)}' is given twice; give each record once");
            }

            if (path == StandardInput || FileIdentity.Of(path) is not { } file)
            {
                continue;
            }

            if (!files.TryAdd(file, path))
            {
                throw new UsageException($"'{Excerpt.OfLine(path)}' is the same file as '{Excerpt.OfLine(files[file])}'; give each record once");
            }

            if (places.TryGetValue(file, out string? overwriting) && !SpecialFiles.IsAt(path))
            {
                throw new UsageException($"{overwriting}: the report would overwrite the record '{Excerpt.OfLine(path)}'; give it a name of its own");
            }
        }
    }

    private static RunRecord Read(string path)
    {
        try
        {
            // A descriptor that was not given to this process may be a pipe of the runtime, from which no data ever comes.
            int? descriptor = path == StandardInput ? StandardFile.Input : OpenFiles.DescriptorOf(path);
            if (descriptor is { } file && !StandardFile.IsInherited(file))
            {
                throw new UsageException(file == StandardFile.Input ? "standard input is closed; give a file" : $"{path}: no such descriptor is open; give one that is");
            }

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
            // Not the exception's message: it may be empty in a trimmed build.
            throw new UsageException("standard input can't be read; give a file");
        }
    }
}
