using AesniCheck.Records;

namespace AesniCheck.Arbitration;

/// <summary>What could be made of a miscompare.</summary>
/// <param name="Verdict">What broke.</param>
/// <param name="Explanation">Why that verdict, in sentences.</param>
/// <param name="UnitDamaged">Whether the unit is not what its seed says, and must not be used again.</param>
internal sealed record Judgement(Verdict Verdict, IReadOnlyList<string> Explanation, bool UnitDamaged)
{
    /// <summary>The shape of the difference, where a block differs.</summary>
    public Syndrome? Syndrome { get; init; }

    /// <summary>What happened when the same work was done again at once, on the same thread.</summary>
    public Replay? Replay { get; init; }
}
