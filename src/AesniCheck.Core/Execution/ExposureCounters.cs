using AesniCheck.Host.Interop;
using AesniCheck.Planning;
using AesniCheck.Probes;
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

    // What stands in a line of a probe: see Work, and the time in ticks.
    private const int Blocks = 0;
    private const int Rounds = 1;
    private const int Bytes = 2;
    private const int Calls = 3;
    private const int Ticks = 4;

    private readonly RunPlan _plan;
    private readonly bool[] _isPlanned;
    private readonly long[][] _work;
    private readonly int _elsewhere;
    private readonly long[] _voluntary;
    private readonly long[] _involuntary;
    private long _firstBlockTicks;

    /// <param name="plan">The CPUs, probes and workers to count for.</param>
    public ExposureCounters(RunPlan plan)
    {
        _plan = plan;
        int cpus = plan.Cpus.Max() + 1;
        _isPlanned = [.. Enumerable.Range(0, cpus).Select(plan.Cpus.Contains)];
        _elsewhere = cpus * Stride;
        _work = [.. plan.Probes.Select(_ => new long[(cpus + 1) * Stride])];
        _voluntary = new long[plan.WorkerCount * Stride];
        _involuntary = new long[plan.WorkerCount * Stride];
    }

    /// <summary>When the first block had been verified; null before.</summary>
    public DateTimeOffset? FirstBlock => Volatile.Read(ref _firstBlockTicks) is long ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Counts what was compared while the worker stayed on one CPU, or moved between two.</summary>
    /// <param name="probe">The place of the probe in the plan.</param>
    /// <param name="cpuBefore">The CPU before.</param>
    /// <param name="cpuAfter">The CPU after. Work counts for a CPU only where both are the same, and one that the plan names.</param>
    /// <param name="work">What was compared.</param>
    /// <param name="time">The time that it took.</param>
    public void Add(int probe, int cpuBefore, int cpuAfter, in Work work, TimeSpan time)
    {
        bool isKnown = cpuBefore == cpuAfter && (uint)cpuBefore < (uint)_isPlanned.Length && _isPlanned[cpuBefore];
        Span<long> counters = _work[probe].AsSpan(isKnown ? cpuBefore * Stride : _elsewhere, Stride);
        Interlocked.Add(ref counters[Blocks], work.Blocks);
        Interlocked.Add(ref counters[Rounds], work.Rounds);
        Interlocked.Add(ref counters[Bytes], work.Bytes);
        Interlocked.Add(ref counters[Calls], work.Calls);
        Interlocked.Add(ref counters[Ticks], time.Ticks);
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
            long voluntary = 0;
            long involuntary = 0;
            for (int worker = i * _plan.WorkersPerCpu; worker < (i + 1) * _plan.WorkersPerCpu; worker++)
            {
                voluntary += Volatile.Read(ref _voluntary[worker * Stride]);
                involuntary += Volatile.Read(ref _involuntary[worker * Stride]);
            }

            cpus.Add(new CpuExposure(cpu, ProbesAt(cpu * Stride), voluntary, involuntary));
        }

        return new Exposure(cpus, ProbesAt(_elsewhere), units);
    }

    private ProbeExposure[] ProbesAt(int line)
    {
        var probes = new ProbeExposure[_plan.Probes.Count];
        for (int i = 0; i < probes.Length; i++)
        {
            probes[i] = new ProbeExposure(
                _plan.Probes[i].Name, Read(i, Blocks), Read(i, Rounds), Read(i, Bytes), Read(i, Calls), TimeSpan.FromTicks(Read(i, Ticks)).TotalSeconds);
        }

        return probes;

        long Read(int probe, int counter) => Volatile.Read(ref _work[probe][line + counter]);
    }
}
