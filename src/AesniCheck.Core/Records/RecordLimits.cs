using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>
/// Limits that every record of this program meets, but that its schema does not express: no null in a list, no negative count, times and durations that can be
/// represented, findings whose counts have a sum, and at most so many CPUs, probes and stressors. Without these limits, making reports from foreign records
/// would fail half-way or take hours: a small file can name enough of each for billions of cases.
/// </summary>
internal static class RecordLimits
{
    private const int MaximumCpu = 65_535;
    private const int MaximumParts = 64;
    private const int MaximumEngines = 4096;
    private const int MaximumNameLength = 100;
    private const int MaximumReasonsLength = 500;
    private const long MaximumMemoryBytes = 1L << 50;
    private const double MaximumSeconds = 100 * 366 * 86_400.0;

    /// <summary>Returns the first violation, as the beginning of a sentence; or null.</summary>
    public static string? FirstProblem(RunRecord record) =>
        NullItems(record).FirstOrDefault(list => list.HasNull) is { Name: { } name } ? $"the list '{name}' contains null"
        : Sizes(record).FirstOrDefault(size => size.Count > size.Most) is { Name: { } large } size ? string.Create(CultureInfo.InvariantCulture, $"'{large}' has more than {size.Most} {size.Noun}")
        : Numbers(record).FirstOrDefault(number => !number.IsGood) is { Name: { } wrong } ? $"'{wrong}' is out of range"
        : !HasSum(record) ? "its counts add up to more than can be counted"
        : Lists(record).FirstOrDefault(list => list.HasDuplicates) is { Name: { } duplicate } ? $"the list '{duplicate}' has a duplicate entry"
        : record.Outcome == Outcome.Fault != record.FindingCount > 0 ? "its outcome and its findings contradict each other"
        : record.Outcome == Outcome.Pass && !IsPass(record) ? "its outcome is a pass, but its contents are not"
        : record.Findings.Select(ProblemOf).FirstOrDefault(problem => problem is not null) is { } problem ? $"the evidence of a finding is incomplete: {problem}"
        : null;

    /// <summary>Returns why an exposure can't be one that this program counted, in half a sentence; null if it can.</summary>
    public static string? ProblemOf(Exposure exposure) =>
        NullItems(exposure).FirstOrDefault(list => list.HasNull) is { Name: { } name } ? $"the list '{name}' has null in it"
        : !HasCounts(exposure) ? "a count is negative"
        : null;

    /// <summary>Returns why a summary of known answers can't be one that this program made, in half a sentence; null if it can.</summary>
    public static string? ProblemOf(KnownAnswerSummary summary) =>
        NullItems(summary).FirstOrDefault(list => list.HasNull) is { Name: { } name } ? $"the list '{name}' has null in it"
        : !HasCounts(summary) ? "a count is negative"
        : null;

    /// <summary>Returns why this program can't have made a finding, as half a sentence; null if it can.</summary>
    public static string? ProblemOf(Finding finding) =>
        finding.Explanation.Contains(null!) ? "its explanation contains null"
        : finding.Process is { } process && (process.StandardError.Contains(null!) || process.Garbage.Contains(null!)) ? "the standard error or the malformed events of its process contain null"
        : finding.Evidence?.Describe().Problem;

    /// <summary>Whether each probe of the plan verified something on each of its CPUs, everything that was requested was available, and no known answer was wrong.</summary>
    private static bool IsPass(RunRecord record) =>
        record.Reasons.Count == 0 && record.Plan.Cpus.Count > 0 && record.Plan.Probes.Count > 0
        && record.KnownAnswers.Concat(record.ModeAnswers).All(summary => summary.Failures == 0)
        && RunCases.Of(record).SelectMany(suite => suite.Cases).All(run => run.Result is CaseResult.Passed or CaseResult.Skipped);

