using AesniCheck.Execution;
using AesniCheck.Interop;
using AesniCheck.Plans;
using AesniCheck.Stressors;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>The plan of a run without options, for longer than anybody watches it.</summary>
internal static class DefaultPlans
{
    /// <summary>All probes and stressors that can run here.</summary>
    public static RunPlan WithAllStressors(ulong seed) =>
        DefaultPlan.Create(Scheduling.AllowedCpus(), seed, ThisMachine.Devices, StressorList.All) with { DurationSeconds = TimeSpan.FromDays(1).TotalSeconds };
}
