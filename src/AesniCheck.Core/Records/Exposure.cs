using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>How much was really tried, by CPU and probe, and what happened meanwhile.</summary>
/// <param name="Cpus">One entry a CPU, in order.</param>
/// <param name="Unattributed">What was compared while the worker moved from one CPU to another; one entry a probe.</param>
/// <param name="Units">The units that were made.</param>
public sealed record Exposure(IReadOnlyList<CpuExposure> Cpus, IReadOnlyList<ProbeExposure> Unattributed, long Units)
{
    /// <summary>Nothing.</summary>
    public static Exposure None { get; } = new([], [], 0);

    /// <summary>What happened to workers while they moved from one CPU to another.</summary>
    public WorkerEvents UnattributedEvents { get => field ?? WorkerEvents.None; init; }

    /// <summary>How long the workers were there for, by the clock on the wall.</summary>
    public double Seconds { get; init; }

    /// <summary>How often the runtime stopped all threads to collect.</summary>
    public long GcSuspensions { get; init; }

    /// <summary>What the stressors did that act on the whole process at once.</summary>
    public IReadOnlyList<StressorExposure> ProcessStressors { get => field ?? []; init; }

    /// <summary>All blocks that were compared.</summary>
    public long Blocks => Probes.Total(probe => probe.Blocks);

    /// <summary>The length of all that was compared, in bytes.</summary>
    public long Bytes => Probes.Total(probe => probe.Bytes);

    /// <summary>What each probe compared on all CPUs, and between them.</summary>
    public IReadOnlyList<ProbeExposure> Probes => ProbeExposure.Sum(Parts);

    /// <summary>What each probe compared on each CPU, and between them. A rate is to be made of these: their sums may have come to the end of 64 bits.</summary>
    internal IEnumerable<ProbeExposure> Parts => Cpus.SelectMany(cpu => cpu.Probes).Concat(Unattributed);

    /// <summary>What happened to all workers.</summary>
    public WorkerEvents Events => Cpus.Select(cpu => cpu.Events).Aggregate(UnattributedEvents, (a, b) => a.Plus(b));

    /// <summary>What the kernel counted on all CPUs; null where it does not tell.</summary>
    public KernelEvents? Kernel => KernelEvents.Sum(Cpus.Select(cpu => cpu.Kernel));

    /// <summary>What all stressors did.</summary>
    public IReadOnlyList<StressorExposure> Stressors => StressorExposure.Sum(StressorParts);

    /// <summary>What each stressor did on each CPU, and for all of them.</summary>
    internal IEnumerable<StressorExposure> StressorParts => Cpus.SelectMany(cpu => cpu.Stressors).Concat(ProcessStressors);

    /// <summary>
    /// The part, 0 to 1, of the CPUs' time that workers spent in turns of probes whose loops keep vector registers live. An event at a random moment
    /// meets live registers with nearly that probability: nine tenths of such turns are those loops. Null where no time has passed.
    /// </summary>
    public double? LiveShare => Seconds > 0 && Cpus.Count > 0 ? Events.LiveSeconds / (Seconds * Cpus.Count) : null;

    /// <summary>The sum of two exposures, such as those of two worker processes.</summary>
    public Exposure Plus(Exposure other) => new(
        [
            .. Cpus.Concat(other.Cpus).GroupBy(cpu => cpu.Cpu).OrderBy(group => group.Key).Select(group => group.Aggregate((a, b) => a.Plus(b))),
        ],
        ProbeExposure.Sum(Unattributed.Concat(other.Unattributed)),
        Counts.Plus(Units, other.Units))
    {
        UnattributedEvents = UnattributedEvents.Plus(other.UnattributedEvents),
        Seconds = Seconds + other.Seconds,
        GcSuspensions = Counts.Plus(GcSuspensions, other.GcSuspensions),
        ProcessStressors = StressorExposure.Sum([.. ProcessStressors, .. other.ProcessStressors]),
    };
}

/// <summary>What was tried on one CPU.</summary>
/// <param name="Cpu">The kernel's number of it.</param>
/// <param name="Probes">One entry a probe.</param>
/// <param name="Events">What happened to the workers on it.</param>
public sealed record CpuExposure(int Cpu, IReadOnlyList<ProbeExposure> Probes, WorkerEvents Events)
{
    /// <summary>What the kernel counted on it meanwhile, whoever it was for; null where it does not tell.</summary>
    public KernelEvents? Kernel { get; init; }

