namespace AesniCheck.Host.Counters;

/// <summary>The softirqs that a CPU has run: kernel work deferred to the end of an interrupt or system call.</summary>
/// <param name="Total">All kinds.</param>
/// <param name="NetworkReceive">Those for received packets, over the loopback too.</param>
internal readonly record struct SoftirqCounts(long Total, long NetworkReceive)
{
    /// <summary>The increase since an earlier reading; never negative.</summary>
    public SoftirqCounts Minus(SoftirqCounts earlier) =>
        new(Math.Max(0, Total - earlier.Total), Math.Max(0, NetworkReceive - earlier.NetworkReceive));
}
