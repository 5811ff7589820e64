namespace AesniCheck.Records;

/// <summary>When what was verified on which CPU: intervals of equal length, from the beginning of the run.</summary>
/// <param name="IntervalSeconds">The length of an interval. Longer runs have longer ones, so that there are never more than <see cref="MaximumIntervals"/>.</param>
/// <param name="Seconds">From the beginning to the end; the last interval may be cut off by it.</param>
/// <param name="Cpus">One entry a CPU, in order.</param>
public sealed record Timeline(double IntervalSeconds, double Seconds, IReadOnlyList<CpuTimeline> Cpus)
{
    /// <summary>The most intervals that there are.</summary>
    public const int MaximumIntervals = 120;

    /// <summary>Nothing.</summary>
    public static Timeline None { get; } = new(1, 0, []);
}

/// <summary>What was verified on one CPU over time.</summary>
/// <param name="Cpu">The kernel's number of it.</param>
/// <param name="Bytes">The bytes that were compared in each interval. What the last word of a worker process adds counts to the interval in which it came.</param>
public sealed record CpuTimeline(int Cpu, IReadOnlyList<long> Bytes);
