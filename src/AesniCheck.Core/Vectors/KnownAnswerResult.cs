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
    /// <summary>Whether nothing was tried. A skip is never a pass.</summary>
    public bool IsSkipped => VectorCount == 0;

    /// <summary>Whether vectors were tried, and every one of them came out right. Those that were not tried are none of them.</summary>
    public bool IsPassed => VectorCount > 0 && Failures.IsEmpty;
}