    /// <summary>The counts that make a report large: a report has an entry of each for each CPU, or searches all findings for each.</summary>
    private static IEnumerable<(string Name, int Count, int Most, string Noun)> Sizes(RunRecord record)
    {
        yield return Cpus("plan.cpus", record.Plan.Cpus.Count);
        yield return Cpus("exposure.cpus", record.Exposure.Cpus.Count);
        yield return Cpus("timeline.cpus", record.Timeline.Cpus.Count);
        yield return Cpus("findings", record.CountedFindings.Select(finding => finding.Cpu).OfType<int>().Distinct().Count());
        yield return Parts("plan.probes", "probes", record.Plan.Probes.Count);
        yield return Parts("plan.skippedProbes", "probes", record.Plan.SkippedProbes.Count);
        yield return Parts("plan.stressors", "stressors", record.Plan.Stressors.Count);
        yield return Parts("plan.skippedStressors", "stressors", record.Plan.SkippedStressors.Count);
        yield return ("plan.engines", record.Plan.Engines.Count, MaximumEngines, "engines");
        yield return Parts("exposure", "probes", record.Exposure.Parts.Select(part => part.Probe).Distinct().Count());
        yield return Parts("exposure", "stressors", record.Exposure.StressorParts.Select(part => part.Stressor).Distinct().Count());
        yield return Parts("findings", "probes", record.CountedFindings.Select(finding => finding.Probe).Distinct().Count());

        // Repeated for each CPU.
        yield return ("plan.probes.name", record.Plan.Probes.Select(probe => probe.Name.Length).DefaultIfEmpty().Max(), MaximumNameLength, "characters");
        yield return ("reasons", record.Outcome == Outcome.Unsupported ? record.Reasons.Sum(reason => reason.Length) : 0, MaximumReasonsLength, "characters");

        static (string, int, int, string) Cpus(string name, int count) => (name, count, CpuRanges.KernelCpus, "CPUs");
        static (string, int, int, string) Parts(string name, string noun, int count) => (name, count, MaximumParts, noun);
    }

    private static IEnumerable<(string Name, bool HasDuplicates)> Lists(RunRecord record)
    {
        yield return Duplicates("plan.cpus", record.Plan.Cpus);
        yield return Duplicates("plan.probes", record.Plan.Probes.Select(probe => probe.Name));
        yield return Duplicates("plan.engines", record.Plan.Engines.Select(engine => (engine.Part, engine.Name)));
        yield return Duplicates("plan.stressors", record.Plan.Stressors.Select(stressor => stressor.Name));
        yield return Duplicates("exposure.cpus", record.Exposure.Cpus.Select(cpu => cpu.Cpu));
        yield return Duplicates("timeline.cpus", record.Timeline.Cpus.Select(cpu => cpu.Cpu));
        foreach (CpuExposure cpu in record.Exposure.Cpus)
        {
            yield return Duplicates("exposure.cpus.probes", cpu.Probes.Select(probe => probe.Probe));
            yield return Duplicates("exposure.cpus.stressors", cpu.Stressors.Select(stressor => stressor.Stressor));
        }
    }

    private static (string Name, bool HasDuplicates) Duplicates<T>(string name, IEnumerable<T> keys)
    {
        var seen = new HashSet<T>();
        return (name, !keys.All(seen.Add));
    }

    private static IEnumerable<(string Name, bool HasNull)> NullItems(RunRecord record)
    {
        yield return NullItem("reasons", record.Reasons);
        yield return NullItem("notes", record.Notes);
        yield return NullItem("host.cpu.features", record.Host.Cpu.Features);
        yield return NullItem("host.hypervisor.evidence", record.Host.Hypervisor.Evidence ?? []);
        yield return NullItem("host.kernel.aesDrivers", record.Host.Kernel.AesDrivers);
        yield return NullItem("host.kernel.driverUses", record.Host.Kernel.DriverUses ?? []);
        yield return NullItem("host.runtime.features", record.Host.Runtime.Features);
        yield return NullItem("plan.probes", record.Plan.Probes);
        yield return NullItem("plan.skippedProbes", record.Plan.SkippedProbes);
        yield return NullItem("plan.engines", record.Plan.Engines);
        yield return NullItem("plan.stressors", record.Plan.Stressors);
        yield return NullItem("plan.skippedStressors", record.Plan.SkippedStressors);
        yield return NullItem("knownAnswers", record.KnownAnswers);
        yield return NullItem("modeAnswers", record.ModeAnswers);
        foreach ((string, bool) list in record.KnownAnswers.Concat(record.ModeAnswers).SelectMany(NullItems))
        {
            yield return list;
        }

        yield return NullItem("gate.requiredProbes", record.Gate?.RequiredProbes ?? []);
        yield return NullItem("gate.requiredEngines", record.Gate?.RequiredEngines ?? []);
        foreach ((string, bool) list in NullItems(record.Exposure))
        {
            yield return list;
        }

        yield return NullItem("timeline.cpus", record.Timeline.Cpus);
        yield return NullItem("foldedFindings", record.FoldedFindings);
        yield return NullItem("findings", record.Findings);
        foreach (Finding finding in record.Findings)
        {
            yield return NullItem("findings.explanation", finding.Explanation);
            yield return NullItem("findings.process.standardError", finding.Process?.StandardError ?? []);
            yield return NullItem("findings.process.garbage", finding.Process?.Garbage ?? []);
        }
    }

