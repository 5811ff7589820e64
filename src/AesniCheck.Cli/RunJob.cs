using AesniCheck.Execution;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Reports;

namespace AesniCheck.Cli;

/// <summary>A run, from its plan to its exit code: what <c>run</c> and <c>gate</c> have in common.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="reports">The reports that are asked for.</param>
internal sealed class RunJob(RunPlan plan, IReadOnlyList<ReportRequest<RunRecord>> reports)
{
    /// <summary>Whether there is to be no progress and no summary.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether the run has shown all that it is for, and is to end before its time.</summary>
    public Func<RunProgress, bool> IsEnough { get; init; } = _ => false;

    /// <summary>What else is asked of the record.</summary>
    public Func<RunRecord, RunRecord> Judge { get; init; } = record => record;

    /// <summary>The answer in one line.</summary>
    public Func<RunRecord, string> Answer { get; init; } = RunText.OutcomeLine;

    /// <summary>The exit code of an outcome.</summary>
    public Func<Outcome, int> ExitCodeOf { get; init; } = ExitCode.Of;

    /// <summary>Does it.</summary>
    /// <param name="devices">What is to be checked.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">A report can't be written where it is to go.</exception>
    public int Do(DevicesUnderTest devices)
    {
        // First of all, so that no file is left behind half made.
        using var stop = new StopRequest();
        using var outputs = new ReportOutputs<RunRecord>(reports);
        RunRecord record = Judge(Run(devices, stop.Token));
        string answer = Answer(record);
        bool written = outputs.Write(record, IsQuiet ? [answer] : RunText.Summary(record), answer);
        return record.Outcome == Outcome.Fault || written ? ExitCodeOf(record.Outcome) : ExitCode.InternalError;
    }

    private RunRecord Run(DevicesUnderTest devices, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? RunLedger.Unsupported(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : plan.Probes.Count == 0 ? RunLedger.NothingToRun(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : ProgressDisplay.Create(IsQuiet, new RunView()).Watch(
            show => new Supervisor(Self.AsWorker(), TimeProvider.System, show)
            {
                ReadOomKills = () => OomKills.Read(new HostFiles("/")),
                IsEnough = IsEnough,
            }.Run(plan, HostReader.Read, Self.Version, stop));
}
