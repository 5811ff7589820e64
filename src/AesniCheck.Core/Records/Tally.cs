using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>
/// What the work of a run is counted in: blocks; or steps, where all that was compared were key schedules or registers, which
/// have no blocks.
/// </summary>
internal sealed class Tally
{
    private readonly bool _inSteps;

    private Tally(bool inSteps) => _inSteps = inSteps;

    /// <summary>What one of them is called.</summary>
    public string Noun => _inSteps ? "step" : "block";

    /// <summary>That of a run.</summary>
    public static Tally Of(Exposure exposure) => Of(exposure.Probes);

    /// <summary>That of some work.</summary>
    public static Tally Of(params IReadOnlyList<ProbeExposure> probes) =>
        new(probes.All(probe => probe.Blocks == 0) && probes.Any(probe => probe.Rounds > 0));

    /// <summary>The number of blocks or steps.</summary>
    public long Count(params IReadOnlyList<ProbeExposure> probes) => probes.Total(probe => _inSteps ? probe.Rounds : probe.Blocks);

    /// <summary>The number, and what was counted: <c>3,050 blocks</c>.</summary>
    public string Text(params IReadOnlyList<ProbeExposure> probes) => Quantities.Of(Count(probes), Noun);
}
