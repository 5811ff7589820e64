using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Reports.Text;

/// <summary>Exposure as lines for a terminal.</summary>
internal static class ExposureText
{
    private const int ShownCpus = 16;
    private const double ManySeconds = 9_999.95;

    private static readonly int[] Widths = [5, 8, 8, 8, 10, 8, 8, 5];

    /// <summary>The headers of the table of CPUs; the second is the noun of the counted unit.</summary>
    internal static IReadOnlyList<string> Headers { get; } = ["CPU", "", "switches", "signals", "interrupts", "faults", "stolen", "live"];

    /// <summary>The meaning of the headers that need one.</summary>
    internal const string Legend = "stolen: time that the hypervisor gave to others; live: share of the time with test data in vector registers";

    /// <summary>Returns the verified work, the events during the run, and the bounds that follow.</summary>
    /// <param name="record">The run.</param>
    /// <param name="width">The number of columns. The table of CPUs needs 80.</param>
    public static IEnumerable<string> Lines(RunRecord record, int width = Columns.UsualWidth)
    {
        Exposure exposure = record.Exposure;
        Tally tally = Tally.Of(exposure);
        double seconds = Math.Max((record.EndedAt - record.StartedAt).TotalSeconds, 0.001);
        return
        [
            .. Columns.Rows("verified", $"{tally.Text(exposure.Probes)} ({Quantities.Bytes(exposure.Bytes)}, {Quantities.Bytes(exposure.Bytes / seconds)}/s) in {Quantities.Of(exposure.Units, "unit")} of seeded data", width),
            .. ByProbe(record.Plan, exposure).SelectMany(line => Columns.Rows("", line, width)),
            .. exposure.Cpus.Count == 0 ? [] : Table(exposure, tally).Select((line, index) => Columns.Row(index == 0 ? "by CPU" : "", line)),
            .. exposure.Cpus.Count == 0 ? [] : Columns.Rows("", Legend, width),
            .. Others(exposure) is { Length: > 0 } others ? Columns.Rows("", "also " + others, width) : [],
            .. exposure.Stressors.Count > 0 ? Columns.Rows("stressors", string.Join(", ", exposure.Stressors.Select(Done)), width) : [],
            .. record.FindingCount == 0 && tally.Count(exposure.Probes) > 0 ? Bounds(exposure, tally).SelectMany((line, index) => Columns.Rows(index == 0 ? "fault rate" : "", line, width)) : [],
        ];
    }

    /// <summary>Returns the work of each probe; nothing if there is only one, whose numbers are those of the run.</summary>
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

    /// <summary>The work of a probe, in its own unit: a chain has few ends and many rounds.</summary>
    internal static string Done(ProbeExposure probe) => ProbeList.Find(probe.Probe)?.Unit switch
    {
        WorkUnit.Round => Quantities.Of(probe.Rounds, "round"),
        WorkUnit.RoundKey => Quantities.Of(probe.Rounds, "round key"),
        WorkUnit.Step => Quantities.Of(probe.Rounds, "step"),
        WorkUnit.Block => Quantities.Of(probe.Blocks, "block"),
        _ => Tally.Of(probe).Text(probe),
    };

    private static string Done(StressorExposure stressor) =>
        $"{stressor.Stressor} {Quantities.Count(stressor.Events)}{(stressor.HeldBytes > 0 ? $" ({Quantities.Bytes(stressor.HeldBytes)} held)" : "")}";

    /// <summary>Returns a row for each CPU, or only those with the least and the most work if there are many; and one for all.</summary>
    private static IEnumerable<string> Table(Exposure exposure, Tally tally)
    {
        IReadOnlyList<CpuExposure> cpus = exposure.Cpus;
        IEnumerable<CpuExposure> shown = cpus.Count <= ShownCpus
            ? cpus
            : [cpus.MinBy(cpu => tally.Count(cpu.Probes))!, cpus.MaxBy(cpu => tally.Count(cpu.Probes))!];

        yield return Line([.. Headers.Select((head, column) => column == 1 ? tally.Noun + "s" : head)]);
        foreach (CpuExposure cpu in shown)
        {
            yield return Line(Cells(cpu.Cpu.ToString(CultureInfo.InvariantCulture), tally.Count(cpu.Probes), cpu.Events, cpu.Kernel, exposure.Seconds));
        }

        if (cpus.Count > ShownCpus)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  ... {cpus.Count} CPUs: those with the least and the most work");
        }

