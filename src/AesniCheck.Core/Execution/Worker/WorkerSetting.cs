using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Stressors;
using AesniCheck.Units;

namespace AesniCheck.Execution.Worker;

/// <summary>What the workers of a process share.</summary>
internal sealed class WorkerSetting
{
    /// <summary>What to do.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>What to check.</summary>
    public required DevicesUnderTest Devices { get; init; }

    /// <summary>The probes, in the order of the plan: each worker makes its own from these, when its turn comes first.</summary>
    public required IReadOnlyList<Lazy<Func<ProbeContext, Probe>>> Probes { get; init; }

    /// <summary>Makes what remembers the probes' units that were at hand when something was seen, for one worker each.</summary>
    public required Func<RecentUnits> CreateRecentUnits { get; init; }

    /// <summary>What was done.</summary>
    public required ExposureCounters Counters { get; init; }

    /// <summary>Which threads the workers are: each enters itself.</summary>
    public required WorkerRoster Roster { get; init; }

    /// <summary>Where they are: each tells of itself.</summary>
    public required WorkerPlaces Places { get; init; }

    /// <summary>How far they are: each tells of itself.</summary>
    public required WorkerPulses Pulses { get; init; }

    /// <summary>Where each notes its calls of ciphers; null where the supervisor gives no memory for that.</summary>
    public CallSlots? Calls { get; init; }

    /// <summary>The signals of the signal stressor, which each worker joins as it begins; null where it does not run.</summary>
    public WorkerSignals? Signals { get; init; }

    /// <summary>The way to the supervisor.</summary>
    public required EventWriter Events { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Whether to stop.</summary>
    public required StopFlag Stop { get; init; }
}
