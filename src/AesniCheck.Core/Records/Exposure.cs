using AesniCheck.Basics;

namespace AesniCheck.Records;

/// <summary>The work that was verified, by CPU and probe, and the events during the run.</summary>
/// <param name="Cpus">One entry for each CPU, in order.</param>
/// <param name="Unattributed">The work compared while the worker migrated between CPUs; one entry for each probe.</param>
/// <param name="Units">The number of units made.</param>
public sealed record Exposure(IReadOnlyList<CpuExposure> Cpus, IReadOnlyList<ProbeExposure> Unattributed, long Units)
{
    /// <summary>An empty exposure.</summary>
    public static Exposure None { get; } = new([], [], 0);

    /// <summary>The events of workers while they migrated between CPUs.</summary>
    public WorkerEventCounts UnattributedEvents { get => field ?? WorkerEventCounts.None; init; }

    /// <summary>How long the workers ran, in seconds of wall-clock time.</summary>
    public double Seconds { get; init; }

    /// <summary>How often the runtime stopped all threads for a garbage collection.</summary>
    public long GcSuspensions { get; init; }

    /// <summary>The events of the stressors that act on the whole process.</summary>
    public IReadOnlyList<StressorExposure> ProcessStressors { get => field ?? []; init; }

    /// <summary>All compared blocks.</summary>
    public long Blocks => Probes.Total(probe => probe.Blocks);

    /// <summary>The length of all compared data, in bytes.</summary>
    public long Bytes => Probes.Total(probe => probe.Bytes);

    /// <summary>The work of each probe on all CPUs, and during migrations.</summary>
    public IReadOnlyList<ProbeExposure> Probes => ProbeExposure.Sum(Parts);

    /// <summary>The work of each probe on each CPU, and during migrations. Compute rates from these entries: their sums may have saturated at 64 bits.</summary>
    internal IEnumerable<ProbeExposure> Parts => Cpus.SelectMany(cpu => cpu.Probes).Concat(Unattributed);

    /// <summary>The events of all workers.</summary>
    public WorkerEventCounts Events => Cpus.Select(cpu => cpu.Events).Aggregate(UnattributedEvents, (a, b) => a.Plus(b));

    /// <summary>The kernel's counters, summed over all CPUs; null if they are unknown for any of them.</summary>
    public KernelEventCounts? Kernel => KernelEventCounts.Sum(Cpus.Select(cpu => cpu.Kernel));

    /// <summary>The events of all stressors.</summary>
    public IReadOnlyList<StressorExposure> Stressors => StressorExposure.Sum(StressorParts);

    /// <summary>The events of each stressor, by CPU and for the whole process.</summary>
    internal IEnumerable<StressorExposure> StressorParts => Cpus.SelectMany(cpu => cpu.Stressors).Concat(ProcessStressors);

    /// <summary>
    /// The share, 0 to 1, of the CPUs' time that workers spent in turns of probes whose loops keep vector registers live. An event at a random moment meets
    /// live registers with nearly that probability: nine tenths of such turns are those loops. Null if no time has passed.
    /// </summary>
    public double? LiveShare => Seconds > 0 && Cpus.Count > 0 ? Events.LiveSeconds / (Seconds * Cpus.Count) : null;

    /// <summary>Returns the sum of two exposures, such as those of two worker processes.</summary>
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

/// <summary>The work that was verified on one CPU.</summary>
/// <param name="Cpu">The kernel's number of the CPU.</param>
/// <param name="Probes">One entry for each probe.</param>
/// <param name="Events">The events of the workers on the CPU.</param>
public sealed record CpuExposure(int Cpu, IReadOnlyList<ProbeExposure> Probes, WorkerEventCounts Events)
{
    /// <summary>The kernel's counters on this CPU during the run, for all processes; null if the kernel does not provide them.</summary>
    public KernelEventCounts? Kernel { get; init; }

    /// <summary>The events of the stressors on this CPU, without those that act on the whole process.</summary>
    public IReadOnlyList<StressorExposure> Stressors { get => field ?? []; init; }

    /// <summary>All blocks compared on this CPU.</summary>
    public long Blocks => Probes.Total(probe => probe.Blocks);

    /// <summary>The length of all data compared on this CPU, in bytes.</summary>
    public long Bytes => Probes.Total(probe => probe.Bytes);

    internal CpuExposure Plus(CpuExposure other) => new(Cpu, ProbeExposure.Sum(Probes.Concat(other.Probes)), Events.Plus(other.Events))
    {
        Kernel = KernelEventCounts.Sum([Kernel, other.Kernel]),
        Stressors = StressorExposure.Sum([.. Stressors, .. other.Stressors]),
    };
}

/// <summary>The events that happened to workers while they worked.</summary>
public sealed record WorkerEventCounts
{
    /// <summary>No events.</summary>
    public static WorkerEventCounts None { get; } = new();

    /// <summary>Voluntary context switches.</summary>
    public long VoluntarySwitches { get; init; }

    /// <summary>Involuntary context switches.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>How often a worker found itself on another CPU than before.</summary>
    public long Migrations { get; init; }

    /// <summary>Signals received from the signal stressor.</summary>
    public long Signals { get; init; }

    /// <summary>Page faults without disk access.</summary>
    public long MinorFaults { get; init; }

    /// <summary>Page faults that read from a disk.</summary>
    public long MajorFaults { get; init; }

    /// <summary>All page faults.</summary>
    internal long Faults => Counts.Plus(MinorFaults, MajorFaults);

    /// <summary>The workers' CPU time, in seconds.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>The part of the CPU time spent in turns of probes whose loops keep vector registers live, in seconds.</summary>
    public double LiveSeconds { get; init; }

    internal WorkerEventCounts Plus(WorkerEventCounts other) => new()
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

/// <summary>The events of one stressor.</summary>
/// <param name="Stressor">The name of the stressor.</param>
/// <param name="Events">The number of its events; the stressor determines their kind.</param>
public sealed record StressorExposure(string Stressor, long Events)
{
    /// <summary>The most memory that it held at any time, in bytes; 0 unless it is there to hold memory.</summary>
    public long HeldBytes { get; init; }

    internal static IReadOnlyList<StressorExposure> Sum(IEnumerable<StressorExposure> exposures) =>
    [
        .. exposures.GroupBy(exposure => exposure.Stressor).Select(group => new StressorExposure(group.Key, group.Total(exposure => exposure.Events))
        {
            // The maximum, not the sum: the processes ran one after the other.
            HeldBytes = group.Max(exposure => exposure.HeldBytes),
        }),
    ];
}

/// <summary>The work of one probe that was compared with the reference.</summary>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Blocks">The blocks of 16 bytes; 0 for the register probe, which has no AES in it, and for the schedule probe, which has round keys.</param>
/// <param name="Rounds">The AES rounds of these blocks; for the schedule probe the round keys, for the register probe the mixing steps.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Calls">The passes through a loop, library calls, or requests to the kernel.</param>
/// <param name="Seconds">The wall-clock time of its turns, summed over all workers.</param>
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
