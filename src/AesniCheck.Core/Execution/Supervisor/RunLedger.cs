using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>What is known of a run while it goes on, over all its worker processes. For one thread.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="observer">Told of findings as they come; null where nobody asks.</param>
internal sealed class RunLedger(RunPlan plan, IRunObserver? observer = null)
{
    private readonly List<string> _reasons = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, KnownAnswerSummary> _knownAnswers = [];
    private readonly Dictionary<string, KnownAnswerSummary> _modeAnswers = [];
    private CryptoLibrary? _library;
    private Exposure _earlierProcesses = Exposure.None;

    /// <summary>The findings.</summary>
    public FindingLog Findings { get; } = new(observer);

    /// <summary>What all worker processes have tried.</summary>
    public Exposure Exposure { get; private set; } = Exposure.None;

    /// <summary>What has been verified when.</summary>
    public TimelineRecorder Timeline { get; } = new();

    /// <summary>When the exposure was what it is now, by the clock of the worker process, which may have told of it much later; null before it tells of any.</summary>
    public DateTimeOffset? ExposureAt { get; private set; }

    /// <summary>Whether the run has shown all that it is for, so that its end is none before its time.</summary>
    public bool HasEnough { get; set; }

    /// <summary>When the first block had been verified.</summary>
    public DateTimeOffset? FirstBlock { get; private set; }

    /// <summary>Whether the present worker process has begun its work: it has told of known answers, or has verified something.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The record of a run that this machine can't do.</summary>
    /// <param name="plan">What was to be done.</param>
    /// <param name="host">The machine.</param>
    /// <param name="toolVersion">The version of the program.</param>
    /// <param name="time">When that was found out.</param>
    /// <param name="reason">Why it can't be done, in half a sentence.</param>
    public static RunRecord Unsupported(RunPlan plan, HostInfo host, string toolVersion, DateTimeOffset time, string reason = Coverage.NoAes)
    {
        RunRecord record = new RunLedger(plan).ToRecord(host, toolVersion, time, time);
        return record with
        {
            Outcome = Outcome.Unsupported,
            Reasons = [$"{char.ToUpperInvariant(reason[0])}{reason[1..]}."],
        };
    }

    /// <summary>The record of a run of which no probe can run here.</summary>
    public static RunRecord NothingToRun(RunPlan plan, HostInfo host, string toolVersion, DateTimeOffset time)
    {
        var ledger = new RunLedger(plan);
        ledger.AddReason("No probe can run here.");
        return ledger.ToRecord(host, toolVersion, time, time);
    }

    /// <summary>Notes what keeps the run from a pass, in a sentence.</summary>
    public void AddReason(string reason)
    {
        // Every worker may find out the same.
        if (!_reasons.Contains(reason))
        {
            _reasons.Add(reason);
        }
    }

