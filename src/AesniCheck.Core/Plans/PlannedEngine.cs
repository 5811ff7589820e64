namespace AesniCheck.Plans;

/// <summary>
/// An engine of a probe or stressor that this CPU has: a loop of a certain width, a library, a driver. Whether the run uses it; and if it doesn't, or not
/// wholly, why.
/// </summary>
/// <param name="Part">The probe or stressor.</param>
/// <param name="Name">Its name, which is unique within the part.</param>
/// <param name="Used">Whether it is used.</param>
public sealed record PlannedEngine(string Part, string Name, bool Used)
{
    /// <summary>What is missing, in half a sentence; null if nothing is.</summary>
    public string? Shortfall { get; init; }

    /// <summary>The setting that takes it away, such as <c>DOTNET_EnableAVX512=0</c>; null if there is none: then the runtime has no use for it on this CPU.</summary>
    public string? Setting { get; init; }
}
