using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Text;

/// <summary>The run record as lines for a terminal.</summary>
public static class RunText
{
    private const int ShownFindings = 5;
    private const int ShownReasons = 10;
    private const int LongestRanges = 20;
    private const int MostEngines = 6;

    /// <summary>Returns all that fits on a terminal; the outcome is the last line. <see cref="RunSummary"/> is the short form.</summary>
    /// <param name="record">The run.</param>
    /// <param name="width">The number of columns. The table of CPUs needs 80.</param>
    public static IEnumerable<string> Summary(RunRecord record, int width = Columns.UsualWidth) =>
    [
        .. HostText.Lines(record.Host, width),
        .. record.Outcome == Outcome.Unsupported ? [] : Details(record, width),
        OutcomeLine(record),
    ];

    /// <summary>Returns the outcome and the most important number, in one line.</summary>
    public static string OutcomeLine(RunRecord record) => record.Outcome switch
    {
        Outcome.Pass => $"PASS: {Verified(record)} on {Cpus(record.Plan.Cpus)}, no finding{MissingLoad(record)}",
        Outcome.Fault => $"FAULT: {Quantities.Of(record.FindingCount, "finding")}, {Verified(record)}",
        Outcome.Inconclusive => $"INCONCLUSIVE: {First(record.Reasons, "reason")}; {Verified(record)}, no finding",
        _ => $"UNSUPPORTED: {string.Join(' ', record.Reasons)}",
    };

