using AesniCheck.Host;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>All that was measured on a machine, each part at a time of its own.</summary>
internal sealed record ProofResults
{
    /// <summary>The machine, without its name.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>What was demanded, and whether it was reached; made from the rest.</summary>
    public IReadOnlyList<Figure> Figures { get => field ?? []; init; }

    public RegistersResult? Registers { get; init; }

    public InsideResult? Inside { get; init; }

    public AnywhereResult? Anywhere { get; init; }

    public ControlResult? Control { get; init; }
}

/// <summary>When and how a part was measured.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="ToolVersion">The version of the program.</param>
/// <param name="Commands">The commands; programs by their names alone.</param>
/// <param name="IsComplete">Whether it came to its end; else it was stopped before.</param>
internal sealed record Measurement(DateTimeOffset StartedAt, DateTimeOffset EndedAt, string ToolVersion, IReadOnlyList<string> Commands, bool IsComplete);

/// <summary>Some values: how many, the one in the middle, the one that 95 % are not above, and the highest.</summary>
internal sealed record Spread(int Count, double Median, double Percentile95, double Worst)
{
    /// <summary>Null where there is no value.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : new Spread(sorted.Length, sorted[sorted.Length / 2], sorted[Math.Min(sorted.Length - 1, sorted.Length * 95 / 100)], sorted[^1]);
    }
}

/// <summary>How often something was.</summary>
internal sealed record NamedCount(string Name, int Count)
{
    /// <summary>The most frequent first.</summary>
    public static IReadOnlyList<NamedCount> Of(IEnumerable<string> names) =>
        [.. names.GroupBy(name => name, StringComparer.Ordinal).Select(group => new NamedCount(group.Key, group.Count()))
            .OrderByDescending(named => named.Count).ThenBy(named => named.Name, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Count}";
}
