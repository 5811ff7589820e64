namespace AesniCheck.Records;

/// <summary>The work verified on each CPU over time: intervals of equal length, from the start of the run.</summary>
/// <param name="IntervalSeconds">The length of an interval. Longer runs have longer intervals, so that there are at most <see cref="MaximumIntervals"/>.</param>
/// <param name="Seconds">The time from start to end; the end may cut the last interval short.</param>
/// <param name="Cpus">One entry for each CPU, in order.</param>
public sealed record Timeline(double IntervalSeconds, double Seconds, IReadOnlyList<CpuTimeline> Cpus)
{
    /// <summary>The maximum number of intervals.</summary>
    public const int MaximumIntervals = 120;

    /// <summary>An empty timeline.</summary>
    public static Timeline None { get; } = new(1, 0, []);
}

/// <summary>The work verified on one CPU over time.</summary>
/// <param name="Cpu">The kernel's number of the CPU.</param>
/// <param name="Bytes">The bytes compared in each interval. Work in the last report of a worker process counts to the interval in which the report arrived.</param>
public sealed record CpuTimeline(int Cpu, IReadOnlyList<long> Bytes);
