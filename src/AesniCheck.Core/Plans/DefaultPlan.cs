using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Host.Limits;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Plans;

/// <summary>The plan of a run without options, and its changes for parts that the user requests by name.</summary>
internal static class DefaultPlan
{
    /// <summary>The workers on each CPU.</summary>
    public const int WorkersPerCpu = 2;

    /// <summary>The wall-clock time of the run.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(30);

    /// <summary>All probes and stressors that can run here.</summary>
    /// <param name="cpus">The CPUs to test.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="devices">The devices to check, which decide which probes can run here.</param>
    /// <param name="stressors">All stressors.</param>
    public static RunPlan Create(IReadOnlyList<int> cpus, ulong seed, DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors) =>
        Bare(cpus, seed).WithProbes(null, devices).WithStressors(null, stressors);

    /// <summary>The same without probes and stressors.</summary>
    /// <param name="cpus">The CPUs to test.</param>
    /// <param name="seed">The seed.</param>
    public static RunPlan Bare(IReadOnlyList<int> cpus, ulong seed) => new()
    {
        DurationSeconds = Duration.TotalSeconds,
        Seed = seed,
        Cpus = cpus,
        WorkersPerCpu = WorkersPerCpu,
        KeySizes = [.. AesKeySizes.All.Select(size => (int)size)],
        Probes = [],
    };

    /// <summary>Returns the plan with other probes: those that can run here. The others are skipped, with the reason.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="requested">The names of the requested probes; null for all, none of which then counts as requested.</param>
    /// <param name="devices">The devices to check.</param>
    /// <param name="coverage">The coverage of the machine; null for that of this process.</param>
    public static RunPlan WithProbes(this RunPlan plan, IReadOnlyList<string>? requested, DevicesUnderTest devices, Coverage? coverage = null)
    {
        ProbeEntry[] wanted = [.. ProbeList.All.Where(entry => requested?.Contains(entry.Name) ?? true)];
        Coverage known = coverage ?? Coverage.OfThisProcess;
        PlannedEngine[] engines = [.. wanted.SelectMany(entry => known.Of(entry.Name, entry.Engines(devices)))];
        var reasons = wanted.ToDictionary(entry => entry.Name, entry => Coverage.WhyNot(entry.Name, entry.WhyNot(devices), engines));
        return plan with
        {
            Engines = [.. plan.Engines.Where(engine => ProbeList.All.All(entry => entry.Name != engine.Part)), .. engines],
            Probes = [.. wanted.Where(entry => reasons[entry.Name] is null).Select(entry => new PlannedProbe(entry.Name, entry.Share, Requested: requested is not null))],
            SkippedProbes = Skipped(reasons, requested is not null),
        };
    }

    /// <summary>Returns the plan with other stressors: those that can run here, with a modest amount of memory. The others are skipped, with the reason.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="requested">The names of the requested stressors; null for all, none of which then counts as requested.</param>
    /// <param name="all">All stressors.</param>
    /// <param name="coverage">The coverage of the machine; null for that of this process.</param>
    public static RunPlan WithStressors(this RunPlan plan, IReadOnlyList<string>? requested, IReadOnlyList<StressorEntry> all, Coverage? coverage = null)
    {
        StressorEntry[] wanted = [.. all.Where(entry => requested?.Contains(entry.Name) ?? true)];
        Coverage known = coverage ?? Coverage.OfThisProcess;
        PlannedEngine[] engines = [.. wanted.SelectMany(entry => known.Of(entry.Name, entry.Engines()))];
        var reasons = wanted.ToDictionary(entry => entry.Name, entry => Coverage.WhyNot(entry.Name, entry.WhyNot(), engines));
        bool takesMemory = reasons.TryGetValue(MemoryStressor.Entry.Name, out string? reason) && reason is null;
        return plan with
        {
            Engines = [.. plan.Engines.Where(engine => all.All(entry => entry.Name != engine.Part)), .. engines],
            Stressors = [.. wanted.Where(entry => reasons[entry.Name] is null).Select(entry => new PlannedStressor(entry.Name, Requested: requested is not null))],
            SkippedStressors = Skipped(reasons, requested is not null),
            MemoryBytes = takesMemory ? MemoryAmount.Default.In(MemoryReader.Read(new HostFiles("/")).AvailableBytes) ?? 0 : 0,
        };
    }

    private static IReadOnlyList<SkippedPart> Skipped(Dictionary<string, string?> reasons, bool requested) =>
    [
        .. from reason in reasons
           where reason.Value is not null
           select new SkippedPart(reason.Key, reason.Value, requested),
    ];
}
