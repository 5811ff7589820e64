using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>Exposure as measurements, named as in the run record.</summary>
internal static class OcpExposure
{
    /// <summary>Returns the work that a probe compared.</summary>
    /// <param name="exposure">The work.</param>
    /// <param name="cpu">The CPU; null for the sum over all CPUs and migrations.</param>
    public static IEnumerable<OcpMeasurement> Of(ProbeExposure exposure, int? cpu) =>
        from entry in ((string Name, double Value)[])
        [
            ("blocks", exposure.Blocks),
            ("rounds", exposure.Rounds),
            ("bytes", exposure.Bytes),
            ("calls", exposure.Calls),
            ("seconds", exposure.Seconds),
        ]
        select new OcpMeasurement(entry.Name, entry.Value, entry.Name) { HardwareInfoId = OcpMachine.CpuId, Subcomponent = OcpMachine.LogicalCpu(cpu) };

    /// <summary>Returns the results of an engine's known answers.</summary>
    public static IEnumerable<OcpMeasurement> Of(KnownAnswerSummary summary)
    {
        Dictionary<string, string> engine = Only("engine", summary.Engine);
        yield return new OcpMeasurement("vectors", summary.Vectors, "vectors") { Metadata = engine };
        yield return new OcpMeasurement("failures", summary.Failures, "vectors") { Metadata = engine, Validators = [new OcpValidator("all are right", "EQUAL", 0)] };
    }

    /// <summary>Returns the known event counts of all CPUs, and the bound on the fault rate if there is no finding.</summary>
    public static IEnumerable<OcpMeasurement> Of(RunRecord record)
    {
        Exposure exposure = record.Exposure;
        WorkerEventCounts events = exposure.Events;
        KernelEventCounts? kernel = exposure.Kernel;
        (string Name, double? Value, string Unit)[] all =
        [
            ("units", exposure.Units, "units"),
            ("voluntarySwitches", events.VoluntarySwitches, "switches"),
            ("involuntarySwitches", events.InvoluntarySwitches, "switches"),
            ("migrations", events.Migrations, "migrations"),
            ("signals", events.Signals, "signals"),
            ("minorFaults", events.MinorFaults, "faults"),
            ("majorFaults", events.MajorFaults, "faults"),
            ("cpuSeconds", events.CpuSeconds, "seconds"),
            ("liveSeconds", events.LiveSeconds, "seconds"),
            ("liveShare", exposure.LiveShare, "ratio"),
            ("gcSuspensions", exposure.GcSuspensions, "suspensions"),
            ("interrupts", kernel?.Interrupts, "interrupts"),
            ("timerInterrupts", kernel?.TimerInterrupts, "interrupts"),
            ("functionCallInterrupts", kernel?.FunctionCallInterrupts, "interrupts"),
            ("tlbShootdowns", kernel?.TlbShootdowns, "shootdowns"),
            ("softirqs", kernel?.Softirqs, "softirqs"),
            ("stealSeconds", kernel?.StealSeconds, "seconds"),
        ];
        return
        [
            .. from entry in all
               where entry.Value is not null
               select new OcpMeasurement(entry.Name, entry.Value.GetValueOrDefault(), entry.Unit),
            .. from stressor in exposure.Stressors
               select new OcpMeasurement("stressorEvents", stressor.Events, "events") { Metadata = Only("stressor", stressor.Stressor) },
            .. from blocks in record.FindingCount == 0 && exposure.Blocks > 0 ? [exposure.Blocks] : Array.Empty<long>()
               select new OcpMeasurement("faultRateAtMost", Bound.AfterNoFault(blocks), "faults/block")
               {
                   Metadata = Only("confidence", Bound.Confidence.ToString(CultureInfo.InvariantCulture)),
               },
        ];
    }

    /// <summary>Returns how severe a skip is: if the user did not request the part, it is only information.</summary>
    public static OcpSeverity SeverityOf(SkippedPart skipped) => skipped.Requested ? OcpSeverity.Error : OcpSeverity.Info;

    private static Dictionary<string, string> Only(string name, string value) => new() { [name] = value };
}
