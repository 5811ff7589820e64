using System.Collections.Concurrent;
using AesniCheck.Ciphers;
using AesniCheck.Units;

namespace AesniCheck.Probes;

/// <summary>Describes a probe and creates it; known before it runs.</summary>
internal sealed record ProbeEntry
{
    /// <summary>The name in plans, in reports and for users.</summary>
    public required string Name { get; init; }

    /// <summary>The purpose, in half a sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>The probe's share of the workers' time, relative to the shares of the other probes in the plan.</summary>
    public required int Share { get; init; }

    /// <summary>Whether its turns are loops that keep values in vector registers nearly all the time.</summary>
    public bool HoldsRegisters { get; init; }

    /// <summary>Returns why the probe cannot run here, in half a sentence; null if it can.</summary>
    public required Func<DevicesUnderTest, string?> WhyNot { get; init; }

    /// <summary>Returns all engines that the probe knows, and whether this process can use them.</summary>
    public required Func<DevicesUnderTest, IReadOnlyList<EngineOffer>> Engines { get; init; }

    /// <summary>Returns the engines to which the probe gives whole messages; empty for a probe without messages.</summary>
    public Func<DevicesUnderTest, IReadOnlyList<ModeEngine>> MessageEngines { get; init; } = _ => [];

    /// <summary>Whose code the probe tests.</summary>
    public CodeOwner Owner { get; init; }

    /// <summary>The unit of the probe's work.</summary>
    public WorkUnit Unit { get; init; }

    /// <summary>Makes the runtime compile the hot loops ahead of their use.</summary>
    public Action<DevicesUnderTest> Prepare { get; init; } = _ => { };

    /// <summary>Makes the data that all workers of a process share; returns a function that creates each worker's probe.</summary>
    public required Func<ProbeSetup, Func<ProbeContext, Probe>> Begin { get; init; }
}

/// <summary>The data from which the probes of a worker process are created. Thread-safe.</summary>
internal sealed class ProbeSetup
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

    /// <summary>Whether a probe uses one of its engines: by the name of the probe, then of the engine.</summary>
    public required Func<string, string, bool> Uses { get; init; }

    /// <summary>The number of units that all probes have made so far.</summary>
    public long UnitsMade => _pools.Sum(pool => pool.UnitsMade);

    /// <summary>Adds a pool, so that its units are counted.</summary>
    public T Add<T>(T pool)
        where T : IUnitPool
    {
        _pools.Add(pool);
        return pool;
    }

    /// <summary>Creates, for one worker, the record of the units in use around a miscompare.</summary>
    public RecentUnits CreateRecentUnits() => new(_pools);
}