    /// <summary>Notes what is worth knowing and keeps no run from a pass, in a sentence.</summary>
    public void AddNote(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    /// <summary>Notes that a probe can't do all that it is for. That keeps a run from a pass if the probe was asked for by name.</summary>
    public void AddUnavailable(string probe, string reason)
    {
        string sentence = $"The probe {probe} could not do all that it is for: {reason}.";
        if (plan.Probes.Any(planned => planned.Name == probe && planned.Requested))
        {
            AddReason(sentence);
        }
        else
        {
            AddNote(sentence);
        }
    }

    /// <summary>Notes that a stressor has come to an end before its time. That keeps a run from a pass if the stressor was asked for by name.</summary>
    public void AddDeath(StressorDied death) => AddOfStressor(death.Stressor, string.Create(
        CultureInfo.InvariantCulture, $"The stressor {death.Stressor} ended early{(death.Cpu is { } cpu ? $" on CPU {cpu}" : "")}: {death.Reason}."));

    /// <summary>Notes that a stressor can't do all that it is for. That keeps a run from a pass if the stressor was asked for by name.</summary>
    public void AddLimit(StressorLimited limited) => AddOfStressor(limited.Stressor, string.Create(
        CultureInfo.InvariantCulture, $"The stressor {limited.Stressor} could not do all that it is for{(limited.Cpu is { } cpu ? $" on CPU {cpu}" : "")}: {limited.Reason}."));

    /// <summary>Notes how the known answers came out: the worst of all worker processes.</summary>
    public void AddKnownAnswers(IEnumerable<KnownAnswerSummary> summaries)
    {
        HasBegun = true;
        KeepWorse(_knownAnswers, summaries);
    }

    /// <summary>Notes how the known answers in modes of operation came out: the worst of all worker processes.</summary>
    /// <param name="summaries">One an engine.</param>
    /// <param name="library">The crypto library that is tested, if one is.</param>
    public void AddModeAnswers(IEnumerable<KnownAnswerSummary> summaries, CryptoLibrary? library)
    {
        _library = library ?? _library;
        KeepWorse(_modeAnswers, summaries);
    }

    /// <summary>Does with known answers what is done where another worker process has told of them before, and forgets it.</summary>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    /// <exception cref="NullReferenceException">A part is missing.</exception>
    public static void TryOut(IEnumerable<KnownAnswerSummary> summaries)
    {
        foreach (KnownAnswerSummary summary in summaries)
        {
            _ = summary.WorseOf(summary);
            if (!RecordLimits.HasCounts(summary))
            {
                throw new ArgumentException("A count is negative.", nameof(summaries));
            }
        }
    }

    /// <summary>Adds up what is said to have been done, and forgets it.</summary>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    /// <exception cref="NullReferenceException">A part is missing.</exception>
    public void TryOut(Exposure exposure)
    {
        if (!RecordLimits.HasCounts(exposure))
        {
            throw new ArgumentException("A count is negative.", nameof(exposure));
        }

        Exposure sum = _earlierProcesses.Plus(exposure);
        _ = (sum.Blocks, sum.Bytes, sum.Probes, sum.Events, sum.Kernel, sum.Stressors, sum.Cpus.Total(cpu => cpu.Blocks), sum.Cpus.Total(cpu => cpu.Bytes));
    }

    /// <summary>Notes what the worker process has done since it began.</summary>
    public void SetProgress(Progressed progress)
    {
        Exposure = _earlierProcesses.Plus(progress.Exposure);
        ExposureAt = progress.Time;
        FirstBlock ??= progress.FirstBlock;
        HasBegun |= progress.FirstBlock is not null;
    }

    /// <summary>The worker process has ended: what it did stays, and nobody explains its miscompares any more.</summary>
    public void CloseProcess()
    {
        HasBegun = false;
        _earlierProcesses = Exposure;
        Findings.CloseProcess();
    }

    /// <summary>Makes the record.</summary>
    public RunRecord ToRecord(HostInfo host, string toolVersion, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        foreach (PlannedStressor stressor in Exposure.Seconds > 0 ? plan.Stressors : [])
        {
            foreach (string sentence in Idleness(stressor))
            {
                AddOfStressor(stressor.Name, sentence);
            }
        }

        ILookup<bool, string> shortfalls = EngineShortfall.Of(plan).ToLookup(shortfall => shortfall.KeepsFromPass, shortfall => shortfall.Sentence);
        List<string> reasons = [.. Skipped(), .. shortfalls[true], .. _reasons, .. MissingExposure()];
        return new RunRecord
        {
            ToolVersion = toolVersion,
            Outcome = Findings.Count > 0 ? Outcome.Fault : reasons.Count > 0 ? Outcome.Inconclusive : Outcome.Pass,
            Reasons = reasons,
            Notes = [.. shortfalls[false], .. _notes],
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

    /// <summary>The finding of one that was wrong stays, and what it stands on must not be lost when the next process gets it right.</summary>
    private static void KeepWorse(Dictionary<string, KnownAnswerSummary> known, IEnumerable<KnownAnswerSummary> summaries)
    {
        foreach (KnownAnswerSummary summary in summaries)
        {
            known[summary.Engine] = known.TryGetValue(summary.Engine, out KnownAnswerSummary? earlier) ? earlier.WorseOf(summary) : summary;
        }
    }

    private void AddOfStressor(string name, string sentence)
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

    /// <summary>Whether a stressor did what it is for is the first question about all that was survived.</summary>
    private IEnumerable<string> Idleness(PlannedStressor stressor)
    {
        if (Exposure.Stressors.All(done => done.Stressor != stressor.Name || done.Events == 0))
        {
            return [$"The stressor {stressor.Name} did nothing."];
        }

        // Some is left to everybody else, so a little less is no surprise; and whoever named no amount did not ask for all of it.
        long held = Exposure.ProcessStressors.Where(done => done.Stressor == stressor.Name).Total(done => done.HeldBytes);
        if (plan.UnderMemoryPressure && held > 0 && held < plan.MemoryBytes / 2)
        {
            return [$"The stressor {stressor.Name} held {Quantities.Bytes(held)} at most, of the {Quantities.Bytes(plan.MemoryBytes)} that it was to: there was no more, or no time."];
        }

        int[] idle = [.. Exposure.Cpus.Where(cpu => cpu.Stressors.Any(done => done.Stressor == stressor.Name && done.Events == 0)).Select(cpu => cpu.Cpu)];
        return idle.Length == 0 ? [] : [$"The stressor {stressor.Name} did nothing on CPU {CpuRanges.Format(idle)}."];
    }

    /// <summary>A pass needs every probe that was asked for by name.</summary>
    private IEnumerable<string> Skipped() =>
        plan.SkippedProbes.Where(probe => probe.Requested).Select(probe => $"The probe {probe.Name} was asked for and can't run here: {probe.Reason}.")
            .Concat(plan.SkippedStressors.Where(stressor => stressor.Requested).Select(
                stressor => $"The stressor {stressor.Name} was asked for and can't run here: {stressor.Reason}."));

    /// <summary>A pass needs every probe to have verified something on every CPU.</summary>
    private IEnumerable<string> MissingExposure() =>
        from probe in plan.Probes
        let tried = Exposure.Cpus.Where(cpu => cpu.Probes.Any(exposure => exposure.Probe == probe.Name && exposure.IsAny)).Select(cpu => cpu.Cpu)
        let idle = plan.Cpus.Except(tried).ToArray()
        where idle.Length > 0
        select $"The probe {probe.Name} verified nothing on CPU {CpuRanges.Format(idle)}.";
}
