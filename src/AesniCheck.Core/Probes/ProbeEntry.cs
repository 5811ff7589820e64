using System.Collections.Concurrent;
using AesniCheck.Ciphers;
using AesniCheck.Units;

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
internal sealed class ProbeSetting
{
    private readonly ConcurrentBag<IUnitPool> _pools = [];

    /// <summary>The devices to check.</summary>
    public required DevicesUnderTest Devices { get; init; }

    /// <summary>The seed of the run, from which each probe derives the seeds of its units.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The key sizes to test.</summary>
    public required IReadOnlyList<AesKeySize> KeySizes { get; init; }

    /// <summary>The number of workers in the process.</summary>
    public required int WorkerCount { get; init; }

    /// <summary>Whether a probe is to use one of its engines: by the name of the probe, then that of the engine.</summary>
    public required Func<string, string, bool> Uses { get; init; }

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
