using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Cli.Progress;
using AesniCheck.Execution;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Host;
using AesniCheck.Host.Limits;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Cli.Commands;

/// <summary>A run, from its plan to its exit code: shared by <c>run</c> and <c>gate</c>.</summary>
/// <param name="plan">The plan.</param>
/// <param name="reports">The requested reports.</param>
internal sealed class RunJob(RunPlan plan, IReadOnlyList<ReportRequest<RunRecord>> reports)
{
    private static readonly TimeSpan RehearsalAt = TimeSpan.FromSeconds(1);

    private bool _hasRehearsed;

    /// <summary>The file for the report that is written during the run; null if it was not requested.</summary>
    public string? Ocp { get; init; }

    /// <summary>Whether to print neither progress nor a summary.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether to print all numbers.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The reader of the exit code.</summary>
    public ExitStyle Style { get; init; }

    /// <summary>The demands of a gate; null if there are none.</summary>
    public GateDemands? Demands { get; init; }

    /// <summary>Runs the plan.</summary>
    /// <param name="devices">The implementations to check.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">A report can't be written to its destination.</exception>
    public int Do(DevicesUnderTest devices)
    {
        // First of all, so that no partial file is left behind.
        using var stop = new StopRequest(TimeProvider.System);
        using var outputs = new ReportOutputs<RunRecord>(reports, stop.Token)
        {
            ReservesStandardOutput = Ocp is not null && ReportPlaces.IsStandardOutput(Ocp),
            Rescue = new(IsWorthKeeping, RecordJson.Write),
        };
        using OcpReport? ocp = Ocp is null ? null : new OcpReport(Ocp, stop.Token);
        RunRecord record = Run(devices, ocp, () => Rehearse(outputs), stop.Token);
        record = Demands is null ? record : GateJudge.Judge(record, Demands);

        // A finding counts even if no report of it could be written.
        bool isFault = record.Outcome == Outcome.Fault;
        bool reported = outputs.WriteReports(record, ocp is null ? null : () => ocp.End(record, stop.Token)) || isFault;
        string answer = reported ? ExitStyles.Line(Style, record) : ExitStyles.LostLine(Style, record);
        bool isWritten = outputs.WriteSummary(width => Words(record, answer, width), answer) || isFault;
        outputs.KeepLostRecord(record, stop.Token);
        return (HasReports ? reported : isWritten) ? ExitStyles.CodeOf(Style, record.Outcome) : ExitStyles.CodeOfError(Style, ExitCode.InternalError);
    }

    // A fault may never be seen again; an inconclusive record is kept only if a report was requested.
    private static bool IsWorthKeeping(RunRecord record, bool wasAskedFor) =>
        record.Outcome == Outcome.Fault || (wasAskedFor && record.Outcome == Outcome.Inconclusive);

    private bool HasReports => reports.Count > 0 || Ocp is not null;

    private void Rehearse(ReportOutputs<RunRecord> outputs)
    {
        RunRecord record = RunLedger.NothingToRun(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow());
        outputs.Rehearse(Demands is null ? record : GateJudge.Judge(record, Demands));
        _ = Words(record, "", Columns.UsualWidth).Count();
    }

    private IEnumerable<string> Words(RunRecord record, string answer, int width) =>
        IsQuiet || ExitStyles.IsOneLine(Style) ? [answer] : RunSummary.Lines(record, IsVerbose, width);

    private RunRecord Run(DevicesUnderTest devices, OcpReport? ocp, Action rehearse, CancellationToken stop) =>
        !devices.Aesni.IsSupported ? RunLedger.Unsupported(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow(), Coverage.OfThisProcess.WhyNoAes())
        : plan.Probes.Count == 0 ? RunLedger.NothingToRun(plan, HostReader.Read(), Self.Version, TimeProvider.System.GetUtcNow())
        : MinimumResources.LackOfTasks(TaskLimit.Read(new HostFiles("/")), plan.WorkerCount) is { } lack ? throw new InvalidOperationException(lack)
        : ProgressDisplay.Create(IsQuiet || ExitStyles.IsOneLine(Style), new RunView()).Watch(
            show => new RunSupervisor(Self.AsWorker(), TimeProvider.System, progress => Show(progress, show, ocp, rehearse))
            {
                Observer = ocp,
                ReadScarcity = () => ResourceState.Read(new HostFiles("/")),
                MeasurePace = new PaceMeter(TimeProvider.System).Measure,
                IsEnough = Demands is null ? _ => false : new GateGoal(Demands).IsReached,
                Limits = ExitStyles.LimitsOf(Style),
            }.Run(plan, () => ocp?.Begin(plan, HostReader.Read()) ?? HostReader.Read(), Self.Version, stop));

    private void Show(RunProgress progress, Action<RunProgress> show, OcpReport? ocp, Action rehearse)
    {
        show(progress);
        ocp?.Show(progress);

        // The workers are working by now, and the critical start is over.
        if (!_hasRehearsed && progress.Elapsed >= RehearsalAt)
        {
            _hasRehearsed = true;
            rehearse();
        }
    }
}
