using System.Globalization;

namespace AesniCheck.Host.Counters;

/// <summary>The names of worker threads, as the kernel keeps them, and what they say: whether a worker compiles its loops, runs a probe, or explains a miscompare.</summary>
internal static class WorkerName
{
    private const string StartingPrefix = "starting ";
    private const string ProbingPrefix = "worker ";
    private const string ExplainingPrefix = "arbiter ";

    /// <summary>The name of a worker in the first turn of a probe, in which code is compiled and units are made.</summary>
    public static string Starting(int worker) => string.Create(CultureInfo.InvariantCulture, $"{StartingPrefix}{worker}");

    /// <summary>The name of a worker that runs probes.</summary>
    public static string Probing(int worker) => string.Create(CultureInfo.InvariantCulture, $"{ProbingPrefix}{worker}");

    /// <summary>The name of a worker while it explains a miscompare.</summary>
    public static string Explaining(int worker) => string.Create(CultureInfo.InvariantCulture, $"{ExplainingPrefix}{worker}");

    /// <summary>Whether a thread is a worker that runs probes.</summary>
    public static bool IsProbing(string name) => name.StartsWith(ProbingPrefix, StringComparison.Ordinal);

    /// <summary>Whether a thread is a worker that explains a miscompare.</summary>
    public static bool IsExplaining(string name) => name.StartsWith(ExplainingPrefix, StringComparison.Ordinal);
}
