using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>What came of a part of a run.</summary>
public enum CaseResult
{
    /// <summary>It was verified, and there is no finding.</summary>
    Passed,

    /// <summary>There is a finding.</summary>
    Failed,

    /// <summary>It could not run here. That is no pass.</summary>
    Skipped,

    /// <summary>It was to be done, and was not, or not all of it.</summary>
    Inconclusive,
}

/// <summary>A part of a run that is reported on its own, as a test case is.</summary>
/// <param name="Name">What it is: <c>CPU 3</c>, or the engine and vector file of known answers.</param>
/// <param name="Result">What came of it.</param>
public sealed record RunCase(string Name, CaseResult Result)
{
    /// <summary>The CPU; null where the case is about none, or it is not known.</summary>
    public int? Cpu { get; init; }

    /// <summary>Why, where it was skipped or is inconclusive: sentences; or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What was compared; null where that is not counted.</summary>
    public ProbeExposure? Exposure { get; init; }

    /// <summary>The findings, in the order in which they came.</summary>
    public IReadOnlyList<Finding> Findings { get => field ?? []; init; }

    /// <summary>The findings that were only counted.</summary>
    public IReadOnlyList<FoldedFindings> Folded { get => field ?? []; init; }

    /// <summary>All findings, those that were only counted included.</summary>
    public long FindingCount => Counts.Plus(Findings.Count, Folded.Total(folded => folded.Count));
}

/// <summary>The cases of one probe, or of what else a run is about.</summary>
/// <param name="Name">The name of the probe; or <c>known-answer</c>, <c>process</c> or <c>run</c>.</param>
/// <param name="Cases">The cases.</param>
public sealed record RunSuite(string Name, IReadOnlyList<RunCase> Cases)
{
    /// <summary>What came of it: the worst of its cases.</summary>
    public CaseResult Result =>
        Cases.Any(run => run.Result == CaseResult.Failed) ? CaseResult.Failed
        : Cases.Any(run => run.Result == CaseResult.Inconclusive) ? CaseResult.Inconclusive
        : Cases.Any(run => run.Result == CaseResult.Passed) ? CaseResult.Passed
        : CaseResult.Skipped;
}

/// <summary>
/// A run record as suites of cases, for the formats that tests are reported in: a suite a probe, a case a CPU. All findings of the record are in
/// it, each once; and what kept the run from a pass.
/// </summary>
public static class RunCases
{
    /// <summary>The suite of what is about the run as a whole.</summary>
    public const string RunSuiteName = "run";

    /// <summary>The suite of the known answers.</summary>
    internal const string KnownAnswerSuite = "known-answer";

    private const string WholeName = "all that was asked for";

    /// <summary>The suites of a record: known answers first, then the probes in the order of the plan, what was skipped, and the run as a whole.</summary>
    public static IReadOnlyList<RunSuite> Of(RunRecord record)
    {
        string[] planned = [.. record.Plan.Probes.Select(probe => probe.Name)];
        string[] others = [.. Probes(record).Except(planned).Where(name => name != KnownAnswerSuite)];
        return
        [
            .. KnownAnswers(record),
            .. planned.Select(name => Probe(record, name)),
            .. others.Select(name => Probe(record, name)),
            .. record.Plan.SkippedProbes.Concat(record.Plan.SkippedStressors).Select(skipped => new RunSuite(skipped.Name, [Skipped(skipped)])),
            new RunSuite(RunSuiteName, [Whole(record)]),
        ];
    }

    private static IEnumerable<string> Probes(RunRecord record) =>
        record.CountedFindings.Select(finding => finding.Probe).Distinct();

    private static IEnumerable<RunSuite> KnownAnswers(RunRecord record)
    {
        RunCase[] files =
        [
            .. from summary in record.KnownAnswers.Concat(record.ModeAnswers)
               from file in summary.Files
               select new RunCase($"{summary.Engine} {file.File}", file.Failures == 0 ? CaseResult.Passed : CaseResult.Failed)
               {
                   Reason = file.Failures == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{file.Failures} of {file.Vectors} vectors were wrong."),
               },
        ];
        RunCase[] findings = [.. Located(record, KnownAnswerSuite)];
        return files.Length + findings.Length == 0 ? [] : [new RunSuite(KnownAnswerSuite, [.. files, .. findings])];
    }

