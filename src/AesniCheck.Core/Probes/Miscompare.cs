using System.Text.Json.Serialization;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>
/// Raw evidence: actual bytes differ from expected ones. Copied before any analysis. Each probe has its own record; the worker's
/// context adds the common members, see <see cref="ProbeContext.Report"/>. In JSON the common members come first, and the
/// bytes last.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BlockMiscompare), "block")]
[JsonDerivedType(typeof(GuardMiscompare), "guard")]
[JsonDerivedType(typeof(ChainMiscompare), "chain")]
[JsonDerivedType(typeof(RegisterMiscompare), "register")]
[JsonDerivedType(typeof(ScheduleMiscompare), "schedule")]
[JsonDerivedType(typeof(MessageMiscompare), "message")]
public abstract record Miscompare
{
    /// <summary>An id that is unique within a worker process: the worker's number and its count of miscompares.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public string Id { get; init; } = "";

    /// <summary>The time when the thread saw the miscompare.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public DateTimeOffset Time { get; init; }

    /// <summary>The name of the probe.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public string Probe { get; init; } = "";

    /// <summary>The number of the worker.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public int Worker { get; init; }

    /// <summary>The kernel's id of the worker's thread.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public int ThreadId { get; init; }

    /// <summary>The CPU when the worker's turn began.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public int CpuBefore { get; init; }

    /// <summary>The CPU when the miscompare was seen.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public int CpuAfter { get; init; }

    /// <summary>The thread's context switches when the worker's turn began, since the thread began.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public SwitchCounts SwitchesBefore { get; init; }

    /// <summary>The thread's context switches when the miscompare was seen, since the thread began.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public SwitchCounts SwitchesAfter { get; init; }

    /// <summary>The CPU to blame, if the worker stayed on one; otherwise null.</summary>
    [JsonIgnore]
    public int? Cpu => CpuBefore == CpuAfter ? CpuAfter : null;

    /// <summary>The seed of the unit. With the other members of the record it suffices to make the unit again.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong UnitSeed { get; init; }

    /// <summary>The unit's expected bytes.</summary>
    [JsonPropertyOrder(1)]
    public required byte[] Expected { get; init; }

    /// <summary>The actual bytes.</summary>
    [JsonPropertyOrder(1)]
    public required byte[] Actual { get; init; }

    /// <summary>Describes the miscompare for reports. Never throws, whatever the evidence contains.</summary>
    internal abstract MiscompareDescription Describe();

    /// <summary>Returns the problem of evidence that lacks bytes of a wrong result, as half a sentence; null if it is complete.</summary>
    /// <param name="name">The name of the results.</param>
    /// <param name="wrong">The numbers of the wrong results.</param>
    /// <param name="length">The length of each result in bytes.</param>
    private protected string? Missing(string name, IReadOnlyList<int> wrong, int length) =>
        wrong.Any(index => !Difference.IsThere(Expected, index, length) || !Difference.IsThere(Actual, index, length)) ? $"it lacks bytes of a wrong {name}" : null;
}

/// <summary>The number of context switches of a thread.</summary>
/// <param name="Voluntary">Switches because the thread waited.</param>
/// <param name="Involuntary">Switches because the kernel ran another thread instead.</param>
public readonly record struct SwitchCounts(long Voluntary, long Involuntary);
