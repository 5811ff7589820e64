using AesniCheck.Host.Counters;
using AesniCheck.Records;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// What the kernel counts by CPU, from the time that this was made on. Read seldom, for on a machine with hundreds of CPUs it takes some
/// milliseconds; and added up, for the kernel's own counters have 32 bits, which a soak of days may overflow. For one thread.
/// </summary>
internal sealed class KernelWatch
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    private readonly Func<IReadOnlyDictionary<int, KernelCounts>?> _read;
    private readonly TimeProvider _clock;
    private readonly Dictionary<int, KernelEvents> _sums = [];
    private IReadOnlyDictionary<int, KernelCounts>? _last;
    private long _lastRead;

    /// <param name="read">Reads the counters; gives null where they are not to be had.</param>
    /// <param name="clock">The clock.</param>
    public KernelWatch(Func<IReadOnlyDictionary<int, KernelCounts>?> read, TimeProvider clock)
    {
        _read = read;
        _clock = clock;
        _last = read();
        _lastRead = clock.GetTimestamp();
    }

    /// <summary>Reads, if it is time to or must be.</summary>
    public void Update(bool now)
    {
        if (!now && _clock.GetElapsedTime(_lastRead) < ReadInterval)
        {
            return;
        }

        _lastRead = _clock.GetTimestamp();
        IReadOnlyDictionary<int, KernelCounts>? counts = _read();
        if (counts is not null && _last is not null)
        {
            foreach ((int cpu, KernelCounts difference) in KernelCounts.Difference(counts, _last))
            {
                KernelEvents events = EventsOf(difference);
                _sums[cpu] = _sums.TryGetValue(cpu, out KernelEvents? sum) ? KernelEvents.Sum([sum, events])! : events;
            }
        }

        _last = counts ?? _last;
    }

    /// <summary>What was counted on a CPU up to the last reading; null where the kernel does not tell.</summary>
    public KernelEvents? Of(int cpu) => _sums.GetValueOrDefault(cpu);

    private static KernelEvents EventsOf(KernelCounts counts) => new()
    {
        TimerInterrupts = counts.Interrupts?.Timer,
        FunctionCallInterrupts = counts.Interrupts?.FunctionCall,
        TlbShootdowns = counts.Interrupts?.TlbShootdown,
        Interrupts = counts.Interrupts?.Total,
        Softirqs = counts.Softirqs?.Total,
        StealSeconds = counts.Steal?.TotalSeconds,
    };
}