    private static RunSuite Probe(RunRecord record, string name)
    {
        RunCase[] located = [.. Located(record, name)];
        PlannedProbe? planned = record.Plan.Probes.FirstOrDefault(probe => probe.Name == name);
        if (planned is null)
        {
            return new RunSuite(name, located);
        }

        var foundOn = located.Where(run => run.Cpu is not null).ToDictionary(run => run.Cpu!.Value);
        var triedOn = record.Exposure.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Probes.FirstOrDefault(entry => entry.Probe == name));
        string reasons = string.Join(' ', record.Reasons);
        IEnumerable<RunCase> cpus =
            from cpu in record.Plan.Cpus
            let found = foundOn.GetValueOrDefault(cpu)
            let exposure = triedOn.GetValueOrDefault(cpu)
            select found is not null ? found with { Exposure = exposure }
                : exposure is { IsAny: true } ? new RunCase(NameOf(cpu), CaseResult.Passed) { Cpu = cpu, Exposure = exposure }
                : Idle(record, planned, cpu, reasons);
        HashSet<int?> plannedCpus = [.. record.Plan.Cpus];
        return new RunSuite(name, [.. cpus, .. located.Where(run => !plannedCpus.Contains(run.Cpu)), .. Missing(record.Plan, name)]);
    }

    /// <summary>A case for each engine that is not used, or not wholly: a skip, unless a setting took it from a probe that was asked for.</summary>
    private static IEnumerable<RunCase> Missing(RunPlan plan, string probe) =>
        from shortfall in EngineShortfall.Of(plan)
        where shortfall.Part == probe
        from engine in shortfall.Engines
        select new RunCase($"engine {engine}", shortfall.KeepsFromPass ? CaseResult.Inconclusive : CaseResult.Skipped) { Reason = shortfall.Sentence };

    /// <summary>A CPU on which a probe did nothing: skipped if nothing can run on this machine and the probe was not asked for by name.</summary>
    private static RunCase Idle(RunRecord record, PlannedProbe probe, int cpu, string reasons) => record.Outcome == Outcome.Unsupported
        ? new RunCase(NameOf(cpu), Unsupported(record, probe.Requested)) { Cpu = cpu, Reason = reasons }
        : new RunCase(NameOf(cpu), CaseResult.Inconclusive) { Cpu = cpu, Reason = string.Create(CultureInfo.InvariantCulture, $"The probe {probe.Name} verified nothing on CPU {cpu}.") };

    /// <summary>What a machine that cannot run this at all makes of a part. Who asks for a probe by name, or for a gate, must not read that as a skip.</summary>
    private static CaseResult Unsupported(RunRecord record, bool isRequested) => isRequested || record.Gate is not null ? CaseResult.Inconclusive : CaseResult.Skipped;

    /// <summary>A case for each CPU that a probe has findings on, and one for those of which it is not known.</summary>
    private static IEnumerable<RunCase> Located(RunRecord record, string probe)
    {
        ILookup<int?, Finding> findings = record.Findings.Where(finding => finding.Probe == probe).ToLookup(finding => finding.Cpu);
        ILookup<int?, FoldedFindings> folded = record.FoldedFindings.Where(folded => folded.Probe == probe).ToLookup(folded => folded.Cpu);
        return
            from cpu in findings.Select(of => of.Key).Union(folded.Select(of => of.Key)).OrderBy(cpu => cpu ?? int.MaxValue)
            select new RunCase(NameOf(cpu), CaseResult.Failed) { Cpu = cpu, Findings = [.. findings[cpu]], Folded = [.. folded[cpu]] };
    }

    private static string NameOf(int? cpu) => cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : "CPU not known";

    private static RunCase Skipped(SkippedPart skipped) => new("all CPUs", skipped.Requested ? CaseResult.Inconclusive : CaseResult.Skipped)
    {
        Reason = skipped.Reason,
    };

    /// <summary>Whatever kept the run from a pass, where it was not a finding.</summary>
    private static RunCase Whole(RunRecord record) => record.Outcome switch
    {
        Outcome.Unsupported => new RunCase(WholeName, Unsupported(record, record.Plan.Probes.Any(probe => probe.Requested))) { Reason = string.Join(' ', record.Reasons) },
        _ when record.Reasons.Count > 0 || record.Outcome == Outcome.Inconclusive => new RunCase(WholeName, CaseResult.Inconclusive) { Reason = string.Join(' ', record.Reasons) },
        _ => new RunCase(WholeName, CaseResult.Passed),
    };
}
