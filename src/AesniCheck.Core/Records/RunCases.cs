using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>The result of a part of a run.</summary>
public enum CaseResult
{
    /// <summary>It was verified, without a finding.</summary>
    Passed,

    /// <summary>There is a finding.</summary>
    Failed,

    /// <summary>It could not run here. This is not a pass.</summary>
    Skipped,

    /// <summary>It was planned, but was not done, or not completely.</summary>
    Inconclusive,
}

/// <summary>A part of a run that is reported on its own, like a test case.</summary>
/// <param name="Name">Its name: <c>CPU 3</c>, or the engine and vector file of known answers.</param>
/// <param name="Result">Its result.</param>
public sealed record RunCase(string Name, CaseResult Result)
{
    /// <summary>The CPU; null if the case concerns no CPU, or the CPU is unknown.</summary>
    public int? Cpu { get; init; }

    /// <summary>The reason, as sentences, if it was skipped or is inconclusive; or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The compared work; null if it is not counted.</summary>
    public ProbeExposure? Exposure { get; init; }

    /// <summary>The findings, in order of arrival.</summary>
    public IReadOnlyList<Finding> Findings { get => field ?? []; init; }

    /// <summary>The findings that were only counted.</summary>
    public IReadOnlyList<FoldedFindings> Folded { get => field ?? []; init; }

    /// <summary>The number of all findings, including those that were only counted.</summary>
    public long FindingCount => Counts.Plus(Findings.Count, Folded.Total(folded => folded.Count));
}

/// <summary>The cases of one probe, or of another subject of a run.</summary>
/// <param name="Name">The name of the probe; or <c>known-answer</c>, <c>process</c> or <c>run</c>.</param>
/// <param name="Cases">The cases.</param>
public sealed record RunSuite(string Name, IReadOnlyList<RunCase> Cases)
{
    /// <summary>The worst result of its cases.</summary>
    public CaseResult Result =>
        Cases.Any(run => run.Result == CaseResult.Failed) ? CaseResult.Failed
        : Cases.Any(run => run.Result == CaseResult.Inconclusive) ? CaseResult.Inconclusive
        : Cases.Any(run => run.Result == CaseResult.Passed) ? CaseResult.Passed
        : CaseResult.Skipped;
}

/// <summary>
/// Makes suites of cases from a run record, for test report formats: one suite for each probe, one case for each CPU. They contain each finding of the record
/// exactly once, and the reasons why the run did not pass.
/// </summary>
public static class RunCases
{
    /// <summary>The name of the suite for the run as a whole.</summary>
    public const string RunSuiteName = "run";

    /// <summary>The name of the suite of known answers.</summary>
    internal const string KnownAnswerSuite = "known-answer";

    private const string WholeName = "everything requested";

    /// <summary>Returns the suites of a record: known answers first, then the probes in the order of the plan, the skipped parts, and the run as a whole.</summary>
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

        var findingsByCpu = located.Where(run => run.Cpu is not null).ToDictionary(run => run.Cpu!.Value);
        var exposureByCpu = record.Exposure.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Probes.FirstOrDefault(entry => entry.Probe == name));
        string reasons = string.Join(' ', record.Reasons);
        IEnumerable<RunCase> cpus =
            from cpu in record.Plan.Cpus
            let found = findingsByCpu.GetValueOrDefault(cpu)
            let exposure = exposureByCpu.GetValueOrDefault(cpu)
            select found is not null ? found with { Exposure = exposure }
                : exposure is { IsAny: true } ? new RunCase(NameOf(cpu), CaseResult.Passed) { Cpu = cpu, Exposure = exposure }
                : Idle(record, planned, cpu, reasons);
        HashSet<int?> plannedCpus = [.. record.Plan.Cpus];
        return new RunSuite(name, [.. cpus, .. located.Where(run => !plannedCpus.Contains(run.Cpu)), .. Missing(record.Plan, name)]);
    }

    /// <summary>A case for each engine that is not used, or not fully: skipped, or inconclusive if a setting withheld it from a requested probe.</summary>
    private static IEnumerable<RunCase> Missing(RunPlan plan, string probe) =>
        from shortfall in EngineShortfall.Of(plan)
        where shortfall.Part == probe
        from engine in shortfall.Engines
        select new RunCase($"engine {engine}", shortfall.PreventsPass ? CaseResult.Inconclusive : CaseResult.Skipped) { Reason = shortfall.Sentence };

    /// <summary>A CPU on which a probe verified nothing: skipped if this machine is unsupported and the probe was not requested by name.</summary>
    private static RunCase Idle(RunRecord record, PlannedProbe probe, int cpu, string reasons) => record.Outcome == Outcome.Unsupported
        ? new RunCase(NameOf(cpu), Unsupported(record, probe.Requested)) { Cpu = cpu, Reason = reasons }
        : new RunCase(NameOf(cpu), CaseResult.Inconclusive) { Cpu = cpu, Reason = string.Create(CultureInfo.InvariantCulture, $"The probe {probe.Name} verified nothing on CPU {cpu}.") };

    /// <summary>The result of a part on an unsupported machine. It must not read as a skip if the probe was requested by name, or by a gate.</summary>
    private static CaseResult Unsupported(RunRecord record, bool isRequested) => isRequested || record.Gate is not null ? CaseResult.Inconclusive : CaseResult.Skipped;

    /// <summary>A case for each CPU on which a probe has findings, and one for findings whose CPU is unknown.</summary>
    private static IEnumerable<RunCase> Located(RunRecord record, string probe)
    {
        ILookup<int?, Finding> findings = record.Findings.Where(finding => finding.Probe == probe).ToLookup(finding => finding.Cpu);
        ILookup<int?, FoldedFindings> folded = record.FoldedFindings.Where(folded => folded.Probe == probe).ToLookup(folded => folded.Cpu);
        return
            from cpu in findings.Select(of => of.Key).Union(folded.Select(of => of.Key)).OrderBy(cpu => cpu ?? int.MaxValue)
            select new RunCase(NameOf(cpu), CaseResult.Failed) { Cpu = cpu, Findings = [.. findings[cpu]], Folded = [.. folded[cpu]] };
    }

    private static string NameOf(int? cpu) => cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : "CPU unknown";

    private static RunCase Skipped(SkippedPart skipped) => new("all CPUs", skipped.Requested ? CaseResult.Inconclusive : CaseResult.Skipped)
    {
        Reason = skipped.Reason,
    };

    /// <summary>The case of the run as a whole: everything but findings that kept it from passing.</summary>
    private static RunCase Whole(RunRecord record) => record.Outcome switch
    {
        Outcome.Unsupported => new RunCase(WholeName, Unsupported(record, record.Plan.Probes.Any(probe => probe.Requested))) { Reason = string.Join(' ', record.Reasons) },
        _ when record.Reasons.Count > 0 || record.Outcome == Outcome.Inconclusive => new RunCase(WholeName, CaseResult.Inconclusive) { Reason = string.Join(' ', record.Reasons) },
        _ => new RunCase(WholeName, CaseResult.Passed),
    };
}
