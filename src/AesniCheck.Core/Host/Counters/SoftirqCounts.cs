namespace AesniCheck.Host.Counters;

/// <summary>Softirqs that a CPU has run: the kernel's work put off until the end of an interrupt or system call.</summary>
/// <param name="Total">All kinds.</param>
/// <param name="NetworkReceive">Those for packets that came in, over the loopback too.</param>
internal readonly record struct SoftirqCounts(long Total, long NetworkReceive)
{
    /// <summary>What came since an earlier reading; never negative.</summary>
    public SoftirqCounts Minus(SoftirqCounts earlier) =>
        new(Math.Max(0, Total - earlier.Total), Math.Max(0, NetworkReceive - earlier.NetworkReceive));
}
