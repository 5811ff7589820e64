using System.Collections.Immutable;

namespace AesniCheck.Vectors;

/// <summary>The result of one engine on one vector file.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="VectorCount">The number of vectors that were tried.</param>
/// <param name="Failures">The failed vectors, in the file's order.</param>
/// <param name="NotTriedCount">The number of vectors that were not tried, since the engine does not support their mode or their lengths.</param>
/// <param name="SkipReason">The reason why they were not tried; null if all were.</param>
public sealed record KnownAnswerResult(
    string FileName, string Engine, int VectorCount, ImmutableArray<KnownAnswerFailure> Failures, int NotTriedCount, string? SkipReason)
{
    /// <summary>The number of failed vectors, including those that are not in <see cref="Failures"/>.</summary>
    public int FailureCount { get; init; } = Failures.Length;

    /// <summary>
    /// The number of vectors on which the engine and the file disagree because the file is wrong: the references, whose ciphers share no code, agree with the engine.
    /// They are not in <see cref="Failures"/>.
    /// </summary>
    public int DisputedCount { get; init; }

    /// <summary>The number of vectors on which the engine and the file agree, while the references agree on another answer: one side is wrong.</summary>
    public int SplitCount { get; init; }

    /// <summary>Whether no vector was tried. A skip is never a pass.</summary>
    public bool IsSkipped => VectorCount == 0;

    /// <summary>Whether vectors were tried, and all of them passed. Vectors that were not tried don't count.</summary>
    public bool IsPassed => VectorCount > 0 && FailureCount == 0 && DisputedCount == 0 && SplitCount == 0;
}
