using AesniCheck.Basics;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>The one list of probes.</summary>
internal static class ProbeList
{
    /// <summary>All probes, in the order of reports and help.</summary>
    public static IReadOnlyList<ProbeEntry> All { get; } =
    [
        BlockProbe.Entry, ChainProbe.Entry, RegisterProbe.Entry, ScheduleProbe.Entry, ModeProbe.Entry,
        PlatformProbe.Entry, KernelProbe.Entry,
    ];

    /// <summary>Returns the probe of that name; null if there is none, as for a record of another version.</summary>
    public static ProbeEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Returns the probe with this name.</summary>
    /// <exception cref="ArgumentException">No probe has this name; the message lists the names.</exception>
    public static ProbeEntry ByName(string name) =>
        Find(name)
        ?? throw new ArgumentException($"Unknown probe '{Excerpt.Of(name)}'; the probes are {string.Join(", ", All.Select(entry => entry.Name))}.", nameof(name));
}
