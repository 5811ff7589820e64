using System.Globalization;
using AesniCheck.Arbitration;
using AesniCheck.Planning;
using AesniCheck.Probes;

namespace AesniCheck.Reports;

/// <summary>The run record as lines for a terminal.</summary>
public static class RunText
{
    private const int KeyWidth = 13;
    private const int ShownCpus = 16;
    private const int ShownFindings = 5;
    private const int ManyRounds = 1_000;
    private const int ShownReasons = 10;

    /// <summary>The whole summary; the outcome is the last line.</summary>
    public static IEnumerable<string> Summary(RunRecord record) =>
    [
        .. HostText.Lines(record.Host),
        .. record.Outcome == Outcome.Unsupported ? [] : Details(record),
        OutcomeLine(record),
    ];

    /// <summary>The outcome and the number that matters most, in one line.</summary>
    public static string OutcomeLine(RunRecord record) => record.Outcome switch
    {
        Outcome.Pass => $"PASS: {Verified(record)} on every CPU, no finding",
        Outcome.Fault => $"FAULT: {Quantities.Of(record.FindingCount, "finding")}, {Verified(record)}",
        Outcome.Inconclusive => $"INCONCLUSIVE: {Verified(record)}, no finding, but not all that was asked for was done",
        _ => $"UNSUPPORTED: {string.Join(' ', record.Reasons)}",
    };

    /// <summary>One finding, with its evidence.</summary>
    public static IEnumerable<string> Lines(Finding finding)
    {
        string cpu = finding.Cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $" on CPU {number}") : "";
        yield return $"{VerdictText(finding.Verdict)}{cpu}, probe {finding.Probe}, {finding.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} UTC";
        foreach (string sentence in finding.Explanation)
        {
            yield return "  " + sentence;
        }

        foreach (string line in finding.Evidence is { } evidence ? MiscompareText.Lines(evidence) : [])
        {
            yield return line;
        }

