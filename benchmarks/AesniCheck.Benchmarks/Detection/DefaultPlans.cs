using AesniCheck.Ciphers;
using AesniCheck.Execution;
using AesniCheck.Host;
using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>The plan of a run without options, for longer than anybody watches it.</summary>
internal static class DefaultPlans
{
    private const int WorkersPerCpu = 2;

    /// <summary>All probes and stressors that can run here.</summary>
    public static RunPlan WithAllStressors(ulong seed)
    {
        DevicesUnderTest devices = ThisMachine.Devices;
        return new RunPlan
        {
            DurationSeconds = TimeSpan.FromDays(1).TotalSeconds,
            Seed = seed,
            Cpus = Scheduling.AllowedCpus(),
            WorkersPerCpu = WorkersPerCpu,
            KeySizes = [.. AesKeySizes.All.Select(size => (int)size)],
            Stressors = [.. StressorList.All.Where(entry => entry.WhyNot() is null).Select(entry => new PlannedStressor(entry.Name))],
            MemoryBytes = MemoryAmount.Default.In(MemoryReader.Read(new HostFiles("/")).AvailableBytes) ?? 0,
            Probes = [.. ProbeList.All.Where(entry => entry.WhyNot(devices) is null).Select(entry => new PlannedProbe(entry.Name, entry.Share))],
        };
    }
}