        yield return Line(Cells("all", tally.Count(exposure.Probes), exposure.Events, exposure.Kernel, exposure.Seconds * cpus.Count));
    }

    /// <summary>Returns the cells of a row of the table of CPUs.</summary>
    /// <param name="cpu">The row's header.</param>
    /// <param name="count">The compared work.</param>
    /// <param name="events">The events of the workers.</param>
    /// <param name="kernel">The kernel's counters; null if the kernel does not report them.</param>
    /// <param name="seconds">The time of the CPUs, in seconds.</param>
    internal static string[] Cells(string cpu, long count, WorkerEventCounts events, KernelEventCounts? kernel, double seconds) =>
    [
        cpu,
        Quantities.Count(count),
        Quantities.Count(events.InvoluntarySwitches),
        Quantities.Count(events.Signals),
        kernel?.Interrupts is { } interrupts ? Quantities.Count(interrupts) : "?",
        Quantities.Count(events.Faults),
        kernel?.StealSeconds is { } steal ? Seconds(steal) : "?",
        seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * events.LiveSeconds / seconds:0} %") : "?",
    ];

    /// <summary>Formats a time so that it always fits into the table: to a tenth of a second, or with three digits.</summary>
    private static string Seconds(double value) =>
        (value < ManySeconds ? value.ToString("0.0", CultureInfo.InvariantCulture) : Quantities.Scientific(value)) + " s";

    /// <summary>Returns a row. A cell that is too wide shifts the later ones, but never runs into them.</summary>
    private static string Line(string[] cells) => string.Join(' ', cells.Select((cell, column) => cell.PadLeft(Widths[column])));

    /// <summary>Returns the counts that have no column in the table, except zeros.</summary>
    internal static string Others(Exposure exposure)
    {
        WorkerEventCounts events = exposure.Events;
        KernelEventCounts? kernel = exposure.Kernel;
        (long? Count, string Noun)[] others =
        [
            (events.Migrations, "migration"),
            (events.VoluntarySwitches, "voluntary switch"),
            (events.MajorFaults, "fault from disk"),
            (kernel?.TimerInterrupts, "timer interrupt"),
            (kernel?.FunctionCallInterrupts, "function call interrupt"),
            (kernel?.TlbShootdowns, "TLB shootdown"),
            (kernel?.Softirqs, "softirq"),
            (exposure.GcSuspensions, "garbage collection pause"),
        ];
        return string.Join(", ", others.Where(other => other.Count > 0).Select(other => Counted(other.Count!.Value, other.Noun)));
    }

    /// <summary>Returns the bounds that follow from the absence of findings: on faults per unit of work, and on faults per event.</summary>
    internal static IEnumerable<string> Bounds(Exposure exposure, Tally tally)
    {
        long count = tally.Count(exposure.Probes);
        yield return $"0 in {Quantities.Scientific(count)} {tally.Noun}s: fewer than {Quantities.Scientific(Bound.AfterNoFault(count))} per {tally.Noun} at 95 %";

        WorkerEventCounts events = exposure.Events;
        (long Count, string Noun)[] met =
        [
            (events.InvoluntarySwitches, "involuntary switch"),
            (events.Signals, "signal"),
            (events.Faults, "page fault"),
            (events.Migrations, "migration"),
            (exposure.GcSuspensions, "garbage collection pause"),
        ];
        string[] none = [.. met.Where(met => met.Count > 0).Select(met => Counted(met.Count, met.Noun))];
        if (none.Length > 0)
        {
            yield return "0 in " + string.Join(", 0 in ", none);
        }
    }

    /// <summary>Some of these nouns have an irregular plural.</summary>
    private static string Counted(long count, string noun) => Quantities.Count(count) + " " + (count == 1 ? noun : noun switch
    {
        _ when noun.EndsWith("switch", StringComparison.Ordinal) => noun + "es",
        "fault from disk" => "faults from disk",
        _ => noun + "s",
    });
}
