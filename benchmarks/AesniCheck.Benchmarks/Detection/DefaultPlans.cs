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
        new PlanMaker(ThisMachine.Devices, StressorList.All).Make(new PlanRequest { Cpus = Scheduling.AllowedCpus(), Seed = seed, Duration = TimeSpan.FromDays(1) });
}
