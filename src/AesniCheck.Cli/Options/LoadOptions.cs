using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Plans;
using AesniCheck.Stressors;

namespace AesniCheck.Cli.Options;

/// <summary>The options of <c>aesnicheck run</c> for the load beside the probes, and for where and when workers run.</summary>
/// <param name="stressors">All available stressors.</param>
internal sealed class LoadOptions(IReadOnlyList<StressorEntry> stressors)
{
    private readonly StressOptions _stress = new(stressors);

    private readonly Option<MemoryAmount?> _memory = new("--memory")
    {
        Description = "Memory to keep busy by the stressor memory: a size such as 8G, or a share of the available memory, 80%. Default: a tenth, up to 256 MiB.",
        HelpName = "amount",
        CustomParser = result => OptionText.Parsed<MemoryAmount?>(result, text => MemoryAmount.Parse(text)),
    };

    private readonly Option<Placement?> _placement = ClosedList.One<Placement>(
        "--placement", "how", "Where workers run: pinned to their CPUs, floating, or hopping from CPU to CPU every few milliseconds. Default: pinned.");

    private readonly Option<IReadOnlyList<WorkerPolicy>?> _policies = ClosedList.With(
        new Option<IReadOnlyList<WorkerPolicy>?>("--sched")
        {
            Description = "Scheduling policies of the workers, in turn: other, batch, idle. With 'other,idle' half of them can be preempted by any other task. Default: other.",
            HelpName = OptionEntry.List,
            CustomParser = result => OptionText.Parsed<IReadOnlyList<WorkerPolicy>>(
                result, text => [.. text.Split(',').Select(EnumWord.Parse<WorkerPolicy>)]),
            Arity = ArgumentArity.ExactlyOne,
        },
        ClosedList.WordsOf<WorkerPolicy>());

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [.. _stress.All, _memory, _placement, _policies];

    /// <summary>Adds the options to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parsed">The command line.</param>
    public PlanRequest AddTo(PlanRequest request, ParseResult parsed) => _stress.AddTo(request, parsed) with
    {
        Placement = parsed.GetValue(_placement) ?? request.Placement,
        Policies = parsed.GetValue(_policies) ?? request.Policies,
        Memory = parsed.GetValue(_memory),
    };
}
