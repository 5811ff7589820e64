namespace AesniCheck.Plans;

/// <summary>What a gate demands of a run beyond what every run is asked for. What is null is not demanded.</summary>
public sealed record GateDemands
{
    /// <summary>The probes that must have run, by name.</summary>
    public IReadOnlyList<string> RequiredProbes { get => field ?? []; init; }

    /// <summary>The engines that must have run, by name, whatever the CPU has.</summary>
    public IReadOnlyList<string>? RequiredEngines { get; init; }

    /// <summary>Whether all CPUs of the machine must have been tested: none were chosen.</summary>
    public bool AllCpus { get; init; }

    /// <summary>The blocks that must have been verified on each CPU.</summary>
    public long? MinimumBlocksPerCpu { get; init; }

    /// <summary>The bound that must be reached: the rate of faults per block that the run shows, at 95 %, not to be exceeded. The run ends as soon as it is.</summary>
    public double? MaximumFaultRatePerBlock { get; init; }

    /// <summary>The number of findings at which the run ends.</summary>
    public int? MaximumFindings { get; init; }
}
