using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Host.Limits;
using AesniCheck.Probes;
using AesniCheck.Stressors;

namespace AesniCheck.Plans;

/// <summary>Makes the plan of a run from a request, for the machine and the settings of this process. The only place where plans are made.</summary>
/// <param name="devices">The implementations to check, which determine which probes can run here.</param>
/// <param name="stressors">All available stressors.</param>
internal sealed class PlanMaker(DevicesUnderTest devices, IReadOnlyList<StressorEntry> stressors)
{
    // Whether a part can run depends on the machine alone, and some parts measure or try something to find out.
    private readonly Dictionary<string, Ability> _abilities = [];
    private MemoryAvailability? _memory;

    /// <summary>The features and settings that determine which engines can run here.</summary>
    public Coverage Coverage { get => field ??= Coverage.OfThisProcess; init; }

    private MemoryAvailability Memory => _memory ??= MemoryReader.Read(new HostFiles("/"));

    /// <summary>Makes a plan. Parts that can't run here are skipped, with the reason.</summary>
    /// <exception cref="PlanException">The request contradicts itself, or asks for more than the machine has.</exception>
    public RunPlan Make(PlanRequest request)
    {
        if (request.Placement == Placement.Hopping && request.Cpus.Count < 2)
        {
            throw new PlanException("placement", $"hopping needs at least two CPUs, and the run has only CPU {CpuRanges.Format(request.Cpus)}");
        }

        Part[] probes =
        [
            .. from entry in ProbeList.All
               let isNamed = request.Probes?.Contains(entry.Name)
               let isRequired = request.RequiredProbes.Contains(entry.Name)
               where isNamed != false || isRequired
               select PartOf(entry.Name, isNamed == true || isRequired, request.IsGate, () => entry.WhyNot(devices), () => entry.Engines(devices)),
        ];
        Part[] stressing =
        [
            .. from entry in stressors
               let isNamed = request.Stressors?.Contains(entry.Name)
               where isNamed != false
               select PartOf(entry.Name, isNamed == true, request.IsGate, entry.WhyNot, entry.Engines),
        ];
        return new RunPlan
        {
            DurationSeconds = request.Duration.TotalSeconds,
            Seed = request.Seed,
            Cpus = request.Cpus,
            WorkersPerCpu = request.WorkersPerCpu,
            KeySizes = request.KeySizes,
            Probes = [.. from part in probes where part.Reason is null select new PlannedProbe(part.Name, ProbeList.ByName(part.Name).Share, part.IsRequested)],
            SkippedProbes = Skipped(probes),
            Engines = [.. probes.Concat(stressing).SelectMany(part => part.Engines)],
            Placement = request.Placement,
            Policies = request.Policies,
            Stressors = [.. from part in stressing where part.Reason is null select new PlannedStressor(part.Name, part.IsRequested)],
            SkippedStressors = Skipped(stressing),
            Intensity = request.Intensity,
            MemoryBytes = MemoryBytes(request.Memory, stressing.FirstOrDefault(part => part.Name == MemoryStressor.Entry.Name)),
            UnderMemoryPressure = request.Memory is not null,
        };
    }

    private Part PartOf(string name, bool isNamed, bool isGate, Func<string?> whyNot, Func<IReadOnlyList<EngineOffer>> engines)
    {
        if (!_abilities.TryGetValue(name, out Ability? ability))
        {
            PlannedEngine[] planned = [.. Coverage.Of(name, engines())];
            _abilities[name] = ability = new Ability(Coverage.WhyNot(name, whyNot(), planned), planned);
        }

        bool isDisabled = ability.Engines.Any(engine => engine is { Used: false, Setting: not null });
        return new Part(name, ability.Reason, isNamed || (isGate && (ability.Reason is null || isDisabled)), ability.Engines);
    }

    private static SkippedPart[] Skipped(Part[] parts) =>
        [.. from part in parts let reason = part.Reason where reason is not null select new SkippedPart(part.Name, reason, part.IsRequested)];

    private long MemoryBytes(MemoryAmount? requested, Part? stressor)
    {
        if (requested is null)
        {
            return stressor is { Reason: null } ? MemoryAmount.Default.In(Memory.AvailableBytes) ?? 0 : 0;
        }

        if (stressor?.Reason is { } reason)
        {
            throw new PlanException("memory", $"the memory stressor can't run here: {reason}; leave it out");
        }

        if (stressor is null)
        {
            throw new PlanException("memory", "the memory stressor does not run; leave it out, or add memory to --stress");
        }

        return requested.WhyTooMuch(Memory.LimitBytes) is { } tooMuch
            ? throw new PlanException("memory", $"{tooMuch}; write a smaller size, or a share such as 80%")
            : requested.In(Memory.AvailableBytes) ?? 0;
    }

    /// <summary>Whether a probe or stressor can run here.</summary>
    /// <param name="Reason">Why it can't, in half a sentence; null if it can.</param>
    /// <param name="Engines">Its engines that this CPU has.</param>
    private sealed record Ability(string? Reason, IReadOnlyList<PlannedEngine> Engines);

    /// <summary>A probe or stressor of the request.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Reason">Why it can't run here, in half a sentence; null if it can.</param>
    /// <param name="IsRequested">Whether the run can't pass without it.</param>
    /// <param name="Engines">Its engines that this CPU has.</param>
    private sealed record Part(string Name, string? Reason, bool IsRequested, IReadOnlyList<PlannedEngine> Engines);
}
