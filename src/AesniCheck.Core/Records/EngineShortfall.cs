using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>Engines that a probe or stressor of the plan does not use, or not fully, for one reason.</summary>
/// <param name="Part">The probe or stressor.</param>
/// <param name="Noun"><c>probe</c> or <c>stressor</c>.</param>
/// <param name="IsRequested">Whether it was requested by name, or by a gate.</param>
/// <param name="Engines">The engines.</param>
/// <param name="Setting">The setting that causes it; null if the runtime does.</param>
/// <param name="Remark">What is missing and why, as half a sentence.</param>
internal sealed record EngineShortfall(string Part, string Noun, bool IsRequested, IReadOnlyList<string> Engines, string? Setting, string Remark)
{
    /// <summary>
    /// Whether it keeps a run from passing: a setting causes it, and the part was requested. If the runtime can't use a feature of this CPU, no setting helps,
    /// and a gate that insisted on it would never pass on such CPUs.
    /// </summary>
    public bool PreventsPass => IsRequested && Setting is not null;

    /// <summary>The shortfall as a sentence.</summary>
    public string Sentence => $"The {Noun} {Part} runs {Remark}.";

    /// <summary>Returns the shortfalls of a plan, part by part. Skipped parts have a reason of their own.</summary>
    public static IEnumerable<EngineShortfall> Of(RunPlan plan) =>
        from part in plan.Probes.Select(probe => (probe.Name, Noun: "probe", probe.Requested)).Concat(plan.Stressors.Select(stressor => (stressor.Name, Noun: "stressor", stressor.Requested)))
        from alike in plan.Engines.Where(engine => engine.Part == part.Name && engine.Shortfall is not null).GroupBy(engine => (engine.Used, engine.Shortfall, engine.Setting))
        let names = alike.Select(engine => engine.Name).ToArray()
        let how = alike.Key.Used ? "with" : "without"
        select new EngineShortfall(part.Name, part.Noun, part.Requested, names, alike.Key.Setting, $"{how} {string.Join(", ", names)}{(alike.Key.Used ? ", but" : ":")} {alike.Key.Shortfall}");
}
