using AesniCheck.Plans;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Counts the work of this process's workers. Each worker adds to it once a turn; another thread reads it. Thread-safe,
/// without locks, and without allocations when adding.
/// </summary>
internal sealed class ExposureCounters
{
    // Counters of different CPUs lie on different cache lines.
    private const int Stride = 8;

    // The members of a probe's line: see Work, and the time in ticks.
    private const int Blocks = 0;
    private const int Rounds = 1;
    private const int Bytes = 2;
    private const int Calls = 3;
    private const int Ticks = 4;

    // The members of a CPU's line: see WorkerEventCounts, with times in ticks.
    private const int Voluntary = 0;
    private const int Involuntary = 1;
    private const int Migrations = 2;
    private const int Signals = 3;
    private const int MinorFaults = 4;
    private const int MajorFaults = 5;
    private const int CpuTime = 6;
    private const int LiveTime = 7;

    private readonly RunPlan _plan;
    private readonly bool[] _isPlanned;
    private readonly bool[] _isLive;
    private readonly long[][] _work;
    private readonly long[] _events;
    private readonly int _elsewhere;
    private long _firstBlockTicks;

    /// <param name="plan">The CPUs and probes to count for.</param>
    public ExposureCounters(RunPlan plan)
    {
        _plan = plan;
        int cpus = plan.Cpus.Max() + 1;
        _isPlanned = [.. Enumerable.Range(0, cpus).Select(plan.Cpus.Contains)];
        _isLive = [.. plan.Probes.Select(probe => ProbeList.ByName(probe.Name).HoldsRegisters)];
        _elsewhere = cpus * Stride;
        _work = [.. plan.Probes.Select(_ => new long[(cpus + 1) * Stride])];
        _events = new long[(cpus + 1) * Stride];
    }

    /// <summary>When the first block had been verified; null before.</summary>
    public DateTimeOffset? FirstBlock => Volatile.Read(ref _firstBlockTicks) is long ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// Adds a turn: the compared work and the worker's events. They count for a CPU only if the worker was on it both before and after the
    /// turn, and the plan names that CPU.
    /// </summary>
    /// <param name="probe">The index of the probe in the plan.</param>
    /// <param name="before">The reading before the turn.</param>
    /// <param name="after">The reading after the turn.</param>
    /// <param name="work">The compared work.</param>
    public void Add(int probe, in WorkerReading before, in WorkerReading after, in Work work)
    {
        int line = before.Cpu == after.Cpu && (uint)before.Cpu < (uint)_isPlanned.Length && _isPlanned[before.Cpu] ? before.Cpu * Stride : _elsewhere;
        Span<long> counters = _work[probe].AsSpan(line, Stride);
        Interlocked.Add(ref counters[Blocks], work.Blocks);
        Interlocked.Add(ref counters[Rounds], work.Rounds);
        Interlocked.Add(ref counters[Bytes], work.Bytes);
        Interlocked.Add(ref counters[Calls], work.Calls);
        Interlocked.Add(ref counters[Ticks], after.Ticks - before.Ticks);

        Span<long> events = _events.AsSpan(line, Stride);
        long cpuTime = (after.Usage.CpuTime - before.Usage.CpuTime).Ticks;
        AddAny(ref events[Voluntary], after.Usage.VoluntarySwitches - before.Usage.VoluntarySwitches);
        AddAny(ref events[Involuntary], after.Usage.InvoluntarySwitches - before.Usage.InvoluntarySwitches);
        AddAny(ref events[Migrations], before.Cpu == after.Cpu ? 0 : 1);
        AddAny(ref events[Signals], after.Signals - before.Signals);
        AddAny(ref events[MinorFaults], after.Usage.MinorFaults - before.Usage.MinorFaults);
        AddAny(ref events[MajorFaults], after.Usage.MajorFaults - before.Usage.MajorFaults);
        AddAny(ref events[CpuTime], cpuTime);
        AddAny(ref events[LiveTime], _isLive[probe] ? cpuTime : 0);
    }

    /// <summary>Records the time of the first verified block.</summary>
    public void NoteFirstBlock(TimeProvider clock)
    {
        if (Volatile.Read(ref _firstBlockTicks) == 0)
        {
            Interlocked.CompareExchange(ref _firstBlockTicks, clock.GetUtcNow().UtcTicks, 0);
        }
    }

    /// <summary>Returns the present counts.</summary>
    /// <param name="units">The number of units made so far.</param>
    public Exposure Snapshot(long units) => new(
        [.. _plan.Cpus.Select(cpu => new CpuExposure(cpu, ProbesAt(cpu * Stride), EventsAt(cpu * Stride)))], ProbesAt(_elsewhere), units)
    {
        UnattributedEvents = EventsAt(_elsewhere),
    };

    private static void AddAny(ref long counter, long events)
    {
        if (events != 0)
        {
            Interlocked.Add(ref counter, events);
        }
    }

    private WorkerEventCounts EventsAt(int line)
    {
        return new WorkerEventCounts
        {
            VoluntarySwitches = Read(Voluntary),
            InvoluntarySwitches = Read(Involuntary),
            Migrations = Read(Migrations),
            Signals = Read(Signals),
            MinorFaults = Read(MinorFaults),
            MajorFaults = Read(MajorFaults),
            CpuSeconds = TimeSpan.FromTicks(Read(CpuTime)).TotalSeconds,
            LiveSeconds = TimeSpan.FromTicks(Read(LiveTime)).TotalSeconds,
        };

        long Read(int counter) => CountIn(ref _events[line + counter]);
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

        long Read(int probe, int counter) => CountIn(ref _work[probe][line + counter]);
    }

    /// <summary>Returns the value of a counter, saturated: the counters for work on no single CPU sum up all workers, and may exceed 2^63 in a soak of months.</summary>
    private static long CountIn(ref long counter)
    {
        long count = Volatile.Read(ref counter);
        return count >= 0 ? count : long.MaxValue;
    }
}
