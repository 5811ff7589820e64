using AesniCheck.Injection;

namespace AesniCheck.Benchmarks.Detection;

/// <summary>One flip and what came of it.</summary>
/// <param name="Fault">The flip.</param>
/// <param name="Place">The code that it hit.</param>
internal sealed record Trial(InjectedFault Fault, CodePlace Place)
{
    /// <summary>From the flip to the miscompare, or to the end of the process; null where nobody saw it.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The thread that saw a miscompare.</summary>
    public int? SeenBy { get; init; }

    /// <summary>How the process ended, where it ended.</summary>
    public string? End { get; init; }
}

/// <summary>The 95 % interval of a rate, after E. B. Wilson, JASA 22 (1927): it holds near 0 and 1, and for few trials.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    public static (double Low, double High) Of(int hits, int trials)
    {
        double rate = (double)hits / trials;
        double scale = 1 + (Z * Z / trials);
        double center = (rate + (Z * Z / (2 * trials))) / scale;
        double half = Z / scale * Math.Sqrt((rate * (1 - rate) / trials) + (Z * Z / (4.0 * trials * trials)));
        return (Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
