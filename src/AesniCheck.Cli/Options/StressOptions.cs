using System.CommandLine;
using AesniCheck.Plans;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Options;

/// <summary>The options shared by all commands with stressors: which stressors, and how hard they work.</summary>
internal sealed class StressOptions
{
    private const int MaximumIntensity = 10;

    private readonly IReadOnlyList<StressorEntry> _stressors;
    private readonly Option<StressorChoice?> _stress;

    private readonly Option<int?> _intensity = new("--intensity")
    {
        Description = $"How hard the stressors work, 1 to {MaximumIntensity}. At 5 they leave most of the CPU time to the workers. Default: {RunPlan.DefaultIntensity}.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => OptionText.Number(text, MaximumIntensity)),
    };

    /// <param name="stressors">All available stressors.</param>
    public StressOptions(IReadOnlyList<StressorEntry> stressors)
    {
        _stressors = stressors;
        string[] names = [.. stressors.Select(entry => entry.Name)];
        _stress = ClosedList.With(
            new Option<StressorChoice?>("--stress")
            {
                Description = $"Which stressors: all, none, or some with commas between them: {string.Join(", ", names)}; see 'aesnicheck stressors'. Default: all that can run here.",
                HelpName = OptionEntry.List,
                CustomParser = result => OptionText.Parsed<StressorChoice?>(result, ParseStressors),
                Arity = ArgumentArity.ExactlyOne,
            },
            ["all", "none", .. names]);
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_stress, _intensity];

    /// <summary>Adds the stressors to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parsed">The command line.</param>
    public PlanRequest AddTo(PlanRequest request, ParseResult parsed) => request with
    {
        Stressors = parsed.GetValue(_stress)?.Names,
        Intensity = parsed.GetValue(_intensity) ?? request.Intensity,
    };

    private StressorChoice ParseStressors(string text) => text switch
    {
        "all" => new StressorChoice(null),
        "none" => new StressorChoice([]),
        _ => new StressorChoice(OptionText.Names(text, "stressor", _stressors.Select(entry => entry.Name), ", or all, or none")),
    };

    /// <summary>The stressors to run.</summary>
    /// <param name="Names">Their names; null for all, none of which was requested by name.</param>
    private sealed record StressorChoice(IReadOnlyList<string>? Names);
}
