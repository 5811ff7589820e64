using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>The result of the arbitration of a miscompare.</summary>
/// <param name="Verdict">The part that failed.</param>
/// <param name="Explanation">The reasons for the verdict, in sentences.</param>
/// <param name="UnitDamaged">Whether the unit differs from the one that its seed gives, and must not be used again.</param>
internal sealed record Judgement(Verdict Verdict, IReadOnlyList<string> Explanation, bool UnitDamaged)
{
    /// <summary>The shape of the difference, if a block differs.</summary>
    public Syndrome? Syndrome { get; init; }

    /// <summary>The results of repeating the same work at once, on the same thread.</summary>
    public Replay? Replay { get; init; }
}
