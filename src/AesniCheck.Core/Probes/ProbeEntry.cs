using System.Collections.Concurrent;
using AesniCheck.Planning;

namespace AesniCheck.Probes;

/// <summary>What is known of a probe before it runs.</summary>
internal sealed record ProbeEntry
{
    /// <summary>The name that plans, reports and users know it by.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in half a sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>Its part of the workers' time, against the shares of the other probes in the plan.</summary>
    public required int Share { get; init; }

    /// <summary>Whether its turns are loops that keep values in the vector registers nearly all the time.</summary>
    public bool HoldsRegisters { get; init; }

    /// <summary>Tells why it can't run here, in half a sentence; null where it can.</summary>
    public required Func<DevicesUnderTest, string?> WhyNot { get; init; }

    /// <summary>The engines that it knows: what it runs on a CPU that has all.</summary>
    public required Func<DevicesUnderTest, IReadOnlyList<EngineOffer>> Engines { get; init; }

    /// <summary>Has its hot loops compiled ahead of their use.</summary>
    public Action<DevicesUnderTest> Prepare { get; init; } = _ => { };

    /// <summary>Makes what all workers of a process share, and tells how each worker gets its own.</summary>
    public required Func<ProbeSetting, Func<ProbeContext, Probe>> Begin { get; init; }
}

/// <summary>What the probes of a worker process are made from. Thread-safe.</summary>
/// <param name="plan">What to do.</param>
/// <param name="devices">What to check.</param>
internal sealed class ProbeSetting(RunPlan plan, DevicesUnderTest devices)
{
    private readonly ConcurrentBag<IUnitPool> _pools = [];

    /// <summary>What to do.</summary>
    public RunPlan Plan => plan;

    /// <summary>What to check.</summary>
    public DevicesUnderTest Devices => devices;

    /// <summary>Whether the plan has this engine in use. A plan that names no engine of a probe has them all.</summary>
    public bool Uses(string probe, string engine)
    {
        PlannedEngine[] planned = [.. plan.Engines.Where(planned => planned.Part == probe)];
        return planned.Length == 0 || planned.Any(planned => planned.Name == engine && planned.Used);
    }

    /// <summary>The units that all probes have made so far.</summary>
    public long UnitsMade => _pools.Sum(pool => pool.UnitsMade);

    /// <summary>Counts in the units of a pool.</summary>
    public T Add<T>(T pool)
        where T : IUnitPool
    {
        _pools.Add(pool);
        return pool;
    }

    /// <summary>Makes what remembers the units at hand when something is seen, for one worker.</summary>
    public RecentUnits CreateRecentUnits() => new(_pools);
}