        if (finding.Syndrome is { } syndrome)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"    xor       {Convert.ToHexStringLower(syndrome.XorMask)} ({Quantities.Of(syndrome.HammingDistance, "bit")} in {Quantities.Of(syndrome.DifferingBytes.Count, "byte")}; nearest behind round {syndrome.ClosestRound}: {Quantities.Of(syndrome.ClosestDistance, "bit")})");
        }

        foreach (string line in finding.Process?.StandardError.Take(10) ?? [])
        {
            yield return "    | " + Printable(line);
        }
    }

    private static IEnumerable<string> Details(RunRecord record) => [.. Run(record), .. Exposed(record), .. Findings(record), .. Reasons(record)];

    private static IEnumerable<string> Run(RunRecord record)
    {
        RunPlan plan = record.Plan;
        string probes = string.Join(", ", plan.Probes.Select(probe => probe.Name));
        yield return Row("run", string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantities.Time(record.EndedAt - record.StartedAt)}, {Quantities.Of(plan.WorkersPerCpu, "worker")} on each of CPUs {CpuRanges.Format(plan.Cpus)}{(plan.Probes.Count == 1 ? $", probes {probes}" : "")}"));
        yield return Row("", string.Create(CultureInfo.InvariantCulture, $"AES-{string.Join('/', plan.KeySizes)}, seed 0x{record.Seed:x16}"));
        if (plan.Probes.Count > 1)
        {
            // Beside the rest the line would be too long.
            yield return Row("probes", probes);
        }

        foreach (string line in plan.SkippedProbes.SelectMany(skipped => Rows("skipped", $"{skipped.Name}: {skipped.Reason}")))
        {
            yield return line;
        }

        if (record.KnownAnswers.Count > 0)
        {
            yield return Row("vectors", string.Join(", ", record.KnownAnswers.Select(Describe)));
        }

        foreach (string line in record.ModeAnswers.Count > 0 ? Rows("", $"in modes: {string.Join(", ", record.ModeAnswers.Select(Describe))}") : [])
        {
            yield return line;
        }

        if (record.CryptoLibrary is { } library)
        {
            yield return Row("library", library.CapabilityMask is { } mask ? $"{library.Version}, with OPENSSL_ia32cap={mask}" : library.Version);
        }
    }

    private static string Describe(KnownAnswerSummary summary) =>
        $"{summary.Engine} {Quantities.Count(summary.Vectors - summary.Failures)} of {Quantities.Count(summary.Vectors)} right";

    private static IEnumerable<string> Exposed(RunRecord record)
    {
        Exposure exposure = record.Exposure;
        Tally tally = Tally.Of(exposure);
        double seconds = Math.Max((record.EndedAt - record.StartedAt).TotalSeconds, 0.001);
        yield return Row("verified", $"{tally.Text(exposure.Probes)} ({Quantities.Bytes(exposure.Bytes)}, {Quantities.Bytes(exposure.Bytes / seconds)}/s) in {Quantities.Of(exposure.Units, "unit")}");

        foreach (string line in ByProbe(record.Plan, exposure))
        {
            yield return Row("", line);
        }

        if (exposure.Cpus.Count <= ShownCpus)
        {
            foreach (CpuExposure cpu in exposure.Cpus)
            {
                yield return Row("", string.Create(
                    CultureInfo.InvariantCulture,
                    $"CPU {cpu.Cpu}: {tally.Text(cpu.Probes)}, switched {Quantities.Count(cpu.InvoluntarySwitches)} times in mid-work"));
            }
        }
        else
        {
            CpuExposure least = exposure.Cpus.MinBy(cpu => tally.Count(cpu.Probes))!;
            CpuExposure most = exposure.Cpus.MaxBy(cpu => tally.Count(cpu.Probes))!;
            yield return Row("", string.Create(
                CultureInfo.InvariantCulture,
                $"on {exposure.Cpus.Count} CPUs, from {Quantities.Count(tally.Count(least.Probes))} (CPU {least.Cpu}) to {Quantities.Count(tally.Count(most.Probes))} (CPU {most.Cpu}) {tally.Noun}s; switched {Quantities.Count(exposure.Cpus.Sum(cpu => cpu.InvoluntarySwitches))} times in mid-work"));
        }

        long count = tally.Count(exposure.Probes);
        if (record.FindingCount == 0 && count > 0)
        {
            yield return Row("bound", $"0 in {Quantities.Scientific(count)} {tally.Noun}s: fewer than {Quantities.Scientific(Bound.OfNone(count))} per {tally.Noun} at 95 %");
        }
    }

    /// <summary>What each probe did; nothing where there is one alone, whose numbers are those of the run.</summary>
    private static IEnumerable<string> ByProbe(RunPlan plan, Exposure exposure)
    {
        if (plan.Probes.Count < 2)
        {
            yield break;
        }

        IReadOnlyList<ProbeExposure> probes = exposure.Probes;
        double seconds = probes.Sum(probe => probe.Seconds);
        foreach (PlannedProbe planned in plan.Probes)
        {
            ProbeExposure probe = probes.FirstOrDefault(probe => probe.Probe == planned.Name) ?? new ProbeExposure(planned.Name, 0, 0, 0, 0, 0);
            double percent = seconds > 0 ? 100 * probe.Seconds / seconds : 0;
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{probe.Probe}: {Done(probe)} in {Quantities.Of(probe.Calls, "call")}, {percent:0.#} % of the time");
        }
    }

    /// <summary>What a probe did, in what it is about: of chains the ends are few, and the rounds many.</summary>
    private static string Done(ProbeExposure probe) =>
        probe.Probe == ScheduleProbe.ProbeName ? Quantities.Of(probe.Rounds, "round key")
        : probe.Blocks > 0 && probe.Rounds / probe.Blocks >= ManyRounds ? Quantities.Of(probe.Rounds, "round")
        : Tally.Of(probe).Text(probe);

    private static IEnumerable<string> Findings(RunRecord record)
    {
        for (int i = 0; i < Math.Min(record.Findings.Count, ShownFindings); i++)
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"finding {i + 1}");
            bool first = true;
            foreach (string line in Lines(record.Findings[i]))
            {
                yield return first ? Row(number, line) : line;
                first = false;
            }
        }

        if (record.FindingCount > ShownFindings)
        {
            yield return Row("", $"and {Quantities.Count(record.FindingCount - ShownFindings)} more, kept or counted in the report that --json writes");
        }
    }

    private static IEnumerable<string> Reasons(RunRecord record)
    {
        foreach (string line in record.Reasons.Take(ShownReasons).SelectMany(reason => Rows("not a pass", reason)))
        {
            yield return line;
        }

        foreach (string line in record.Notes.Take(ShownReasons).SelectMany(note => Rows("not tested", note)))
        {
            yield return line;
        }

        if (record.Reasons.Count > ShownReasons)
        {
            yield return Row("", $"and {Quantities.Count(record.Reasons.Count - ShownReasons)} more");
        }
    }

    private static string Verified(RunRecord record) => $"{Tally.Of(record.Exposure).Text(record.Exposure.Probes)} verified";

    private static string VerdictText(Verdict verdict) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.ToString());

    private static IEnumerable<string> Rows(string key, string text) => Columns.Wrap(key.PadRight(KeyWidth), text);

    private static string Row(string key, string value) => key.PadRight(KeyWidth) + value;

    // A crashing process may have written anything, control sequences of the terminal included.
    private static string Printable(string line) => string.Concat(line.Select(character => char.IsControl(character) ? '?' : character));
}
