using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>How far a run has come, for those who watch.</summary>
/// <param name="Plan">What is being done.</param>
/// <param name="Elapsed">The time since it began.</param>
/// <param name="Exposure">What has been tried.</param>
/// <param name="Findings">The number of findings.</param>
public sealed record RunProgress(RunPlan Plan, TimeSpan Elapsed, Exposure Exposure, long Findings)
{
    /// <summary>Those findings that are explained and kept whole, in the order in which they came. Grows as the run goes on; for the thread that is told of progress.</summary>
    public IReadOnlyList<Finding> Explained { get; init; } = [];
}
