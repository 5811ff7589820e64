namespace AesniCheck.Reports;

/// <summary>How much was really tried, by CPU and probe.</summary>
/// <param name="Cpus">One entry a CPU, in order.</param>
/// <param name="Unattributed">What was compared while the worker moved from one CPU to another; one entry a probe.</param>
/// <param name="Units">The units that were made.</param>
public sealed record Exposure(IReadOnlyList<CpuExposure> Cpus, IReadOnlyList<ProbeExposure> Unattributed, long Units)
{
    /// <summary>Nothing.</summary>
    public static Exposure None { get; } = new([], [], 0);

    /// <summary>All blocks that were compared.</summary>
    public long Blocks => Probes.Sum(probe => probe.Blocks);

    /// <summary>The length of all that was compared, in bytes.</summary>
    public long Bytes => Probes.Sum(probe => probe.Bytes);

    /// <summary>What each probe compared on all CPUs, and between them.</summary>
    public IReadOnlyList<ProbeExposure> Probes => ProbeExposure.Sum(Cpus.SelectMany(cpu => cpu.Probes).Concat(Unattributed));

    /// <summary>The sum of two exposures, such as those of two worker processes.</summary>
    public Exposure Plus(Exposure other) => new(
        [
            .. Cpus.Concat(other.Cpus).GroupBy(cpu => cpu.Cpu).OrderBy(group => group.Key).Select(group => group.Aggregate((a, b) => a.Plus(b))),
        ],
        ProbeExposure.Sum(Unattributed.Concat(other.Unattributed)),
        Units + other.Units);
}

/// <summary>What was tried on one CPU.</summary>
/// <param name="Cpu">The kernel's number of it.</param>
/// <param name="Probes">One entry a probe.</param>
/// <param name="VoluntarySwitches">How often its workers gave the CPU away.</param>
/// <param name="InvoluntarySwitches">How often it was taken from them.</param>
public sealed record CpuExposure(int Cpu, IReadOnlyList<ProbeExposure> Probes, long VoluntarySwitches, long InvoluntarySwitches)
{
    /// <summary>All blocks that were compared on this CPU.</summary>
    public long Blocks => Probes.Sum(probe => probe.Blocks);

    /// <summary>The length of all that was compared on this CPU, in bytes.</summary>
    public long Bytes => Probes.Sum(probe => probe.Bytes);

    internal CpuExposure Plus(CpuExposure other) => new(
        Cpu,
        ProbeExposure.Sum(Probes.Concat(other.Probes)),
        VoluntarySwitches + other.VoluntarySwitches,
        InvoluntarySwitches + other.InvoluntarySwitches);
}

/// <summary>What one probe compared with the reference.</summary>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Blocks">The blocks of 16 bytes. None for the register probe, which has no AES in it.</param>
/// <param name="Rounds">The AES rounds behind them, or the steps of mixing that a register went through.</param>
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
            a.Probe, a.Blocks + b.Blocks, a.Rounds + b.Rounds, a.Bytes + b.Bytes, a.Calls + b.Calls, a.Seconds + b.Seconds))),
    ];
}
