using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The unit in which the work of a run is counted: blocks, or steps if only key schedules or registers were compared, which have no blocks.</summary>
internal sealed class Tally
{
    private readonly bool _inSteps;

    private Tally(bool inSteps) => _inSteps = inSteps;

    /// <summary>The noun for one unit.</summary>
    public string Noun => _inSteps ? "step" : "block";

    /// <summary>Returns the tally of a run.</summary>
    public static Tally Of(Exposure exposure) => Of(exposure.Probes);

    /// <summary>Returns the tally of some work.</summary>
    public static Tally Of(params IReadOnlyList<ProbeExposure> probes) =>
        new(probes.All(probe => probe.Blocks == 0) && probes.Any(probe => probe.Rounds > 0));

    /// <summary>Returns the number of blocks or steps.</summary>
    public long Count(params IReadOnlyList<ProbeExposure> probes) => probes.Total(probe => _inSteps ? probe.Rounds : probe.Blocks);

    /// <summary>Returns the number with its noun: <c>3,050 blocks</c>.</summary>
    public string Text(params IReadOnlyList<ProbeExposure> probes) => Quantities.Of(Count(probes), Noun);
}
