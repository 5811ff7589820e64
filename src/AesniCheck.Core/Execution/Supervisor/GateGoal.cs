using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Tells when a gate need not go on: it has found enough, or shown what it was to show.</summary>
/// <param name="demands">What it demands.</param>
internal sealed class GateGoal(GateDemands demands)
{
    /// <summary>Whether the run may end. Without a bound that is to be reached, and without findings, it goes on to the end of its time.</summary>
    /// <param name="progress">How far it is.</param>
    public bool IsReached(RunProgress progress) =>
        progress.Findings >= (demands.MaximumFindings ?? long.MaxValue) || (progress.Findings == 0 && demands.MaximumFaultRatePerBlock is not null && IsShown(progress));

    /// <summary>A bound alone may be reached in a second: not before all that was to be done has been done by somebody.</summary>
    private bool IsShown(RunProgress progress)
    {
        Exposure exposure = progress.Exposure;
        RunPlan plan = progress.Plan;
        if (GateJudge.Shortcomings(demands, plan, exposure, progress.Elapsed).Count > 0)
        {
            return false;
        }

        var byCpu = exposure.Cpus.ToDictionary(cpu => cpu.Cpu);
        IReadOnlyList<StressorExposure> stressors = exposure.Stressors;
        return plan.Cpus.All(cpu => byCpu.TryGetValue(cpu, out CpuExposure? tried)
                && plan.Probes.All(probe => tried.Probes.Any(entry => entry.Probe == probe.Name && entry.IsAny))
                && tried.Stressors.All(stressor => stressor.Events > 0))
            && plan.Stressors.All(stressor => stressors.Any(entry => entry.Stressor == stressor.Name && entry.Events > 0));
    }
}
