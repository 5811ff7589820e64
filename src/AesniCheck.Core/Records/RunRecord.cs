using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>The complete, immutable record of a run. Every report is made from it.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the schema. It is incremented when a reader of the previous version would misread a record.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The value of <see cref="Record"/>.</summary>
    public const string Kind = "run";

    /// <summary>The beginning of the reason for a run that its user stopped.</summary>
    public const string StoppedOnRequest = "Stopped on request";

    /// <summary>Distinguishes a run record from all other JSON.</summary>
    [JsonPropertyOrder(-4)]
    [JsonRequired]
    public string Record { get; init; } = Kind;

    /// <summary>The version of the schema.</summary>
    [JsonPropertyOrder(-3)]
    [JsonRequired]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string ToolVersion { get; init; }

    /// <summary>The outcome.</summary>
    [JsonPropertyOrder(-1)]
    public required Outcome Outcome { get; init; }

    /// <summary>The reasons, other than findings, why the outcome is not a pass: one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The parts that could not be tested and were not requested by name: one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>When the first block had been verified; null if none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset? FirstBlockAt { get; init; }

    /// <summary>The machine.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>The plan of the run.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>The known answers of the engines in use, checked at the start.</summary>
    public required IReadOnlyList<KnownAnswerSummary> KnownAnswers { get; init; }

    /// <summary>The known answers in modes of operation, if a probe uses them.</summary>
    public required IReadOnlyList<KnownAnswerSummary> ModeAnswers { get; init; }

    /// <summary>The operating system's crypto library, if it was tested.</summary>
    public CryptoLibrary? CryptoLibrary { get; init; }

    /// <summary>The demands of a gate; null if the run was not a gate.</summary>
    public GateDemands? Gate { get; init; }

    /// <summary>The work that was verified.</summary>
    public required Exposure Exposure { get; init; }

    /// <summary>The verified work over time; empty in records that do not contain it.</summary>
    public Timeline Timeline { get => field ?? Timeline.None; init; }

    /// <summary>The findings, in order of arrival.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The findings beyond those, counted by probe, CPU and verdict. Their evidence was not kept.</summary>
    public required IReadOnlyList<FoldedFindings> FoldedFindings { get; init; }

    /// <summary>The number of all findings, including folded ones.</summary>
    public long FindingCount => Counts.Plus(Findings.Count, FoldedFindings.Total(folded => folded.Count));

    /// <summary>All findings as counts: first the complete ones in their order, each with a count of one, then those that were only counted.</summary>
    internal IEnumerable<FoldedFindings> CountedFindings => Findings.Select(Records.FoldedFindings.Of).Concat(FoldedFindings);
}

/// <summary>Findings that were only counted because the record already holds thousands.</summary>
/// <param name="Probe">The probe that saw them.</param>
/// <param name="Cpu">The CPU; null if unknown.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Count">The number of findings.</param>
/// <param name="First">When the first was seen.</param>
/// <param name="Last">When the last was seen.</param>
public sealed record FoldedFindings(
    string Probe,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Cpu,
    Verdict Verdict,
    long Count,
    [property: JsonPropertyName("firstAt")] DateTimeOffset First,
    [property: JsonPropertyName("lastAt")] DateTimeOffset Last)
{
    /// <summary>Returns one finding as a count of one.</summary>
    internal static FoldedFindings Of(Finding finding) => new(finding.Probe, finding.Cpu, finding.Verdict, 1, finding.Time, finding.Time);
}
