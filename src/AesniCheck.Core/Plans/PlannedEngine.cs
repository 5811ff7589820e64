namespace AesniCheck.Plans;

/// <summary>
/// An engine of a probe or stressor that this CPU has: a loop of a certain width, a library, a driver. Also whether the run uses it, and the reason if it
/// does not, or only in part.
/// </summary>
/// <param name="Part">The probe or stressor.</param>
/// <param name="Name">The name, which is unique within the part.</param>
/// <param name="Used">Whether it is used.</param>
public sealed record PlannedEngine(string Part, string Name, bool Used)
{
    /// <summary>The shortfall, as a clause; null if there is none.</summary>
    public string? Shortfall { get; init; }

    /// <summary>
    /// The setting that causes the shortfall, such as <c>DOTNET_EnableAVX512=0</c>; null if no setting does. An unused engine without a setting is one that
    /// the runtime does not offer on this CPU.
    /// </summary>
    public string? Setting { get; init; }
}