    /// <summary>Returns verdict, CPU, probe and time of a finding.</summary>
    internal static string HeadOf(Finding finding)
    {
        string cpu = finding.Cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $" on CPU {number}") : "";
        return $"{EnumWord.Of(finding.Verdict)}{cpu}, probe {VisibleText.Of(finding.Probe)}, {Times.Words(finding.Time)} UTC";
    }

    /// <summary>Returns one finding, with its evidence.</summary>
    public static IEnumerable<string> Lines(Finding finding)
    {
        yield return HeadOf(finding);
        foreach (string sentence in finding.Explanation)
        {
            yield return "  " + VisibleText.Of(sentence);
        }

        foreach (string line in finding.Evidence is { } evidence ? MiscompareText.Lines(evidence) : [])
        {
            yield return line;
        }

        if (finding.Syndrome is { } syndrome)
        {
            yield return $"    xor       {Convert.ToHexStringLower(syndrome.XorMask)}";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"              ({Quantities.Of(syndrome.HammingDistance, "bit")} in {Quantities.Of(syndrome.DifferingBytes.Count, "byte")}; closest after round {syndrome.ClosestRound}: {Quantities.Of(syndrome.ClosestDistance, "bit")})");
        }

        foreach (string line in finding.Process?.StandardError.Take(10) ?? [])
        {
            yield return "    | " + VisibleText.Of(line);
        }
    }

    private static IEnumerable<string> Details(RunRecord record, int width) =>
    [
        .. Run(record).SelectMany(row => Columns.Rows(row.Key, row.Text, width)),
        .. ExposureText.Lines(record, width),
        .. Numbered("finding", record.Findings, record.FindingCount).SelectMany(line => Columns.Fit(line, width)),
        .. Ending(record, width),
    ];

    /// <summary>Returns the reasons, the notes, and what to do: about findings first, otherwise after the reason.</summary>
    internal static IEnumerable<string> Ending(RunRecord record, int width) => record.Outcome == Outcome.Fault
        ? [.. NextSteps(record, width), .. Reasons(record, width)]
        : [.. Reasons(record, width), .. NextSteps(record, width)];

    /// <summary>Returns what to do about each verdict, or about an outcome without one that is not a pass.</summary>
    private static IEnumerable<string> NextSteps(RunRecord record, int width) => record.Outcome is Outcome.Inconclusive or Outcome.Unsupported
        ? Columns.Rows("next steps", OutcomeMeaning.NextStep(record.Outcome), width)
        : record.Findings.Select(finding => finding.Verdict).Concat(record.FoldedFindings.Select(folded => folded.Verdict)).Distinct().SelectMany(
            (verdict, index) => Columns.Rows(index == 0 ? "next steps" : "", $"{EnumWord.Of(verdict)}: {VerdictMeaning.PlainNextStep(verdict)}", width));

    /// <summary>Returns what was planned and checked first, as keys with their texts.</summary>
    private static IEnumerable<(string Key, string Text)> Run(RunRecord record)
    {
        RunPlan plan = record.Plan;
        string probes = string.Join(", ", plan.Probes.Select(probe => probe.Name));
        return
        [
            ("run", string.Create(
                CultureInfo.InvariantCulture,
                $"{Quantities.Time(record.EndedAt - record.StartedAt)}, {Quantities.Of(plan.WorkersPerCpu, "worker")} on each of CPUs {CpuRanges.Format(plan.Cpus)}{(plan.Probes.Count == 1 ? $", probes {probes}" : "")}")),
            ("", string.Create(CultureInfo.InvariantCulture, $"AES-{string.Join('/', plan.KeySizes)}, seed 0x{record.Seed:x16}")),
            .. plan.Probes.Count > 1 ? [("probes", probes)] : Array.Empty<(string, string)>(), // With the other values the line would be too long.
            .. Engines(plan) is { Length: > 0 } engines ? [("engines", engines)] : Array.Empty<(string, string)>(),
            ("load", LoadOf(plan)),
            .. Demanded(record),
            .. Skipped(plan),
            .. record.KnownAnswers.Count > 0 ? [("vectors", string.Join(", ", record.KnownAnswers.Select(Describe)))] : Array.Empty<(string, string)>(),
            .. record.ModeAnswers.Count > 0 ? [("", $"in modes: {string.Join(", ", record.ModeAnswers.Select(Describe))}")] : Array.Empty<(string, string)>(),
            .. record.CryptoLibrary is { } library ? [("library", library.Description)] : Array.Empty<(string, string)>(),
        ];
    }

    /// <summary>Returns the demands of a gate.</summary>
    internal static IEnumerable<(string Key, string Text)> Demanded(RunRecord record) =>
        record.Gate is { } gate && GateText.Parts(gate) is { Count: > 0 } demands ? [("demanded", string.Join(", ", demands))] : [];

    /// <summary>Returns the probes and stressors that could not run here.</summary>
    internal static IEnumerable<(string Key, string Text)> Skipped(RunPlan plan) =>
        plan.SkippedProbes.Concat(plan.SkippedStressors).Select(skipped => ("skipped", $"{skipped.Name}: {skipped.Reason}"));

    /// <summary>Returns the engines of the probes that have several, except those of the kernel, which has dozens.</summary>
    private static string Engines(RunPlan plan) => string.Join(
        "; ",
        from probe in plan.Probes
        let used = plan.Engines.Where(engine => engine.Part == probe.Name && engine.Used).Select(engine => engine.Name).ToArray()
        where used.Length is > 1 and <= MostEngines
        select $"{probe.Name} {string.Join(", ", used)}");

    /// <summary>Returns the load beside the workers, and the placement of the workers.</summary>
    internal static string LoadOf(RunPlan plan) => string.Join("; ", (string[])
    [
        plan.Stressors.Count == 0
            ? "no stressors"
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", plan.Stressors.Select(stressor => stressor.Name))} at intensity {plan.Intensity}"),
        .. plan.MemoryBytes > 0 ? [$"memory of {Quantities.Bytes(plan.MemoryBytes)}"] : Array.Empty<string>(),
        $"workers {plan.PlacementWord}",
        .. plan.Policies.Any(policy => policy != WorkerPolicy.Other)
            ? [$"policies {string.Join(", ", plan.PolicyWords)}"]
            : Array.Empty<string>(),
    ]);

    private static string Describe(KnownAnswerSummary summary) =>
        $"{summary.Engine} {Quantities.Count(summary.Vectors - summary.Failures)} of {Quantities.Count(summary.Vectors)} right";

    /// <summary>Returns the first findings, numbered, and the number of further ones.</summary>
    /// <param name="noun">The noun for one of them: <c>finding</c>.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="count">The number of all findings, including those that were only counted.</param>
    internal static IEnumerable<string> Numbered(string noun, IReadOnlyList<Finding> findings, long count)
    {
        for (int i = 0; i < Math.Min(findings.Count, ShownFindings); i++)
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"{noun} {i + 1}");
            bool first = true;
            foreach (string line in Lines(findings[i]))
            {
                yield return first ? Columns.Row(number, line) : line;
                first = false;
            }
        }

        if (count > ShownFindings)
        {
            yield return Columns.Row("", $"and {Quantities.Count(count - ShownFindings)} more, kept or counted in the report that --json writes");
        }
    }

    private static IEnumerable<string> Reasons(RunRecord record, int width) => [.. Some(record.Outcome == Outcome.Fault ? "incomplete" : "not a pass", record.Reasons, width), .. Some("note", record.Notes, width)];

    /// <summary>Returns the first of these sentences, and the number of further ones.</summary>
    internal static IEnumerable<string> Some(string key, IReadOnlyList<string> sentences, int width = Columns.UsualWidth)
    {
        foreach (string line in sentences.Take(ShownReasons).SelectMany(sentence => Columns.Rows(key, VisibleText.Of(sentence), width)))
        {
            yield return line;
        }

        if (sentences.Count > ShownReasons)
        {
            yield return Columns.Row("", $"and {Quantities.Count(sentences.Count - ShownReasons)} more");
        }
    }

    /// <summary>Returns the load that a pass was without.</summary>
    private static string MissingLoad(RunRecord record)
    {
        string[] missing = [.. LoadShortfall.Of(record.Plan, record.Exposure).Select(shortfall => shortfall.Sentence)];
        return record.Plan.Stressors.Count == 0 ? ", without stressors" : missing.Length > 0 ? $"; {First(missing, "note")}" : "";
    }

    /// <summary>Returns the first of these sentences as a part of another one, and the number of further ones.</summary>
    private static string First(IReadOnlyList<string> sentences, string noun) => sentences.Count switch
    {
        0 => $"no {noun} given",
        1 => Clause(sentences[0]),
        _ => $"{Clause(sentences[0])} (and {Quantities.Of(sentences.Count - 1, $"more {noun}")})",
    };

    /// <summary>Returns a sentence without its full stop, and without the capital that is only its first.</summary>
    private static string Clause(string sentence)
    {
        string clause = VisibleText.Of(sentence.TrimEnd('.'));
        bool isPlain = ((string[])["The ", "No ", "Worker ", "Workers ", "Stopped ", "Ended ", "Given "]).Any(word => clause.StartsWith(word, StringComparison.Ordinal));
        return isPlain ? char.ToLowerInvariant(clause[0]) + clause[1..] : clause;
    }

    internal static string Verified(RunRecord record) => $"{Tally.Of(record.Exposure).Text(record.Exposure.Probes)} verified";

    /// <summary>Returns the CPUs, or their number if naming them all would take a line.</summary>
    internal static string Cpus(IReadOnlyList<int> cpus) =>
        CpuRanges.Format(cpus) is { Length: <= LongestRanges } ranges ? $"CPU{(cpus.Count == 1 ? "" : "s")} {ranges}" : Quantities.Of(cpus.Count, "CPU");
}
