using AesniCheck.Cli.Progress;
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
    /// <summary>The file for the report that is written while the run goes on; null where it is not asked for.</summary>
    public string? Ocp { get; init; }

    /// <summary>Whether there is to be no progress and no summary.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether the run has shown all that it is for, and is to end before its time.</summary>
    public Func<RunProgress, bool> IsEnough { get; init; } = _ => false;

    /// <summary>What else is asked of the record.</summary>
    public Func<RunRecord, RunRecord> Judge { get; init; } = record => record;

    /// <summary>The answer in one line.</summary>
    public Func<RunRecord, string> Answer { get; init; } = RunText.OutcomeLine;

    /// <summary>What worker processes may do.</summary>
    public WorkerLimits Limits { get; init; } = new();

    /// <summary>The answer in one line, where none of the reports that were asked for could be written.</summary>
    public Func<RunRecord, string> LostAnswer { get; init; } = RunText.OutcomeLine;

    /// <summary>The exit code, where none of the reports that were asked for could be written.</summary>
    public int LostExitCode { get; init; } = ExitCode.InternalError;

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
        using var outputs = new ReportOutputs<RunRecord>(reports) { TakesStandardOutput = Ocp is not null && ReportPlaces.IsStandardOutput(Ocp) };
        using OcpReport? ocp = Ocp is null ? null : new OcpReport(Ocp);
        RunRecord record = Judge(Run(devices, ocp, stop.Token));
        bool reported = outputs.WriteReports(record, ocp is null ? [] : [ocp.End(record)]);

        // A finding is one, even where no report of it could be written.
        bool isLost = !reported && record.Outcome != Outcome.Fault;
        string answer = isLost ? LostAnswer(record) : Answer(record);
        bool told = outputs.WriteWords(IsQuiet ? [answer] : RunText.Summary(record), answer);
        return isLost || (!told && reports.Count == 0 && Ocp is null && record.Outcome != Outcome.Fault) ? LostExitCode : ExitCodeOf(record.Outcome);
    }

    private RunRecord Run(DevicesUnderTest devices, OcpReport? ocp, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? RunLedger.Unsupported(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : plan.Probes.Count == 0 ? RunLedger.NothingToRun(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : ProgressDisplay.Create(IsQuiet, new RunView()).Watch(
            show => new Supervisor(Self.AsWorker(), TimeProvider.System, progress => Show(progress, show, ocp))
            {
                Observer = ocp,
                ReadOomKills = () => OomKills.Read(new HostFiles("/")),
                IsEnough = IsEnough,
                Limits = Limits,
            }.Run(plan, () => ocp?.Begin(plan, HostReader.Read()) ?? HostReader.Read(), Self.Version, stop));

    private static void Show(RunProgress progress, Action<RunProgress> show, OcpReport? ocp)
    {
        show(progress);
        ocp?.Show(progress);
    }
}
