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
