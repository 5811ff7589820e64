using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Text;

/// <summary>The run record on one screen: what was found, on which machine, and how hard the run looked. <see cref="RunText"/> has all numbers.</summary>
public static class RunSummary
{
    private const int ShownFindings = 3;
    private const int ShownSentences = 4;
    private const int ShownSkips = 3;

    /// <summary>Returns the lines of this summary or, on request, all numbers.</summary>
    /// <param name="record">The run.</param>
    /// <param name="isVerbose">Whether to return all numbers.</param>
    /// <param name="width">The number of columns of the terminal.</param>
    public static IEnumerable<string> Lines(RunRecord record, bool isVerbose, int width) => isVerbose ? RunText.Summary(record, width) : Lines(record, width);

    /// <summary>Returns the lines. The outcome is the first and, unwrapped, the last.</summary>
    /// <param name="record">The run.</param>
    /// <param name="width">The number of columns of the terminal; at least 40 are used.</param>
    public static IEnumerable<string> Lines(RunRecord record, int width = Columns.UsualWidth) =>
    [
        .. Columns.Wrap("", RunText.OutcomeLine(record), width),
        "",
        .. Rows(record).SelectMany(row => Columns.Rows(row.Key, row.Text, width)),
        .. Findings(record, width),
        .. RunText.Ending(record, width),
        RunText.OutcomeLine(record),
    ];

    private static IEnumerable<(string Key, string Text)> Rows(RunRecord record) =>
    [
        ("machine", HostText.Line(record.Host)),
        .. record.Outcome == Outcome.Unsupported ? [] : Work(record),
    ];

    private static IEnumerable<(string Key, string Text)> Work(RunRecord record)
    {
        RunPlan plan = record.Plan;
        Exposure exposure = record.Exposure;
        Tally tally = Tally.Of(exposure);
        long count = tally.Count(exposure.Probes);
        return
        [
            ("run", string.Create(
                CultureInfo.InvariantCulture,
                $"{Quantities.Time(record.EndedAt - record.StartedAt)} on {RunText.Cpus(plan.Cpus)}, {Quantities.Of(plan.WorkersPerCpu, "worker")} on each; AES-{string.Join('/', plan.KeySizes)}; seed 0x{record.Seed:x16}")),
            ("probes", string.Join(", ", plan.Probes.Select(probe => probe.Name))),
            ("load", Load(plan, exposure)),
            .. RunText.Demanded(record),
            ("verified", $"{tally.Text(exposure.Probes)} ({Quantities.Bytes(exposure.Bytes)})"),
            .. Registers(plan, exposure),
            .. record.FindingCount == 0 && count > 0
                ? [("fault rate", $"fewer than {Quantities.Scientific(Bound.AfterNoFault(count))} per {tally.Noun}, with 95 % confidence, if faults are random")]
                : Array.Empty<(string, string)>(),
            .. Skipped(plan),
        ];
    }

    /// <summary>Returns the stressors, and what happened to the workers.</summary>
    private static string Load(RunPlan plan, Exposure exposure)
    {
        WorkerEventCounts events = exposure.Events;
        string[] parts =
        [
            plan.Stressors.Count == 0 ? "no stressors"
                : string.Create(CultureInfo.InvariantCulture, $"{Quantities.Of(plan.Stressors.Count, "stressor")} at intensity {plan.Intensity}{(plan.MemoryBytes > 0 ? $" with {Quantities.Bytes(plan.MemoryBytes)} of memory" : "")}"),
            $"workers interrupted by {Quantities.Count(events.InvoluntarySwitches)} context switches, {Quantities.Count(events.Signals)} signals and {Quantities.Count(events.Faults)} page faults",
            .. exposure.Kernel?.Interrupts is { } interrupts ? [$"{Quantities.Count(interrupts)} interrupts on their CPUs"] : Array.Empty<string>(),
        ];
        return string.Join("; ", parts);
    }

    /// <summary>Returns for how much of the time a lost register would have been noticed.</summary>
    private static IEnumerable<(string Key, string Text)> Registers(RunPlan plan, Exposure exposure)
    {
        if (exposure.LiveShare is not { } share || exposure.Cpus.Count == 0 || !plan.Probes.Any(LoadShortfall.HoldsRegisters))
        {
            yield break;
        }

        CpuExposure least = exposure.Cpus.MinBy(cpu => cpu.Events.LiveSeconds)!;
        string fewest = exposure.Cpus.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"; the least on CPU {least.Cpu}: {100 * least.Events.LiveSeconds / exposure.Seconds:0} %")
            : "";
        yield return ("registers", string.Create(CultureInfo.InvariantCulture, $"vector registers held test data {100 * share:0} % of the time{fewest}"));
    }

    private static (string Key, string Text)[] Skipped(RunPlan plan)
    {
        (string Key, string Text)[] skipped = [.. RunText.Skipped(plan)];
        return skipped.Length <= ShownSkips ? skipped
            : [("skipped", $"{string.Join(", ", plan.SkippedProbes.Concat(plan.SkippedStressors).Select(part => part.Name))}; --verbose says why")];
    }

    /// <summary>Returns the first findings, alike ones once, with their explanations. The evidence is in the record.</summary>
    private static IEnumerable<string> Findings(RunRecord record, int width)
    {
        AlikeFindings[] shown = [.. AlikeFindings.Of(record).Take(ShownFindings)];
        foreach (AlikeFindings alike in shown)
        {
            Finding finding = record.Findings[alike.First];
            string key = string.Create(CultureInfo.InvariantCulture, $"finding {alike.First + 1}");
            string others = alike.Numbers.Count > 1 ? $", and {Quantities.Count(alike.Numbers.Count - 1)} more like it" : "";

            // Other lines are data, such as expected and actual bytes.
            string[] sentences = [.. finding.Explanation.Where(sentence => sentence.EndsWith('.')).Take(ShownSentences)];
            string rest = finding.Explanation.Count > sentences.Length ? $" ({Quantities.Count(finding.Explanation.Count - sentences.Length)} more lines with --verbose)" : "";
            string text = string.Join(' ', sentences.Select(VisibleText.Of).Prepend($"{RunText.HeadOf(finding)}{others}.")) + rest;
            foreach (string line in Columns.Rows(key, text, width))
            {
                yield return line;
            }
        }

        long more = record.FindingCount - shown.Sum(alike => (long)alike.Numbers.Count);
        if (more > 0)
        {
            foreach (string line in Columns.Rows("", $"and {Quantities.Count(more)} more; --json keeps them, with their evidence", width))
            {
                yield return line;
            }
        }
    }
}
