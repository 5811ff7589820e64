using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Reports;

namespace AesniCheck.Execution;

/// <summary>
/// What the workers of this process did so far. Each worker adds to it once a turn; another thread reads it. Thread-safe,
/// without locks, and without allocating when adding.
/// </summary>
internal sealed class ExposureCounters
{
    // Counters of different CPUs stand on different cache lines.
    private const int Stride = 8;

    private readonly RunPlan _plan;
    private readonly bool[] _isPlanned;
    private readonly long[][] _blocks;
    private readonly long[] _voluntary;
    private readonly long[] _involuntary;
    private long _unattributed;
    private long _firstBlockTicks;

    /// <param name="plan">The CPUs, probes and workers to count for.</param>
    public ExposureCounters(RunPlan plan)
    {
        _plan = plan;
        int cpus = plan.Cpus.Max() + 1;
        _isPlanned = [.. Enumerable.Range(0, cpus).Select(plan.Cpus.Contains)];
        _blocks = [.. plan.Probes.Select(_ => new long[cpus * Stride])];
        _voluntary = new long[plan.WorkerCount * Stride];
        _involuntary = new long[plan.WorkerCount * Stride];
    }

    /// <summary>When the first block had been verified; null before.</summary>
    public DateTimeOffset? FirstBlock => Volatile.Read(ref _firstBlockTicks) is long ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Counts blocks that were compared while the worker stayed on one CPU, or moved between two.</summary>
    /// <param name="probe">The place of the probe in the plan.</param>
    /// <param name="cpuBefore">The CPU before.</param>
    /// <param name="cpuAfter">The CPU after. Blocks count for a CPU only where both are the same, and one that the plan names.</param>
    /// <param name="blocks">How many.</param>
    public void Add(int probe, int cpuBefore, int cpuAfter, long blocks)
    {
        long[] counters = _blocks[probe];
        if (cpuBefore == cpuAfter && (uint)cpuBefore < (uint)_isPlanned.Length && _isPlanned[cpuBefore])
        {
            Interlocked.Add(ref counters[cpuBefore * Stride], blocks);
        }
        else
        {
            Interlocked.Add(ref _unattributed, blocks);
        }
    }

    /// <summary>Notes the time of the first verified block, if it is the first.</summary>
    public void NoteFirstBlock(TimeProvider clock)
    {
        if (Volatile.Read(ref _firstBlockTicks) == 0)
        {
            Interlocked.CompareExchange(ref _firstBlockTicks, clock.GetUtcNow().UtcTicks, 0);
        }
    }

    /// <summary>Sets what the kernel counted for a worker since it began.</summary>
    public void SetSwitches(int worker, ContextSwitches switches)
    {
        Volatile.Write(ref _voluntary[worker * Stride], switches.Voluntary);
        Volatile.Write(ref _involuntary[worker * Stride], switches.Involuntary);
    }

    /// <summary>The counts now.</summary>
    /// <param name="units">The units made so far.</param>
    public Exposure Snapshot(long units)
    {
        var cpus = new List<CpuExposure>(_plan.Cpus.Count);
        for (int i = 0; i < _plan.Cpus.Count; i++)
        {
            int cpu = _plan.Cpus[i];
            var probes = new ProbeExposure[_plan.Probes.Count];
            for (int probe = 0; probe < probes.Length; probe++)
            {
                probes[probe] = new ProbeExposure(_plan.Probes[probe], Volatile.Read(ref _blocks[probe][cpu * Stride]));
            }

            long voluntary = 0;
            long involuntary = 0;
            for (int worker = i * _plan.WorkersPerCpu; worker < (i + 1) * _plan.WorkersPerCpu; worker++)
            {
                voluntary += Volatile.Read(ref _voluntary[worker * Stride]);
                involuntary += Volatile.Read(ref _involuntary[worker * Stride]);
            }

            cpus.Add(new CpuExposure(cpu, probes, voluntary, involuntary));
        }

        return new Exposure(cpus, Volatile.Read(ref _unattributed), units);
    }
}
