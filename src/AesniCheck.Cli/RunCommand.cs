using System.CommandLine;
using AesniCheck.Cli.Progress;
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
    public static Command Create(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
    {
        var options = new RunOptions(stressors);
        var command = new Command(
            CommandLine.DefaultCommand,
            "Runs the probes on every CPU, under the load of stressors, and compares all that they compute with a software reference. "
            + "It ends with a summary, whose last line is the outcome.");
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Plan(parsed, devices), options.Json(parsed), options.Quiet(parsed), devices));
        return command;
    }

    private static int Run(RunPlan plan, string? json, bool quiet, DevicesUnderTest devices)
    {
        // First of all, so that no file is left behind half made.
        using var stop = new StopRequest();
        using var output = new RecordOutput(json);
        RunRecord record = Do(plan, quiet, devices, stop.Token);
        bool written = output.Write(record, RecordJson.Plain.RunRecord, quiet ? [RunText.OutcomeLine(record)] : RunText.Summary(record));
        return record.Outcome == Outcome.Fault || written ? ExitCode.Of(record.Outcome) : ExitCode.InternalError;
    }

    private static RunRecord Do(RunPlan plan, bool quiet, DevicesUnderTest devices, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? RunLedger.Unsupported(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : plan.Probes.Count == 0 ? RunLedger.NothingToRun(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : ProgressDisplay.Create(quiet, new RunView()).Watch(
            show => new Supervisor(Self.AsWorker(), TimeProvider.System, show) { ReadOomKills = () => OomKills.Read(new HostFiles("/")) }.Run(plan, HostReader.Read, Self.Version, stop));
}
