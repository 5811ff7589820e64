using System.Text;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>
/// Writes a run record as a file for the textfile collector of node_exporter, in Prometheus' text format. The file describes one run, and the next run replaces
/// it: counts may then decrease, so all metrics are gauges, and no name ends in <c>_total</c>. Labels have few values on any machine: probes, stressors,
/// verdicts and outcomes. CPUs are not labels; the run record has them.
/// </summary>
public static class PrometheusReport
{
    /// <summary>Writes the file.</summary>
    /// <param name="record">The run.</param>
    /// <param name="output">The destination; it is left open.</param>
    /// <exception cref="IOException"><paramref name="output"/> can't be written to.</exception>
    public static void Write(RunRecord record, Stream output)
    {
        var metrics = new MetricsText();
        AddRun(record, metrics);
        AddCpus(record, metrics);
        AddFindings(record, metrics);
        AddProbes(record, metrics);
        AddEvents(record.Exposure, metrics);
        AddStressors(record, metrics);
        output.Write(Encoding.UTF8.GetBytes(metrics.ToString()));
    }

    private static void AddRun(RunRecord record, MetricsText metrics)
    {
        HostInfo host = record.Host;
        metrics.Begin("info", "The program and the machine that it ran on. Always 1.");
        metrics.Add(
            1,
            ("version", record.ToolVersion),
            ("cpu_model", host.Cpu.Model),
            ("microcode", host.Cpu.Microcode),
            ("hypervisor", host.Hypervisor.Name),
            ("kernel", host.Kernel.Release));

        metrics.Begin("run_outcome", "1 for the outcome of the last run, 0 for all others.");
        foreach (Outcome outcome in Enum.GetValues<Outcome>())
        {
            metrics.Add(record.Outcome == outcome ? 1 : 0, ("outcome", EnumWord.Of(outcome)));
        }

        metrics.Add("run_start_timestamp_seconds", "When the last run began, in seconds since 1970.", UnixSeconds(record.StartedAt));
        metrics.Add("run_end_timestamp_seconds", "When the last run ended, whatever its outcome, in seconds since 1970.", UnixSeconds(record.EndedAt));
        metrics.Add("run_duration_seconds", "How long the last run took.", (record.EndedAt - record.StartedAt).TotalSeconds);
        metrics.Add("run_planned_duration_seconds", "Planned duration of the last run.", record.Plan.DurationSeconds);
    }

    private static void AddCpus(RunRecord record, MetricsText metrics)
    {
        HashSet<int> planned = [.. record.Plan.Cpus];
        string[] probes = [.. record.Plan.Probes.Select(probe => probe.Name)];
        int verified = record.Exposure.Cpus.Count(cpu => planned.Contains(cpu.Cpu)
            && !probes.Except(cpu.Probes.Where(exposure => exposure.IsAny).Select(exposure => exposure.Probe)).Any());
        int faulty = record.CountedFindings.Select(finding => finding.Cpu).OfType<int>().Distinct().Count();
        metrics.Add("run_cpus_planned", "CPUs that the last run was planned to test.", planned.Count);
        metrics.Add("run_cpus_verified", "CPUs on which each planned probe of the last run verified something.", verified);
        metrics.Add("run_cpus_with_findings", "CPUs on which the last run found something.", faulty);
    }

    private static void AddFindings(RunRecord record, MetricsText metrics)
    {
        var counts = record.CountedFindings.GroupBy(finding => finding.Verdict).ToDictionary(group => group.Key, group => group.Total(finding => finding.Count));
        metrics.Begin("run_findings", "Findings of the last run, by verdict; every verdict is present.");
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            metrics.Add(counts.GetValueOrDefault(verdict), ("verdict", EnumWord.Of(verdict)));
        }

        KnownAnswerSummary[] answers = [.. record.KnownAnswers, .. record.ModeAnswers];
        metrics.Add("run_known_answers", "Published vectors that the last run tried, on all engines.", answers.Sum(summary => (long)summary.Vectors));
        metrics.Add("run_known_answer_failures", "Known answers that were wrong.", answers.Sum(summary => (long)summary.Failures));

