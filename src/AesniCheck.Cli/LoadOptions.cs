using System.CommandLine;
using System.Globalization;
using AesniCheck.Host;
using AesniCheck.Planning;
using AesniCheck.Stressors;

namespace AesniCheck.Cli;

/// <summary>The options of <c>aesnicheck run</c> that say what goes on beside the probes: stressors, and where and when workers run.</summary>
internal sealed class LoadOptions
{
    private const int MaximumIntensity = 10;

    private readonly IReadOnlyList<StressorEntry> _stressors;
    private readonly Option<StressorChoice?> _stress;

    private readonly Option<int?> _intensity = new("--intensity")
    {
        Description = $"How hard the stressors work, 1 to {MaximumIntensity}. At 5 they leave the workers most of the time. Default: {RunPlan.DefaultIntensity}.",
        HelpName = "n",
        CustomParser = result => OptionText.Parsed<int?>(result, text => ParseIntensity(text)),
    };

    private readonly Option<MemoryAmount?> _memory = new("--memory")
    {
        Description = "What the memory stressor keeps busy: a size such as 8G, or a part of what is available, 80%. Default: modest.",
        HelpName = "amount",
        CustomParser = result => OptionText.Parsed<MemoryAmount?>(result, text => MemoryAmount.Parse(text)),
    };

    private readonly Option<Placement?> _placement = new("--placement")
    {
        Description = "Where workers run: pinned to their CPUs, floating, or hopping from CPU to CPU every few milliseconds. Default: pinned.",
        HelpName = "how",
        CustomParser = result => OptionText.Parsed<Placement?>(result, text => Word.Parse<Placement>(text)),
    };

    private readonly Option<IReadOnlyList<WorkerPolicy>?> _policies = new("--sched")
    {
        Description = "The scheduling policies of the workers, in turn: other, batch, idle. With 'other,idle' half of them are preempted by all. Default: other.",
        HelpName = "list",
        CustomParser = result => OptionText.Parsed<IReadOnlyList<WorkerPolicy>>(
            result, text => [.. text.Split(',').Select(Word.Parse<WorkerPolicy>)]),
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <param name="stressors">All stressors that there are.</param>
    public LoadOptions(IReadOnlyList<StressorEntry> stressors)
    {
        _stressors = stressors;
        string names = string.Join(',', stressors.Select(entry => entry.Name));
        _stress = new("--stress")
        {
            Description = $"The stressors: all, none, or some of {names}; see 'aesnicheck stressors'. Default: all that can run here.",
            HelpName = "list",
            CustomParser = result => OptionText.Parsed<StressorChoice?>(result, ParseStressors),
            Arity = ArgumentArity.ExactlyOne,
        };
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_stress, _intensity, _memory, _placement, _policies];

    /// <summary>Adds to a plan what they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">The plan, with its CPUs.</param>
    /// <exception cref="UsageException">Two of them contradict one another, or there is not so much memory.</exception>
    public RunPlan AddTo(RunPlan plan, ParseResult parsed)
    {
        IReadOnlyList<string>? requested = parsed.GetValue(_stress)?.Names;
        StressorEntry[] wanted = [.. _stressors.Where(entry => requested?.Contains(entry.Name) ?? true)];
        var reasons = wanted.ToDictionary(entry => entry.Name, entry => entry.WhyNot());
        StressorEntry[] running = [.. wanted.Where(entry => reasons[entry.Name] is null)];
        MemoryAmount? amount = parsed.GetValue(_memory);
        Placement placement = parsed.GetValue(_placement) ?? Placement.Pinned;
        return placement == Placement.Hopping && plan.Cpus.Count < 2
            ? throw new UsageException($"--placement: hopping takes two CPUs at least, and the run has CPU {CpuRanges.Format(plan.Cpus)} alone")
            : plan with
            {
                Placement = placement,
                Policies = parsed.GetValue(_policies) ?? [WorkerPolicy.Other],
                Stressors = [.. running.Select(entry => new PlannedStressor(entry.Name, Requested: requested is not null))],
                SkippedStressors =
                [
                    .. from entry in wanted
                       let reason = reasons[entry.Name]
                       where reason is not null
                       select new SkippedPart(entry.Name, reason, Requested: requested is not null),
                ],
                Intensity = parsed.GetValue(_intensity) ?? RunPlan.DefaultIntensity,
                MemoryBytes = MemoryOf(amount, wanted, reasons),
                UnderMemoryPressure = amount is not null,
            };
    }

    private static long MemoryOf(MemoryAmount? amount, IEnumerable<StressorEntry> wanted, Dictionary<string, string?> reasons)
    {
        string name = MemoryStressor.Entry.Name;
        bool isWanted = wanted.Any(entry => entry.Name == name);
        if (!isWanted || reasons[name] is not null)
        {
            return amount is null ? 0 : throw new UsageException(isWanted
                ? $"--memory: the memory stressor can't run here: {reasons[name]}; leave it out"
                : "--memory: the memory stressor does not run; leave it out, or add memory to --stress");
        }

        MemoryAvailability memory = MemoryReader.Read(new HostFiles("/"));
        return amount?.WhyTooMuch(memory.LimitBytes) is { } reason
            ? throw new UsageException($"--memory: {reason}; write a smaller size, or a share such as 80%")
            : (amount ?? MemoryAmount.Default).In(memory.AvailableBytes) ?? 0;
    }

    private static int ParseIntensity(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int intensity) && intensity is >= 1 and <= MaximumIntensity
            ? intensity
            : throw new FormatException($"'{text}' is no number from 1 to {MaximumIntensity}");

    private StressorChoice ParseStressors(string text)
    {
        if (text == "all")
        {
            return new StressorChoice(null);
        }

        string[] names = text == "none" ? [] : text.Split(',');
        string? unknown = names.FirstOrDefault(name => !_stressors.Any(entry => entry.Name == name));
        return unknown is null
            ? new StressorChoice(names)
            : throw new FormatException($"there is no stressor '{unknown}'; the stressors are {string.Join(',', _stressors.Select(entry => entry.Name))}, or all, or none");
    }

    /// <summary>Which stressors are to run.</summary>
    /// <param name="Names">Their names; null for all, which nobody asked for by name.</param>
    private sealed record StressorChoice(IReadOnlyList<string>? Names);
}
