namespace AesniCheck.Reports;

/// <summary>How much was really tried, by CPU and probe.</summary>
/// <param name="Cpus">One entry a CPU, in order.</param>
/// <param name="UnattributedBlocks">Blocks that were compared while the worker moved from one CPU to another.</param>
/// <param name="Units">The units that were made.</param>
public sealed record Exposure(IReadOnlyList<CpuExposure> Cpus, long UnattributedBlocks, long Units)
{
    /// <summary>Nothing.</summary>
    public static Exposure None { get; } = new([], 0, 0);

    /// <summary>All blocks that were compared.</summary>
    public long Blocks => UnattributedBlocks + Cpus.Sum(cpu => cpu.Blocks);

    /// <summary>The blocks that each probe compared on all CPUs, without those that can't be attributed.</summary>
    public IReadOnlyList<ProbeExposure> Probes =>
        [.. Cpus.SelectMany(cpu => cpu.Probes).GroupBy(probe => probe.Probe).Select(group => new ProbeExposure(group.Key, group.Sum(probe => probe.Blocks)))];

    /// <summary>The length of all blocks that were compared, in bytes.</summary>
    public long Bytes => Blocks * Ciphers.AesCipher.BlockSize;

    /// <summary>The sum of two exposures, such as those of two worker processes.</summary>
    public Exposure Plus(Exposure other) => new(
        [
            .. Cpus.Concat(other.Cpus).GroupBy(cpu => cpu.Cpu).OrderBy(group => group.Key).Select(group => group.Aggregate((a, b) => a.Plus(b))),
        ],
        UnattributedBlocks + other.UnattributedBlocks,
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

    internal CpuExposure Plus(CpuExposure other) => new(
        Cpu,
        [
            .. Probes.Concat(other.Probes).GroupBy(probe => probe.Probe).Select(group => new ProbeExposure(group.Key, group.Sum(probe => probe.Blocks))),
        ],
        VoluntarySwitches + other.VoluntarySwitches,
        InvoluntarySwitches + other.InvoluntarySwitches);
}

/// <summary>What one probe tried on one CPU.</summary>
/// <param name="Probe">The name of the probe.</param>
/// <param name="Blocks">The blocks that were compared.</param>
public sealed record ProbeExposure(string Probe, long Blocks);