        Exposure exposure = record.Exposure;
        if (record.FindingCount == 0 && exposure.Blocks > 0)
        {
            metrics.Add(
                "run_fault_rate_bound_ratio",
                "Upper bound of the share of wrong blocks, at 95 % confidence: 3 divided by the blocks. Absent if there are findings, or no blocks.",
                Bound.AfterNoFault(exposure.Blocks));
        }
    }

    private static void AddProbes(RunRecord record, MetricsText metrics)
    {
        string[] planned = [.. record.Plan.Probes.Select(probe => probe.Name)];
        HashSet<string> skipped = [.. record.Plan.SkippedProbes.Select(probe => probe.Name).Except(planned)];
        if (planned.Length + skipped.Count > 0)
        {
            metrics.Begin("run_probe_skipped", "1 if the machine of the last run cannot run the probe, else 0.");
            metrics.AddEach("probe", planned.Concat(skipped), name => skipped.Contains(name) ? 1 : 0);
        }

        if (planned.Length == 0)
        {
            return;
        }

        var exposures = record.Exposure.Probes.ToDictionary(probe => probe.Probe);
        foreach ((string name, string help, Func<ProbeExposure, double> value) in ((string, string, Func<ProbeExposure, double>)[])
        [
            ("run_verified_blocks", "Blocks of 16 bytes that the last run compared with the reference.", probe => probe.Blocks),
            ("run_verified_rounds", "AES rounds of these blocks, round keys (schedule), or mixing steps (register).", probe => probe.Rounds),
            ("run_verified_bytes", "Length of all that the last run compared with the reference.", probe => probe.Bytes),
            ("run_probe_calls", "Passes through a loop, calls of a library, or requests to the kernel, of the last run.", probe => probe.Calls),
            ("run_probe_seconds", "Time that the turns of the probe took in the last run, of all workers together.", probe => probe.Seconds),
        ])
        {
            metrics.Begin(name, help);
            metrics.AddEach("probe", planned, probe => exposures.TryGetValue(probe, out ProbeExposure? exposure) ? value(exposure) : 0);
        }
    }

    private static void AddEvents(Exposure exposure, MetricsText metrics)
    {
        WorkerEventCounts events = exposure.Events;
        KernelEventCounts? kernel = exposure.Kernel;
        metrics.Add("run_live_ratio", "Share of the CPUs' time spent in loops with live vector registers. Absent if no time has passed.", exposure.LiveShare);
        metrics.Add("run_worker_cpu_seconds", "CPU time of the workers of the last run.", events.CpuSeconds);
        metrics.Add("run_involuntary_switches", "Involuntary context switches of workers.", events.InvoluntarySwitches);
        metrics.Add("run_voluntary_switches", "Voluntary context switches of workers.", events.VoluntarySwitches);
        metrics.Add("run_migrations", "How often a worker found itself on another CPU.", events.Migrations);
        metrics.Add("run_signals", "Signals that workers got from the signal stressor.", events.Signals);
        metrics.Add("run_minor_page_faults", "Page faults of workers without disk access.", events.MinorFaults);
        metrics.Add("run_major_page_faults", "Page faults of workers that read from a disk.", events.MajorFaults);
        metrics.Add("run_runtime_suspensions", "How often the runtime stopped all threads for a garbage collection.", exposure.GcSuspensions);
        metrics.Add("run_interrupts", "Interrupts on the tested CPUs. Absent if the kernel does not provide it.", kernel?.Interrupts);
        metrics.Add("run_softirqs", "Softirqs on the tested CPUs. Absent if the kernel does not provide it.", kernel?.Softirqs);
        metrics.Add("run_steal_seconds", "Time stolen from the tested CPUs by the hypervisor. Absent if the kernel does not provide it.", kernel?.StealSeconds);
    }

    private static void AddStressors(RunRecord record, MetricsText metrics)
    {
        string[] planned = [.. record.Plan.Stressors.Select(stressor => stressor.Name)];
        HashSet<string> skipped = [.. record.Plan.SkippedStressors.Select(stressor => stressor.Name).Except(planned)];
        if (planned.Length + skipped.Count > 0)
        {
            metrics.Begin("run_stressor_skipped", "1 if the machine of the last run cannot run the stressor, else 0.");
            metrics.AddEach("stressor", planned.Concat(skipped), name => skipped.Contains(name) ? 1 : 0);
        }

        IReadOnlyList<StressorExposure> done = record.Exposure.Stressors;
        if (done.Count > 0)
        {
            metrics.Begin("run_stressor_events", "Events that the stressor made in the last run.");
            metrics.AddEach("stressor", done.Select(stressor => stressor.Stressor), name => done.First(stressor => stressor.Stressor == name).Events);
        }
    }

    private static double UnixSeconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
