using System.Collections.Immutable;

namespace AesniCheck.Vectors;

/// <summary>What one engine made of one vector file.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="VectorCount">How many vectors were run: all of the file's, or none if it was skipped.</param>
/// <param name="Failures">Those that came out wrong, in the file's order.</param>
/// <param name="SkipReason">Why nothing was run; null if it was.</param>
public sealed record KnownAnswerResult(
    string FileName, string Engine, int VectorCount, ImmutableArray<KnownAnswerFailure> Failures, string? SkipReason)
{
    /// <summary>Whether nothing was run. A skip is never a pass.</summary>
    public bool IsSkipped => SkipReason is not null;

    /// <summary>Whether vectors were run, and every one came out right.</summary>
    public bool IsPassed => !IsSkipped && VectorCount > 0 && Failures.IsEmpty;
}
