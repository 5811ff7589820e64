using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>The state of a run while it is in progress, over all its worker processes. Not thread-safe.</summary>
/// <param name="plan">The plan.</param>
/// <param name="observer">Notified of findings as they come; may be null.</param>
internal sealed class RunLedger(RunPlan plan, IRunObserver? observer = null)
{
    private const double LongestPreparationSeconds = 5;

    private readonly List<string> _reasons = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, KnownAnswerSummary> _knownAnswers = [];
    private readonly Dictionary<string, KnownAnswerSummary> _modeAnswers = [];
    private CryptoLibrary? _library;
    private Exposure _earlierProcesses = Exposure.None;

    /// <summary>The findings.</summary>
    public FindingLog Findings { get; } = new(observer);

    /// <summary>The work of all worker processes so far.</summary>
    public Exposure Exposure { get; private set; } = Exposure.None;

    /// <summary>The verified work over time.</summary>
    public TimelineRecorder Timeline { get; } = new();

    /// <summary>When the exposure had its present value, by the worker process's clock; its report may have arrived much later. Null before the first report.</summary>
    public DateTimeOffset? ExposureAt { get; private set; }

    /// <summary>Whether the run has shown all that it is for, so that an end now is not premature.</summary>
    public bool HasEnough { get; set; }

    /// <summary>When the first block had been verified.</summary>
    public DateTimeOffset? FirstBlock { get; private set; }

    /// <summary>Whether the present worker process has begun its work: it has reported known answers or a verified block.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the present worker process has reported a verified block.</summary>
    public bool IsVerifying { get; private set; }

    /// <summary>
    /// What the first worker process does before it verifies its first block, in words; null afterwards, and once it has worked for so long that no
    /// preparation explains the lack of one.
    /// </summary>
    public string? Preparation =>
        FirstBlock is not null || Exposure.Seconds > LongestPreparationSeconds ? null
        : HasBegun ? "making units and compiling loops"
        : "checking known answers";

    /// <summary>Returns the record of a run that this machine does not support.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="time">When this was found.</param>
    /// <param name="reason">Why the run is not supported, in half a sentence.</param>
    public static RunRecord Unsupported(RunPlan plan, HostInfo host, string toolVersion, DateTimeOffset time, string reason = Coverage.NoAes)
    {
        RunRecord record = new RunLedger(plan).ToRecord(host, toolVersion, time, time);
        return record with
        {
            Outcome = Outcome.Unsupported,
            Reasons = [$"{char.ToUpperInvariant(reason[0])}{reason[1..]}."],
        };
    }

    /// <summary>Returns the record of a run in which no probe can run.</summary>
    public static RunRecord NothingToRun(RunPlan plan, HostInfo host, string toolVersion, DateTimeOffset time)
    {
        var ledger = new RunLedger(plan);
        ledger.AddReason("No probe can run here.");
        return ledger.ToRecord(host, toolVersion, time, time);
    }

    /// <summary>Adds a reason that prevents a pass, as a sentence.</summary>
    public void AddReason(string reason)
    {
        // Every worker may report the same reason.
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }

