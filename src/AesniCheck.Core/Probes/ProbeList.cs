namespace AesniCheck.Probes;

/// <summary>The one list of probes.</summary>
internal static class ProbeList
{
    /// <summary>All probes, in the order in which workers run them.</summary>
    public static IReadOnlyList<ProbeEntry> All { get; } =
    [
        new(BlockProbe.ProbeName, (context, devices) => new BlockProbe(context, devices.CreateBlockPass())),
    ];

    /// <summary>The probe of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static ProbeEntry ByName(string name) =>
        All.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException($"There is no probe '{name}'; the probes are {string.Join(", ", All.Select(entry => entry.Name))}.", nameof(name));
}

/// <summary>A probe by name, and how a worker gets its own.</summary>
/// <param name="Name">The name.</param>
/// <param name="Create">Makes it for a worker.</param>
internal sealed record ProbeEntry(string Name, Func<ProbeContext, DevicesUnderTest, Probe> Create);