    private static IEnumerable<(string Name, bool HasNull)> NullItems(KnownAnswerSummary summary)
    {
        yield return NullItem("knownAnswers.firstFailures", summary.FirstFailures);
        yield return NullItem("knownAnswers.files", summary.Files);
    }

    private static IEnumerable<(string Name, bool HasNull)> NullItems(Exposure exposure)
    {
        yield return NullItem("exposure.cpus", exposure.Cpus);
        yield return NullItem("exposure.unattributed", exposure.Unattributed);
        yield return NullItem("exposure.processStressors", exposure.ProcessStressors);
        foreach (CpuExposure cpu in exposure.Cpus)
        {
            yield return NullItem("exposure.cpus.probes", cpu.Probes);
            yield return NullItem("exposure.cpus.stressors", cpu.Stressors);
        }
    }

    private static IEnumerable<(string Name, bool IsGood)> Numbers(RunRecord record)
    {
        yield return ("endedAt", record.EndedAt >= record.StartedAt);
        yield return ("plan.durationSeconds", record.Plan.DurationSeconds is > 0 and < MaximumSeconds);
        yield return ("plan.workersPerCpu", record.Plan.WorkersPerCpu >= 0);
        yield return ("plan.memoryBytes", record.Plan.MemoryBytes is >= 0 and <= MaximumMemoryBytes);
        yield return ("plan.cpus", record.Plan.Cpus.All(IsCpu));
        yield return ("plan.intensity", IsCount(record.Plan.Intensity));
        yield return ("gate", record.Gate is null || IsGood(record.Gate));
        yield return ("knownAnswers", record.KnownAnswers.Concat(record.ModeAnswers).All(HasCounts));
        yield return ("timeline.intervalSeconds", record.Timeline.IntervalSeconds is >= 0.001 and < MaximumSeconds);
        yield return ("timeline.seconds", IsTime(record.Timeline.Seconds));
        yield return ("timeline.cpus", record.Timeline.Cpus.All(cpu => IsCpu(cpu.Cpu) && cpu.Bytes.Count <= Timeline.MaximumIntervals && cpu.Bytes.All(IsCount)
            && (cpu.Bytes.Count - 1) * record.Timeline.IntervalSeconds < record.Timeline.Seconds + 0.001));
        yield return ("exposure", IsTime(record.Exposure.Seconds) && IsCount(record.Exposure.GcSuspensions) && IsCount(record.Exposure.Units));
        yield return ("exposure.unattributed", record.Exposure.Unattributed.All(IsGood) && IsGood(record.Exposure.UnattributedEvents));
        yield return ("exposure.processStressors", record.Exposure.ProcessStressors.All(HasCounts));
        foreach (CpuExposure cpu in record.Exposure.Cpus)
        {
            bool isGood = IsCpu(cpu.Cpu) && cpu.Probes.All(IsGood) && IsGood(cpu.Events) && cpu.Stressors.All(HasCounts) && (cpu.Kernel is null || IsGood(cpu.Kernel));
            yield return (string.Create(CultureInfo.InvariantCulture, $"exposure.cpus, CPU {cpu.Cpu}"), isGood);
        }

        yield return ("foldedFindings", record.FoldedFindings.All(folded => folded.Count > 0 && (folded.Cpu is null || IsCpu(folded.Cpu.Value))));
        foreach ((int index, Finding finding) in record.Findings.Index())
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"findings[{index}]"), (finding.Cpu is null || IsCpu(finding.Cpu.Value))
                && (finding.Replay is not { } replay || (IsCount(replay.Tries) && IsCount(replay.Wrong) && IsCount(replay.SameWrong)))
                && (finding.Syndrome is not { } syndrome || (IsCount(syndrome.HammingDistance) && IsCount(syndrome.ClosestDistance) && IsCount(syndrome.ClosestRound))));
        }
    }

    /// <summary>Whether the sum of the findings fits into 64 bits. Counts of work may exceed that in a long soak; counts of findings never have.</summary>
    private static bool HasSum(RunRecord record) => record.CountedFindings.Sum(finding => (decimal)finding.Count) <= long.MaxValue;

    // The JSON reader accepts null in a list of strings, whatever its type says.
    private static (string Name, bool HasNull) NullItem<T>(string name, IReadOnlyList<T> list)
        where T : class =>
        (name, list.Any(item => item is null));

    private static bool IsCpu(int cpu) => cpu is >= 0 and <= MaximumCpu;

    private static bool IsCount(int count) => count >= 0;

    private static bool IsCount(long count) => count >= 0;

    private static bool IsCount(long? count) => count is null or >= 0;

    private static bool IsTime(double seconds) => seconds is >= 0 and < MaximumSeconds;

    /// <summary>Whether the sum of many workers' times is in range.</summary>
    private static bool IsWork(double seconds) => seconds is >= 0 and < MaximumSeconds * MaximumCpu;

    private static bool IsGood(GateDemands gate) =>
        gate.MinimumBlocksPerCpu is null or > 0 && gate.MaximumFaultRatePerBlock is null or (> 0 and < 1) && gate.MaximumFindings is null or > 0;

    private static bool IsGood(ProbeExposure probe) => HasCounts(probe) && IsWork(probe.Seconds);

    private static bool IsGood(WorkerEventCounts events) => HasCounts(events) && IsWork(events.CpuSeconds) && IsWork(events.LiveSeconds);

    private static bool IsGood(KernelEventCounts events) => HasCounts(events) && events.StealSeconds is null or (>= 0 and < MaximumSeconds);

    private static bool HasCounts(Exposure exposure) =>
        IsCount(exposure.Units) && IsCount(exposure.GcSuspensions) && exposure.Unattributed.All(HasCounts) && HasCounts(exposure.UnattributedEvents)
        && exposure.ProcessStressors.All(HasCounts)
        && exposure.Cpus.All(cpu => cpu.Probes.All(HasCounts) && HasCounts(cpu.Events) && (cpu.Kernel is null || HasCounts(cpu.Kernel)) && cpu.Stressors.All(HasCounts));

    private static bool HasCounts(KnownAnswerSummary summary) =>
        IsCount(summary.Vectors) && IsCount(summary.Failures) && summary.Files.All(file => IsCount(file.Vectors) && IsCount(file.Failures));

    private static bool HasCounts(ProbeExposure probe) => IsCount(probe.Blocks) && IsCount(probe.Rounds) && IsCount(probe.Bytes) && IsCount(probe.Calls);

    private static bool HasCounts(StressorExposure stressor) => IsCount(stressor.Events) && IsCount(stressor.HeldBytes);

    private static bool HasCounts(WorkerEventCounts events) =>
        IsCount(events.VoluntarySwitches) && IsCount(events.InvoluntarySwitches) && IsCount(events.Migrations) && IsCount(events.Signals)
        && IsCount(events.MinorFaults) && IsCount(events.MajorFaults);

    private static bool HasCounts(KernelEventCounts events) =>
        IsCount(events.TimerInterrupts) && IsCount(events.FunctionCallInterrupts) && IsCount(events.TlbShootdowns) && IsCount(events.Interrupts)
        && IsCount(events.Softirqs);
}
