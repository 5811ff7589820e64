using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using AesniCheck.Execution;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;
using AesniCheck.Stressors;

namespace AesniCheck.Cli;

/// <summary><c>aesnicheck run</c>: the main job.</summary>
internal static class RunCommand
{
    // All names of it, since a file that standard output goes to must not be replaced under it.
    private static readonly string[] StandardOutput = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    public static Command Create(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var options = new RunOptions(stressors);
        var command = new Command("run", "Runs the probes on every CPU, all of them against a software reference: AES, key expansion, modes, registers, library, kernel.");
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Plan(parsed, devices), options.Json(parsed), options.Quiet(parsed), devices));
        return command;
    }

    private static int Run(RunPlan plan, string? json, bool quiet, DevicesUnderTest devices)
    {
        // First of all, so that no file is left behind half made.
        using var stop = new StopRequest();
        bool toStandardOutput = json is not null && StandardOutput.Contains(json);
        using AtomicFile? report = json is null || toStandardOutput ? null : OpenReport(json);
        RunRecord record = Do(plan, quiet, devices, stop.Token);

        // Each is tried, whatever becomes of the other. Standard output is for results: the record where it was asked for there,
        // else the summary.
        bool written = Try(() => Write(record, report, toStandardOutput), "the report can't be written");
        bool told = Try(() => WriteWords(record, quiet, toStandardOutput ? Console.Error : Console.Out), "the summary can't be written");
        return record.Outcome == Outcome.Fault || (written && told) ? ExitCode.Of(record.Outcome) : ExitCode.InternalError;
    }

    private static bool Try(Action write, string failure)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Messages.Error($"{failure}: {exception.Message}");
            return false;
        }
    }

    private static void WriteWords(RunRecord record, bool quiet, TextWriter words)
    {
        foreach (string line in quiet ? [RunText.OutcomeLine(record)] : RunText.Summary(record))
        {
            words.WriteLine(line);
        }
    }

    private static string ToolVersion =>
        typeof(RunCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static RunRecord Do(RunPlan plan, bool quiet, DevicesUnderTest devices, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? RunLedger.Unsupported(plan, HostReader.Read(), ToolVersion, TimeProvider.System.GetUtcNow())
        : plan.Probes.Count == 0 ? RunLedger.NothingToRun(plan, HostReader.Read(), ToolVersion, TimeProvider.System.GetUtcNow())
        : ProgressDisplay.Create(quiet).Watch(
            show => new Supervisor(Self.AsWorker(), TimeProvider.System, show) { ReadOomKills = () => OomKills.Read(new HostFiles("/")) }.Run(plan, HostReader.Read, ToolVersion, stop));

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
