using System.Text.Json.Serialization;
using AesniCheck.Probes.Block;
using AesniCheck.Probes.Chain;
using AesniCheck.Probes.Message;
using AesniCheck.Probes.Register;
using AesniCheck.Probes.Schedule;

namespace AesniCheck.Probes;

/// <summary>
/// Raw evidence: actual differs from expected. Copied out before anything tries to explain it. Each probe has a record of its
/// own; what all have in common the worker's context adds, see <see cref="ProbeContext.Report"/>. In JSON that comes first, and the
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
    /// <summary>Unique within a worker process: the worker and its count.</summary>
    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public string Id { get; init; } = "";

    /// <summary>When it was seen, by the thread that saw it.</summary>
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

    /// <summary>The kernel's id of its thread.</summary>
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

    /// <summary>The CPU that is to blame, if the worker stayed on one; else null.</summary>
    [JsonIgnore]
    public int? Cpu => CpuBefore == CpuAfter ? CpuAfter : null;

    /// <summary>The seed of the unit: with what else the record names, all that is needed to make it again.</summary>
    [JsonPropertyOrder(-1)]
    public required ulong UnitSeed { get; init; }

    /// <summary>What had to come out, as it stood in the unit.</summary>
    [JsonPropertyOrder(1)]
    public required byte[] Expected { get; init; }

    /// <summary>What came out.</summary>
    [JsonPropertyOrder(1)]
    public required byte[] Actual { get; init; }

    /// <summary>Describes it for reports. Never throws, whatever the evidence holds.</summary>
    internal abstract MiscompareDescription Describe();

    /// <summary>The problem of evidence that lacks bytes of a wrong result, as half a sentence; null if it has all.</summary>
    /// <param name="name">What the results are.</param>
    /// <param name="wrong">The numbers of the wrong ones.</param>
    /// <param name="length">The length of each in bytes.</param>
    private protected string? Missing(string name, IReadOnlyList<int> wrong, int length) =>
        wrong.Any(index => !Difference.IsThere(Expected, index, length) || !Difference.IsThere(Actual, index, length)) ? $"it lacks bytes of a wrong {name}" : null;
}

/// <summary>How often a thread was switched.</summary>
/// <param name="Voluntary">It waited for something.</param>
/// <param name="Involuntary">The kernel put another thread in its place.</param>
public readonly record struct SwitchCounts(long Voluntary, long Involuntary);
