using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Stressors;
using AesniCheck.Units;

namespace AesniCheck.Execution.Worker;

/// <summary>The data that the workers of a process share.</summary>
internal sealed class WorkerSetup
{
    /// <summary>The plan.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>The devices to check.</summary>
    public required DevicesUnderTest Devices { get; init; }

    /// <summary>The probes, in the order of the plan; each worker creates its own from these when its first turn comes.</summary>
    public required IReadOnlyList<Lazy<Func<ProbeContext, Probe>>> Probes { get; init; }

    /// <summary>Creates, for one worker, the record of the probes' units in use around a miscompare.</summary>
    public required Func<RecentUnits> CreateRecentUnits { get; init; }

    /// <summary>The counters of the work done.</summary>
    public required ExposureCounters Counters { get; init; }

    /// <summary>The threads of the workers; each worker enters itself.</summary>
    public required WorkerRoster Roster { get; init; }

    /// <summary>The CPUs of the workers; each worker records its own.</summary>
    public required WorkerPlaces Places { get; init; }

    /// <summary>The progress of the workers; each worker records its own.</summary>
    public required WorkerPulses Pulses { get; init; }

    /// <summary>The slots in which the workers record their cipher calls; null if the supervisor provides no memory for them.</summary>
    public CallSlots? Calls { get; init; }

    /// <summary>The signals of the signal stressor, which each worker joins at its start; null if the stressor does not run.</summary>
    public WorkerSignals? Signals { get; init; }

    /// <summary>The writer of events to the supervisor.</summary>
    public required EventWriter Events { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The flag that requests a stop.</summary>
    public required StopFlag Stop { get; init; }
}
