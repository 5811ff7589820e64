using AesniCheck.Host.Counters;
using AesniCheck.Records;

namespace AesniCheck.Execution.Worker;

/// <summary>
/// Counts the kernel's events by CPU since its creation. Read seldom, since a reading takes some milliseconds on a machine with hundreds
/// of CPUs; and added up, since the kernel's counters have 32 bits, which a soak of days may overflow. Not thread-safe.
/// </summary>
internal sealed class KernelWatch
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    private readonly Func<IReadOnlyDictionary<int, KernelCounts>?> _read;
    private readonly TimeProvider _clock;
    private readonly Dictionary<int, KernelEventCounts> _sums = [];
    private IReadOnlyDictionary<int, KernelCounts>? _last;
    private long _lastRead;

    /// <param name="read">Reads the counters; returns null if they are not available.</param>
    /// <param name="clock">The clock.</param>
    public KernelWatch(Func<IReadOnlyDictionary<int, KernelCounts>?> read, TimeProvider clock)
    {
        _read = read;
        _clock = clock;
        _last = read();
        _lastRead = clock.GetTimestamp();
    }

    /// <summary>Reads the counters if the interval is over or <paramref name="now"/> is true.</summary>
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
                KernelEventCounts events = EventsOf(difference);
                _sums[cpu] = _sums.TryGetValue(cpu, out KernelEventCounts? sum) ? KernelEventCounts.Sum([sum, events])! : events;
            }
        }

        _last = counts ?? _last;
    }

    /// <summary>Returns the events on a CPU up to the last reading; null if unknown.</summary>
    public KernelEventCounts? Of(int cpu) => _sums.GetValueOrDefault(cpu);

    private static KernelEventCounts EventsOf(KernelCounts counts) => new()
    {
        TimerInterrupts = counts.Interrupts?.Timer,
        FunctionCallInterrupts = counts.Interrupts?.FunctionCall,
        TlbShootdowns = counts.Interrupts?.TlbShootdown,
        Interrupts = counts.Interrupts?.Total,
        Softirqs = counts.Softirqs?.Total,
        StealSeconds = counts.Steal?.TotalSeconds,
    };
}
