using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>Decides when a gate may end early: it has enough findings, or has shown its bound.</summary>
/// <param name="demands">The gate's demands.</param>
internal sealed class GateGoal(GateDemands demands)
{
    /// <summary>Whether the run may end. Without a demanded bound, and without findings, it continues to the end of its time.</summary>
    /// <param name="progress">The progress of the run.</param>
    public bool IsReached(RunProgress progress) =>
        progress.Findings >= (demands.MaximumFindings ?? long.MaxValue) || (progress.Findings == 0 && demands.MaximumFaultRatePerBlock is not null && IsShown(progress));

    /// <summary>A bound alone may be reached in a second; first all other demands must be met, and every probe and stressor must have run wherever the plan has it.</summary>
    private bool IsShown(RunProgress progress)
    {
        Exposure exposure = progress.Exposure;
        RunPlan plan = progress.Plan;
        if (GateJudge.UnmetDemands(demands, plan, exposure, progress.Elapsed).Count > 0)
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
