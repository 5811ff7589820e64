namespace AesniCheck.Probes;

/// <summary>A miscompare in the terms that all reports share.</summary>
/// <param name="What">The work that came out wrong, as half a sentence.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Differences">What was expected and what came; none if the result itself is right, or there is none.</param>
internal sealed record MiscompareDescription(string What, IReadOnlyList<NamedBytes> Inputs, IReadOnlyList<Difference> Differences)
{
    /// <summary>Why the evidence can't be what a probe saw, as half a sentence; null if it can. Records come from files, and events from processes that may be damaged.</summary>
    public string? Problem { get; init; }
}
