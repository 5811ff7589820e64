using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Compares a run with the demands of a gate.</summary>
internal static class GateJudge
{
    /// <summary>Returns the record with its gate. An unmet demand prevents a pass.</summary>
    /// <param name="record">The record of the run.</param>
    /// <param name="demands">The gate's demands.</param>
    public static RunRecord Judge(RunRecord record, GateDemands demands)
    {
        RunRecord gated = record with { Gate = demands };
        if (record.FindingCount >= demands.MaximumFindings && record.EndedAt - record.StartedAt < record.Plan.Duration)
        {
            gated = gated with
            {
                Notes =
                [
                    .. record.Notes,
                    string.Create(CultureInfo.InvariantCulture, $"Ended at {Quantities.Of(record.FindingCount, "finding")}, after {Quantities.Time(record.EndedAt - record.StartedAt)} of {Quantities.Time(record.Plan.Duration)}."),
                ],
            };
        }

        IReadOnlyList<string> missing = record.Outcome is Outcome.Pass or Outcome.Inconclusive
            ? [.. Untested(demands, record), .. Unused(demands, record.Plan), .. UnmetDemands(demands, record.Plan, record.Exposure, record.EndedAt - record.StartedAt)]
            : [];
        return missing.Count == 0 ? gated : gated with { Outcome = Outcome.Inconclusive, Reasons = [.. record.Reasons, .. missing] };
    }

    /// <summary>Returns the unmet numeric demands, one sentence each.</summary>
    /// <param name="demands">The gate's demands.</param>
    /// <param name="plan">The planned work.</param>
    /// <param name="exposure">The work done, without a finding.</param>
    /// <param name="elapsed">The time that it took.</param>
    public static IReadOnlyList<string> UnmetDemands(GateDemands demands, RunPlan plan, Exposure exposure, TimeSpan elapsed) =>
    [
        .. demands.MinimumBlocksPerCpu is { } minimum ? TooFew(minimum, plan, exposure) : [],
        .. demands.MaximumFaultRatePerBlock is { } rate && exposure.Blocks < BlocksFor(rate) ? [Unreached(rate, exposure.Blocks, elapsed)] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> TooFew(long minimum, RunPlan plan, Exposure exposure)
    {
        var verified = exposure.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Blocks);
        (int Cpu, long Blocks)[] few = [.. plan.Cpus.Select(cpu => (Cpu: cpu, Blocks: verified.GetValueOrDefault(cpu))).Where(cpu => cpu.Blocks < minimum).OrderBy(cpu => cpu.Blocks)];
        return few switch
        {
            [] => [],
            [var only] => [string.Create(CultureInfo.InvariantCulture, $"CPU {only.Cpu} verified {Quantities.Of(only.Blocks, "block")}; {Quantities.Count(minimum)} are required.")],
            [var fewest, ..] => [string.Create(
                CultureInfo.InvariantCulture,
                $"CPUs {CpuRanges.Format(few.Select(cpu => cpu.Cpu))} verified fewer than the {Quantities.Count(minimum)} blocks required on each, the fewest on CPU {fewest.Cpu}: {Quantities.Count(fewest.Blocks)}.")],
        };
    }

    private static IEnumerable<string> Untested(GateDemands demands, RunRecord record)
    {
        int online = record.Host.Cpu.LogicalCpuCount;
        int tested = record.Plan.Cpus.Count;
        return !demands.AllCpus || online == tested ? []
            : online == HostInfo.UnknownNumber ? ["The number of online CPUs is unknown; name the CPUs to test with --cpus."]
            : [string.Create(CultureInfo.InvariantCulture, $"{online} CPUs are online, and this process may use {tested} of them: {CpuRanges.Format(record.Plan.Cpus)}; if that is intended, name the CPUs to test with --cpus.")];
    }

    private static IEnumerable<string> Unused(GateDemands demands, RunPlan plan)
    {
        PlannedEngine[] engines = [.. plan.Engines.Where(engine => plan.Probes.Any(probe => probe.Name == engine.Part) || plan.SkippedProbes.Any(probe => probe.Name == engine.Part))];
        foreach (string name in (demands.RequiredEngines ?? []).Where(name => !engines.Any(engine => engine.Name == name && engine.Used)))
        {
            yield return engines.FirstOrDefault(engine => engine.Name == name) is { Shortfall: { } shortfall }
                ? $"The engine {name} is required but not used: {shortfall}."
                : $"The engine {name} is required, but this CPU does not have it, or the plan does not run its probe.";
        }
    }

    /// <summary>Returns the number of fault-free blocks that bound the fault rate: the rule of three.</summary>
    private static double BlocksFor(double rate) => Bound.AfterNoFault(1) / rate;

    private static string Unreached(double rate, long blocks, TimeSpan elapsed)
    {
        string shown = blocks == 0 ? "No block was verified" : $"0 in {Quantities.Count(blocks)} blocks show at most {Quantities.Scientific(Bound.AfterNoFault(blocks))} per block";
        double seconds = blocks == 0 ? double.PositiveInfinity : elapsed.TotalSeconds * BlocksFor(rate) / blocks;
        string advice = seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? $", some {Quantities.Time(TimeSpan.FromSeconds(seconds))} at this pace" : "";
        return $"{shown}; the required bound, {Quantities.Scientific(rate)}, takes {Quantities.Scientific(BlocksFor(rate))} blocks{advice}.";
    }
}
