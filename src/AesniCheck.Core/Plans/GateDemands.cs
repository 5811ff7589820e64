namespace AesniCheck.Plans;

/// <summary>The demands of a gate on a run, beyond those on every run. Null means not demanded.</summary>
public sealed record GateDemands
{
    /// <summary>The probes that must have run, by name.</summary>
    public IReadOnlyList<string> RequiredProbes { get => field ?? []; init; }

    /// <summary>The engines that must have run, by name, whichever engines the CPU has.</summary>
    public IReadOnlyList<string>? RequiredEngines { get; init; }

    /// <summary>Whether all CPUs of the machine must have been tested, not a selection.</summary>
    public bool AllCpus { get; init; }

    /// <summary>The blocks that must have been verified on each CPU.</summary>
    public long? MinimumBlocksPerCpu { get; init; }

    /// <summary>The upper bound, at 95 %, of the rate of faults per block that the run must reach. The run ends as soon as it does.</summary>
    public double? MaximumFaultRatePerBlock { get; init; }

    /// <summary>The number of findings at which the run ends.</summary>
    public int? MaximumFindings { get; init; }
}