    /// <summary>Adds a note that does not prevent a pass, as a sentence.</summary>
    public void AddNote(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    /// <summary>Records that a probe can do only a part of its work. Prevents a pass if the user named the probe.</summary>
    public void AddUnavailable(string probe, string reason)
    {
        string sentence = $"The probe {probe} could do only a part of its work: {reason}.";
        if (plan.Probes.Any(planned => planned.Name == probe && planned.Requested))
        {
            AddReason(sentence);
        }
        else
        {
            AddNote(sentence);
        }
    }

    /// <summary>Records that a stressor ended early. Prevents a pass if the user named the stressor.</summary>
    public void AddDeath(StressorDied death) => AddForStressor(death.Stressor, string.Create(
        CultureInfo.InvariantCulture, $"The stressor {death.Stressor} ended early{(death.Cpu is { } cpu ? $" on CPU {cpu}" : "")}: {death.Reason}."));

    /// <summary>Records that a stressor can do only a part of its work. Prevents a pass if the user named the stressor.</summary>
    public void AddLimit(StressorLimited limited) => AddForStressor(limited.Stressor, string.Create(
        CultureInfo.InvariantCulture, $"The stressor {limited.Stressor} could do only a part of its work{(limited.Cpu is { } cpu ? $" on CPU {cpu}" : "")}: {limited.Reason}."));

    /// <summary>Records the results of the known answers: the worst of all worker processes.</summary>
    public void AddKnownAnswers(IEnumerable<KnownAnswerSummary> summaries)
    {
        HasBegun = true;
        KeepWorse(_knownAnswers, summaries);
    }

    /// <summary>Records the results of the known answers in modes of operation: the worst of all worker processes.</summary>
    /// <param name="summaries">One for each engine.</param>
    /// <param name="library">The crypto library under test, if any.</param>
    public void AddModeAnswers(IEnumerable<KnownAnswerSummary> summaries, CryptoLibrary? library)
    {
        _library = library ?? _library;
        KeepWorse(_modeAnswers, summaries);
    }

    /// <summary>Records the work of the worker process since its start.</summary>
    public void SetProgress(Progressed progress)
    {
        Exposure = _earlierProcesses.Plus(progress.Exposure);
        ExposureAt = progress.Time;
        FirstBlock ??= progress.FirstBlock;
        IsVerifying |= progress.FirstBlock is not null;
        HasBegun |= IsVerifying;
    }

    /// <summary>Records that the worker process has ended: its work stays, and its open miscompares become unexplained findings.</summary>
    public void CloseProcess()
    {
        HasBegun = false;
        IsVerifying = false;
        _earlierProcesses = Exposure;
        Findings.CloseProcess();
    }

    /// <summary>Creates the record.</summary>
    public RunRecord ToRecord(HostInfo host, string toolVersion, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        ILookup<bool, string> load = LoadShortfall.Of(plan, Exposure).ToLookup(shortfall => shortfall.PreventsPass, shortfall => shortfall.Sentence);
        ILookup<bool, string> engines = EngineShortfall.Of(plan).ToLookup(shortfall => shortfall.PreventsPass, shortfall => shortfall.Sentence);
        List<string> reasons = [.. Skipped(), .. engines[true], .. _reasons, .. MissingExposure(), .. load[true]];
        return new RunRecord
        {
            ToolVersion = toolVersion,
            Outcome = Findings.Count > 0 ? Outcome.Fault : reasons.Count > 0 ? Outcome.Inconclusive : Outcome.Pass,
            Reasons = reasons,
            Notes = [.. engines[false], .. _notes, .. load[false]],
            Seed = plan.Seed,
            StartedAt = startedAt,
            EndedAt = endedAt,
            FirstBlockAt = FirstBlock,
            Host = host,
            Plan = plan,
            KnownAnswers = [.. _knownAnswers.Values],
            ModeAnswers = [.. _modeAnswers.Values],
            CryptoLibrary = _library,
            Exposure = Exposure,
            Timeline = Timeline.Finish(endedAt - startedAt, Exposure),
            Findings = Findings.Findings,
            FoldedFindings = Findings.Folded,
        };
    }

    /// <summary>Keeps a wrong result together with its finding, so that the evidence is not lost if the next process gets the right result.</summary>
    private static void KeepWorse(Dictionary<string, KnownAnswerSummary> known, IEnumerable<KnownAnswerSummary> summaries)
    {
        foreach (KnownAnswerSummary summary in summaries)
        {
            known[summary.Engine] = known.TryGetValue(summary.Engine, out KnownAnswerSummary? earlier) ? earlier.WorseOf(summary) : summary;
        }
    }

    private void AddForStressor(string name, string sentence)
    {
        if (plan.Stressors.Any(planned => planned.Name == name && planned.Requested))
        {
            AddReason(sentence);
        }
        else
        {
            AddNote(sentence);
        }
    }

    /// <summary>A pass requires every probe and stressor that the user named.</summary>
    private IEnumerable<string> Skipped() =>
        plan.SkippedProbes.Where(probe => probe.Requested).Select(probe => $"The requested probe {probe.Name} can't run here: {probe.Reason}.")
            .Concat(plan.SkippedStressors.Where(stressor => stressor.Requested).Select(
                stressor => $"The requested stressor {stressor.Name} can't run here: {stressor.Reason}."));

    /// <summary>A pass requires every probe to have verified something on every CPU.</summary>
    private IEnumerable<string> MissingExposure() =>
        from probe in plan.Probes
        let tried = Exposure.Cpus.Where(cpu => cpu.Probes.Any(exposure => exposure.Probe == probe.Name && exposure.IsAny)).Select(cpu => cpu.Cpu)
        let idle = plan.Cpus.Except(tried).ToArray()
        where idle.Length > 0
        select $"The probe {probe.Name} verified nothing on CPU {CpuRanges.Format(idle)}.";
}
