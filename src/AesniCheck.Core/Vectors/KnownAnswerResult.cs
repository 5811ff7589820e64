using System.Collections.Immutable;

namespace AesniCheck.Vectors;

/// <summary>What one engine made of one vector file.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="VectorCount">How many vectors were tried.</param>
/// <param name="Failures">Those that came out wrong, in the file's order.</param>
/// <param name="NotTriedCount">How many were not, since the engine has not their mode or their lengths.</param>
/// <param name="SkipReason">Why not; null if all were tried.</param>
public sealed record KnownAnswerResult(
    string FileName, string Engine, int VectorCount, ImmutableArray<KnownAnswerFailure> Failures, int NotTriedCount, string? SkipReason)
{
    /// <summary>How many came out wrong, those that are not in <see cref="Failures"/> included.</summary>
    public int FailureCount { get; init; } = Failures.Length;

    /// <summary>
    /// How many vectors the engine and the file disagree on where the file is wrong: the references, which share no code for the cipher, agree with the engine.
    /// They are not among <see cref="Failures"/>.
    /// </summary>
    public int DisputedCount { get; init; }

    /// <summary>How many vectors the engine and the file agree on where the references agree on another answer: either is wrong.</summary>
    public int SplitCount { get; init; }

    /// <summary>Whether nothing was tried. A skip is never a pass.</summary>
    public bool IsSkipped => VectorCount == 0;

    /// <summary>Whether vectors were tried, and every one of them came out right. Those that were not tried are none of them.</summary>
    public bool IsPassed => VectorCount > 0 && FailureCount == 0 && DisputedCount == 0 && SplitCount == 0;
}
