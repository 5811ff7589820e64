namespace AesniCheck.Host.Counters;

/// <summary>Parses the text of <c>/proc/softirqs</c>: the softirqs that each CPU has run since the machine started.</summary>
internal static class ProcSoftirqs
{
    private const string NetworkReceive = "NET_RX";

    /// <summary>Returns the counts by CPU, including possible CPUs that are not online; null if the text is not from this file.</summary>
    public static IReadOnlyDictionary<int, SoftirqCounts>? Parse(string? text)
    {
        SoftirqCounts[] sums = [];
        int[]? cpus = CounterTable.Read(text, header =>
        {
            sums = new SoftirqCounts[header.Length];
            return (name, counts, _) => Add(sums, counts, name.Equals(NetworkReceive, StringComparison.Ordinal));
        });
        if (cpus is null)
        {
            return null;
        }

        Dictionary<int, SoftirqCounts> byCpu = new(cpus.Length);
        for (int column = 0; column < cpus.Length; column++)
        {
            byCpu[cpus[column]] = sums[column];
        }

        return byCpu;
    }

    private static void Add(SoftirqCounts[] sums, ReadOnlySpan<long> counts, bool isNetworkReceive)
    {
        for (int column = 0; column < counts.Length; column++)
        {
            SoftirqCounts sum = sums[column];
            sums[column] = new(sum.Total + counts[column], sum.NetworkReceive + (isNetworkReceive ? counts[column] : 0));
        }
    }
}
