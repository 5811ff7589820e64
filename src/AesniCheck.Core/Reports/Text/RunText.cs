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

    /// <summary>Returns the whole summary; the outcome is the last line.</summary>
    public static IEnumerable<string> Summary(RunRecord record) =>
    [
        .. HostText.Lines(record.Host),
        .. record.Outcome == Outcome.Unsupported ? [] : Details(record),
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

    /// <summary>Returns one finding, with its evidence.</summary>
    public static IEnumerable<string> Lines(Finding finding)
    {
        string cpu = finding.Cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $" on CPU {number}") : "";
        yield return $"{EnumWord.Of(finding.Verdict)}{cpu}, probe {VisibleText.Of(finding.Probe)}, {Times.Words(finding.Time)} UTC";
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
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"    xor       {Convert.ToHexStringLower(syndrome.XorMask)} ({Quantities.Of(syndrome.HammingDistance, "bit")} in {Quantities.Of(syndrome.DifferingBytes.Count, "byte")}; closest after round {syndrome.ClosestRound}: {Quantities.Of(syndrome.ClosestDistance, "bit")})");
        }

        foreach (string line in finding.Process?.StandardError.Take(10) ?? [])
        {
            yield return "    | " + VisibleText.Of(line);
        }
    }

    private static IEnumerable<string> Details(RunRecord record) => [.. Run(record), .. ExposureText.Lines(record), .. Numbered("finding", record.Findings, record.FindingCount), .. Reasons(record)];

    private static IEnumerable<string> Run(RunRecord record)
    {
        RunPlan plan = record.Plan;
        string probes = string.Join(", ", plan.Probes.Select(probe => probe.Name));
        yield return Columns.Row("run", string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantities.Time(record.EndedAt - record.StartedAt)}, {Quantities.Of(plan.WorkersPerCpu, "worker")} on each of CPUs {CpuRanges.Format(plan.Cpus)}{(plan.Probes.Count == 1 ? $", probes {probes}" : "")}"));
        yield return Columns.Row("", string.Create(CultureInfo.InvariantCulture, $"AES-{string.Join('/', plan.KeySizes)}, seed 0x{record.Seed:x16}"));
        if (plan.Probes.Count > 1)
        {
            // With the other values the line would be too long.
            yield return Columns.Row("probes", probes);
        }

        foreach (string line in Engines(plan))
        {
            yield return line;
        }

        foreach (string line in Load(plan))
        {
            yield return line;
        }

        foreach (string line in record.Gate is { } gate && GateText.Parts(gate) is { Count: > 0 } demands ? Columns.Rows("demanded", string.Join(", ", demands)) : [])
        {
            yield return line;
        }

        foreach (string line in plan.SkippedProbes.Concat(plan.SkippedStressors).SelectMany(skipped => Columns.Rows("skipped", $"{skipped.Name}: {skipped.Reason}")))
        {
            yield return line;
        }

        if (record.KnownAnswers.Count > 0)
        {
            yield return Columns.Row("vectors", string.Join(", ", record.KnownAnswers.Select(Describe)));
        }

        foreach (string line in record.ModeAnswers.Count > 0 ? Columns.Rows("", $"in modes: {string.Join(", ", record.ModeAnswers.Select(Describe))}") : [])
        {
            yield return line;
        }

        if (record.CryptoLibrary is { } library)
        {
            yield return Columns.Row("library", library.Description);
        }
    }

    /// <summary>Returns the engines of the probes that have several, except those of the kernel, which has dozens.</summary>
    private static IEnumerable<string> Engines(RunPlan plan)
    {
        string[] parts =
        [
            .. from probe in plan.Probes
               let used = plan.Engines.Where(engine => engine.Part == probe.Name && engine.Used).Select(engine => engine.Name).ToArray()
               where used.Length is > 1 and <= MostEngines
               select $"{probe.Name} {string.Join(", ", used)}",
        ];
        return parts.Length > 0 ? Columns.Rows("engines", string.Join("; ", parts)) : [];
    }

    /// <summary>Returns the load beside the workers, and the placement of the workers.</summary>
    internal static IEnumerable<string> Load(RunPlan plan) => Columns.Rows("load", LoadOf(plan));

    /// <summary>Returns the same as one text.</summary>
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

    private static IEnumerable<string> Reasons(RunRecord record) => [.. Some("not a pass", record.Reasons), .. Some("note", record.Notes)];

    /// <summary>Returns the first of these sentences, and the number of further ones.</summary>
    internal static IEnumerable<string> Some(string key, IReadOnlyList<string> sentences)
    {
        foreach (string line in sentences.Take(ShownReasons).SelectMany(sentence => Columns.Rows(key, VisibleText.Of(sentence))))
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

    private static string Verified(RunRecord record) => $"{Tally.Of(record.Exposure).Text(record.Exposure.Probes)} verified";

    /// <summary>Returns the CPUs, or their number if naming them all would take a line.</summary>
    private static string Cpus(IReadOnlyList<int> cpus) =>
        CpuRanges.Format(cpus) is { Length: <= LongestRanges } ranges ? $"CPU{(cpus.Count == 1 ? "" : "s")} {ranges}" : Quantities.Of(cpus.Count, "CPU");
}