    /// <summary>What the stressors on it did; those that act on the whole process at once are not here.</summary>
    public IReadOnlyList<StressorExposure> Stressors { get => field ?? []; init; }

    /// <summary>All blocks that were compared on this CPU.</summary>
    public long Blocks => Probes.Total(probe => probe.Blocks);

    /// <summary>The length of all that was compared on this CPU, in bytes.</summary>
    public long Bytes => Probes.Total(probe => probe.Bytes);

    internal CpuExposure Plus(CpuExposure other) => new(Cpu, ProbeExposure.Sum(Probes.Concat(other.Probes)), Events.Plus(other.Events))
    {
        Kernel = KernelEvents.Sum([Kernel, other.Kernel]),
        Stressors = StressorExposure.Sum([.. Stressors, .. other.Stressors]),
    };
}

/// <summary>What happened to workers while they worked.</summary>
public sealed record WorkerEvents
{
    /// <summary>Nothing.</summary>
    public static WorkerEvents None { get; } = new();

    /// <summary>How often they gave the CPU away.</summary>
    public long VoluntarySwitches { get; init; }

    /// <summary>How often it was taken from them.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>How often they found themselves on another CPU than before.</summary>
    public long Migrations { get; init; }

    /// <summary>The signals that they got from the signal stressor.</summary>
    public long Signals { get; init; }

    /// <summary>The page faults that needed no disk.</summary>
    public long MinorFaults { get; init; }

    /// <summary>The page faults for which something was read from a disk.</summary>
    public long MajorFaults { get; init; }

    /// <summary>All page faults.</summary>
    internal long Faults => Counts.Plus(MinorFaults, MajorFaults);

    /// <summary>The time in seconds for which they had a CPU.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>That part of it that went to turns of probes whose loops keep vector registers live.</summary>
    public double LiveSeconds { get; init; }

    internal WorkerEvents Plus(WorkerEvents other) => new()
    {
        VoluntarySwitches = Counts.Plus(VoluntarySwitches, other.VoluntarySwitches),
        InvoluntarySwitches = Counts.Plus(InvoluntarySwitches, other.InvoluntarySwitches),
        Migrations = Counts.Plus(Migrations, other.Migrations),
        Signals = Counts.Plus(Signals, other.Signals),
        MinorFaults = Counts.Plus(MinorFaults, other.MinorFaults),
        MajorFaults = Counts.Plus(MajorFaults, other.MajorFaults),
        CpuSeconds = CpuSeconds + other.CpuSeconds,
        LiveSeconds = LiveSeconds + other.LiveSeconds,
    };
}

/// <summary>What a stressor did.</summary>
/// <param name="Stressor">Its name.</param>
/// <param name="Events">How many of its events it made; what they are the name tells.</param>
public sealed record StressorExposure(string Stressor, long Events)
{
    /// <summary>The most memory that it held at a time, in bytes, where that is what it is for.</summary>
    public long HeldBytes { get; init; }

    internal static IReadOnlyList<StressorExposure> Sum(IEnumerable<StressorExposure> exposures) =>
    [
        .. exposures.GroupBy(exposure => exposure.Stressor).Select(group => new StressorExposure(group.Key, group.Total(exposure => exposure.Events))
        {
            // Of one process after the other, not of several at once.
            HeldBytes = group.Max(exposure => exposure.HeldBytes),
        }),
    ];
}

/// <summary>What one probe compared with the reference.</summary>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Blocks">The blocks of 16 bytes. None for the register probe, which has no AES in it, and the schedule probe, which has round keys.</param>
/// <param name="Rounds">The AES rounds behind them; of the schedule probe the round keys, of the register probe the steps of mixing.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Calls">The passes through a loop, calls of a library, or requests to the kernel.</param>
/// <param name="Seconds">The time that its turns took, of all workers together, by the clock on the wall.</param>
public sealed record ProbeExposure(string Probe, long Blocks, long Rounds, long Bytes, long Calls, double Seconds)
{
    /// <summary>Whether anything was compared.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAny => Calls > 0;

    internal static IReadOnlyList<ProbeExposure> Sum(IEnumerable<ProbeExposure> exposures) =>
    [
        .. exposures.GroupBy(exposure => exposure.Probe).Select(group => group.Aggregate((a, b) => new ProbeExposure(
            a.Probe,
            Counts.Plus(a.Blocks, b.Blocks),
            Counts.Plus(a.Rounds, b.Rounds),
            Counts.Plus(a.Bytes, b.Bytes),
            Counts.Plus(a.Calls, b.Calls),
            a.Seconds + b.Seconds))),
    ];
}
