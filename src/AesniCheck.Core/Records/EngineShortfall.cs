using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>What a probe or stressor of the plan does not use of the machine, or not wholly, for one reason.</summary>
/// <param name="Part">The probe or stressor.</param>
/// <param name="Noun">Which of both it is.</param>
/// <param name="IsRequested">Whether it was asked for by name, or by a gate.</param>
/// <param name="Engines">The engines.</param>
/// <param name="Setting">The setting that is the cause; null if it is the runtime.</param>
/// <param name="Remark">What is missing and why, in half a sentence.</param>
internal sealed record EngineShortfall(string Part, string Noun, bool IsRequested, IReadOnlyList<string> Engines, string? Setting, string Remark)
{
    /// <summary>
    /// Whether it keeps a run from a pass: if a setting is the cause, and the part was asked for. If the runtime can't use a feature of this CPU, no setting
    /// helps, and a gate that minded would never pass on such CPUs.
    /// </summary>
    public bool KeepsFromPass => IsRequested && Setting is not null;

    /// <summary>The same as a sentence.</summary>
    public string Sentence => $"The {Noun} {Part} runs {Remark}.";

    /// <summary>Those of a plan, part by part. What is skipped has its own reason.</summary>
    public static IEnumerable<EngineShortfall> Of(RunPlan plan) =>
        from part in plan.Probes.Select(probe => (probe.Name, Noun: "probe", probe.Requested)).Concat(plan.Stressors.Select(stressor => (stressor.Name, Noun: "stressor", stressor.Requested)))
        from alike in plan.Engines.Where(engine => engine.Part == part.Name && engine.Shortfall is not null).GroupBy(engine => (engine.Used, engine.Shortfall, engine.Setting))
        let names = alike.Select(engine => engine.Name).ToArray()
        let how = alike.Key.Used ? "with" : "without"
        select new EngineShortfall(part.Name, part.Noun, part.Requested, names, alike.Key.Setting, $"{how} {string.Join(", ", names)}{(alike.Key.Used ? ", but" : ":")} {alike.Key.Shortfall}");
}
