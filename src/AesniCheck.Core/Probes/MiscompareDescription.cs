namespace AesniCheck.Probes;

/// <summary>A miscompare in the terms that all reports share.</summary>
/// <param name="What">The work that failed, as half a sentence.</param>
/// <param name="Inputs">Its inputs, and the accumulator of a group whose comparison failed.</param>
/// <param name="Differences">Expected and actual results; empty if the result itself is correct, or missing.</param>
internal sealed record MiscompareDescription(string What, IReadOnlyList<NamedBytes> Inputs, IReadOnlyList<Difference> Differences)
{
    /// <summary>Why no probe can have seen this evidence, as half a sentence; null if one can. Records come from files, and events from processes that may be damaged.</summary>
    public string? Problem { get; init; }
}
