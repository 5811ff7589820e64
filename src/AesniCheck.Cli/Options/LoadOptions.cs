using System.CommandLine;
using AesniCheck.Basics;
using AesniCheck.Cli.Output;
using AesniCheck.Host.Limits;
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
        Description = "Memory that the memory stressor keeps busy: a size such as 8G, or a share of the available memory, 80%. Default: a tenth of it, at most 256 MiB.",
        HelpName = "amount",
        CustomParser = result => OptionText.Parsed<MemoryAmount?>(result, text => MemoryAmount.Parse(text)),
    };

    private readonly Option<Placement?> _placement = ClosedList.One<Placement>(
        "--placement", "how", "Where workers run: pinned to their CPUs, floating, or hopping from CPU to CPU every few milliseconds. Default: pinned.");

    private readonly Option<IReadOnlyList<WorkerPolicy>?> _policies = ClosedList.With(
        new Option<IReadOnlyList<WorkerPolicy>?>("--sched")
        {
            Description = "The scheduling policies of the workers, in turn: other, batch, idle. With 'other,idle' half of them can be preempted by any other task. Default: other.",
            HelpName = OptionEntry.List,
            CustomParser = result => OptionText.Parsed<IReadOnlyList<WorkerPolicy>>(
                result, text => [.. text.Split(',').Select(Word.Parse<WorkerPolicy>)]),
            Arity = ArgumentArity.ExactlyOne,
        },
        ClosedList.WordsOf<WorkerPolicy>());

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [.. _stress.All, _memory, _placement, _policies];

    /// <summary>Adds the load to a plan.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">The plan, with its CPUs.</param>
    /// <exception cref="UsageException">Two of them contradict each other, or there is not enough memory.</exception>
    public RunPlan AddTo(RunPlan plan, ParseResult parsed)
    {
        Placement placement = parsed.GetValue(_placement) ?? Placement.Pinned;
        if (placement == Placement.Hopping && plan.Cpus.Count < 2)
        {
            throw new UsageException($"--placement: hopping needs at least two CPUs, and the run has only CPU {CpuRanges.Format(plan.Cpus)}");
        }

        RunPlan placed = _stress.AddTo(plan, parsed) with
        {
            Placement = placement,
            Policies = parsed.GetValue(_policies) ?? [WorkerPolicy.Other],
        };
        return parsed.GetValue(_memory) is { } amount
            ? placed with { MemoryBytes = MemoryOf(amount, placed), UnderMemoryPressure = true }
            : placed;
    }

    private static long MemoryOf(MemoryAmount amount, RunPlan plan)
    {
        string name = MemoryStressor.Entry.Name;
        if (!plan.Stressors.Any(stressor => stressor.Name == name))
        {
            throw new UsageException(plan.SkippedStressors.FirstOrDefault(stressor => stressor.Name == name) is { } skipped
                ? $"--memory: the memory stressor can't run here: {skipped.Reason}; leave it out"
                : "--memory: the memory stressor does not run; leave it out, or add memory to --stress");
        }

        MemoryAvailability memory = MemoryReader.Read(new HostFiles("/"));
        return amount.WhyTooMuch(memory.LimitBytes) is { } reason
            ? throw new UsageException($"--memory: {reason}; write a smaller size, or a share such as 80%")
            : amount.In(memory.AvailableBytes) ?? 0;
    }
}
