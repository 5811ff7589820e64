using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck run</c>: the main job.</summary>
internal static class RunCommand
{
    private const string StandardOutput = "-";

    public static Command Create(DevicesUnderTest devices)
    {
        var options = new RunOptions();
        var command = new Command("run", "Encrypts identical randomized blocks on every CPU and compares each with a software reference.");
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Plan(parsed), options.Json(parsed), options.Quiet(parsed), devices));
        return command;
    }

    private static int Run(RunPlan plan, string? json, bool quiet, DevicesUnderTest devices)
    {
        // First of all, so that no file is left behind half made.
        using var stop = new StopRequest();
        using AtomicFile? report = json is null or StandardOutput ? null : OpenReport(json);
        RunRecord record = devices.Aesni.IsSupported
            ? Supervise(plan, quiet, stop.Token)
            : RunLedger.Unsupported(plan, HostReader.Read(), ToolVersion, TimeProvider.System.GetUtcNow());

        // Standard output is for results: the record where it was asked for there, else the summary. The summary comes first,
        // so that it is not lost where the record can't be written.
        TextWriter words = json == StandardOutput ? Console.Error : Console.Out;
        foreach (string line in quiet ? [RunText.OutcomeLine(record)] : RunText.Summary(record))
        {
            words.WriteLine(line);
        }

        Write(record, report, json == StandardOutput);
        return ExitCode.Of(record.Outcome);
    }

    private static string ToolVersion =>
        typeof(RunCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static RunRecord Supervise(RunPlan plan, bool quiet, CancellationToken stop) =>
        ProgressDisplay.Create(quiet).Watch(
            show => new Supervisor(Self.AsWorker(), TimeProvider.System, show).Run(plan, HostReader.Read, ToolVersion, stop));

    private static AtomicFile OpenReport(string path)
    {
        try
        {
            return AtomicFile.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--json: the report can't be written to '{path}': {Explain(exception, path)}");
        }
    }

    /// <summary>Not the exception's own words where they name the temporary file, of which nobody has heard.</summary>
    private static string Explain(Exception exception, string path) => exception switch
    {
        _ when path.Length == 0 => "the file has no name; give one, or - for standard output",
        DirectoryNotFoundException => "there is no such folder; make it first",
        FileNotFoundException => "no file can be made there; choose another folder",
        UnauthorizedAccessException => "it may not be written there; check its permissions",
        _ => exception.Message,
    };

    private static void Write(RunRecord record, AtomicFile? report, bool toStandardOutput)
    {
        if (report is null && !toStandardOutput)
        {
            return;
        }

        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Plain.RunRecord), (byte)'\n'];
        report?.Commit(json);
        if (toStandardOutput)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(json);
        }
    }
}
