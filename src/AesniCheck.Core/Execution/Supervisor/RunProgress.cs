using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>The progress of a run, for display.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Elapsed">The time since the run began.</param>
/// <param name="Exposure">The work done so far.</param>
/// <param name="Findings">The number of findings.</param>
public sealed record RunProgress(RunPlan Plan, TimeSpan Elapsed, Exposure Exposure, long Findings)
{
    /// <summary>What the worker process does before it verifies its first block, in words; null afterwards.</summary>
    public string? Preparation { get; init; }

    /// <summary>The findings that are explained and kept whole, in order of arrival. Grows during the run; for the thread that receives the progress.</summary>
    public IReadOnlyList<Finding> Explained { get; init; } = [];
}
