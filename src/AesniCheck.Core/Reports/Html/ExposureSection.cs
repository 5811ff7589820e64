using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;
using AesniCheck.Reports.Text;

namespace AesniCheck.Reports.Html;

/// <summary>The section on exposure: the verified work by probe and by CPU, and the events during the run.</summary>
internal static class ExposureSection
{
    public const string Name = "exposure";

    /// <summary>The most CPUs that are shown at once; if there are more, a summary is shown.</summary>
    private const int ShownCpus = 16;

    public static void Write(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        Exposure exposure = record.Exposure;
        using (RunSections.Open(html, run, Name, "What was verified"))
        {
            ByProbe(html, record);
            if (exposure.Cpus.Count > 0)
            {
                ByCpu(html, run);
            }

            if (ExposureText.Others(exposure) is { Length: > 0 } others)
            {
                html.Line("p", $"There were also {others}.");
            }

            Tally tally = Tally.Of(exposure);
            if (record.FindingCount == 0 && tally.Count(exposure.Probes) > 0)
            {
                html.Line("p", $"Bounds that follow from no finding, if faults are random: {string.Join("; ", ExposureText.Bounds(exposure, tally))}.");
            }
        }
    }

    /// <summary>Returns why a part was skipped, and whether that affects the outcome.</summary>
    public static string Why(SkippedPart skipped) => skipped.Requested ? $"requested by name, but can't run here: {skipped.Reason}" : skipped.Reason;

    private static void ByProbe(HtmlWriter html, RunRecord record)
    {
        IReadOnlyList<ProbeExposure> probes = record.Exposure.Probes;
        double seconds = probes.Sum(probe => probe.Seconds);
        var byName = probes.ToDictionary(probe => probe.Probe);
        var findings = record.CountedFindings.GroupBy(finding => finding.Probe).ToDictionary(group => group.Key, group => group.Total(finding => finding.Count));
        ILookup<string, EngineShortfall> shortfalls = EngineShortfall.Of(record.Plan).ToLookup(shortfall => shortfall.Part);
        IEnumerable<Row> rows =
            from name in record.Plan.Probes.Select(probe => probe.Name).Concat(probes.Select(probe => probe.Probe)).Distinct()
            let probe = byName.GetValueOrDefault(name) ?? new ProbeExposure(name, 0, 0, 0, 0, 0)
            select new Row(
            [
                name,
                probe.IsAny ? ExposureText.Done(probe) : "nothing",
                Quantities.Bytes(probe.Bytes),
                Quantities.Count(probe.Calls),
                seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * probe.Seconds / seconds:0.0} %") : "?",
                Quantities.Count(findings.GetValueOrDefault(name)),
                string.Join("; ", shortfalls[name].Select(shortfall => shortfall.Remark)),
            ]);
        HtmlTable.Write(
            html,
            "What each probe compared, on all CPUs",
            [new Column("probe"), .. Column.OfNumbers("compared", "bytes", "calls", "of the time", "findings"), Column.OfSentences("remark")],
            [.. rows, .. record.Plan.SkippedProbes.Select(skipped => new Row([skipped.Name, "skipped", "", "", "", "", Why(skipped)]))]);
    }

    private static void ByCpu(HtmlWriter html, RunPart run)
    {
        Exposure exposure = run.Record.Exposure;
        Tally tally = Tally.Of(exposure);
        IReadOnlyList<CpuExposure> cpus = exposure.Cpus;
        Dictionary<int, long> findings = FindingsByCpu(run.Record);
        Column[] columns = [new Column("CPU"), .. Column.OfNumbers(ExposureText.Headers.Skip(2).Prepend(tally.Noun + "s").Append("findings"))];
        Row all = new(
            [.. ExposureText.Cells("all", tally.Count(exposure.Probes), exposure.Events, exposure.Kernel, exposure.Seconds * cpus.Count), Quantities.Count(run.Record.FindingCount)],
            "all");
        if (cpus.Count <= ShownCpus)
        {
            HtmlTable.Write(html, $"Work compared on each CPU, and events there ({ExposureText.Legend})", columns, [.. cpus.Select(cpu => Of(cpu)), all]);
            return;
        }

        CpuExposure[] byWork = [.. cpus.OrderBy(cpu => tally.Count(cpu.Probes))];
        HtmlTable.Write(
            html,
            $"Work compared on {Quantities.Of(cpus.Count, "CPU")}: the one with the least, the one in the middle, the one with the most, and all",
            columns,
            [Of(byWork[0], " (least)"), Of(byWork[byWork.Length / 2], " (median)"), Of(byWork[^1], " (most)"), all]);
        if (run.Limits.HasAll)
        {
            using (html.In("details"))
            {
                html.Line("summary", $"All {Quantities.Of(cpus.Count, "CPU")}");
                HtmlTable.Write(html, $"Work compared on each CPU, and events there ({ExposureText.Legend})", columns, cpus.Select(cpu => Of(cpu)));
            }
        }

        Row Of(CpuExposure cpu, string note = "") => new(
            [
                .. ExposureText.Cells(cpu.Cpu.ToString(CultureInfo.InvariantCulture) + note, tally.Count(cpu.Probes), cpu.Events, cpu.Kernel, exposure.Seconds),
                Quantities.Count(findings.GetValueOrDefault(cpu.Cpu)),
            ],
            findings.ContainsKey(cpu.Cpu) ? "worse" : null);
    }

    private static Dictionary<int, long> FindingsByCpu(RunRecord record) =>
        record.CountedFindings.Where(finding => finding.Cpu is not null).GroupBy(finding => finding.Cpu!.Value).ToDictionary(group => group.Key, group => group.Total(finding => finding.Count));
}
