using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Plans;

namespace AesniCheck.Records;

/// <summary>All that is known of a run, immutable. Every report is made from it.</summary>
public sealed record RunRecord
{
    /// <summary>The version of this shape. It goes up when a reader of the one before would misread it.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>What <see cref="Record"/> says.</summary>
    public const string Kind = "run";

    /// <summary>How the reason begins that a run has which was stopped by whoever had started it.</summary>
    public const string StoppedOnRequest = "Stopped on request";

    /// <summary>Tells the record of a run from all other JSON.</summary>
    [JsonPropertyOrder(-4)]
    [JsonRequired]
    public string Record { get; init; } = Kind;

    /// <summary>The version of this shape.</summary>
    [JsonPropertyOrder(-3)]
    [JsonRequired]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string ToolVersion { get; init; }

    /// <summary>The answer.</summary>
    [JsonPropertyOrder(-1)]
    public required Outcome Outcome { get; init; }

    /// <summary>What kept the outcome from being a pass, where it was not a finding: one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What could not be tested, and was not asked for by name: one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>When the first block had been verified; null when none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset? FirstBlockAt { get; init; }

    /// <summary>The machine.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>What was to be done.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>The known answers of the engines in use, checked at the beginning.</summary>
    public required IReadOnlyList<KnownAnswerSummary> KnownAnswers { get; init; }

    /// <summary>The known answers in modes of operation, where a probe uses them.</summary>
    public required IReadOnlyList<KnownAnswerSummary> ModeAnswers { get; init; }

    /// <summary>The operating system's crypto library that was tested, where one was.</summary>
    public CryptoLibrary? CryptoLibrary { get; init; }

    /// <summary>What a gate demanded; null where the run was none.</summary>
    public GateDemands? Gate { get; init; }

    /// <summary>How much was tried.</summary>
    public required Exposure Exposure { get; init; }

    /// <summary>What was verified when; nothing in records that tell nothing of it.</summary>
    public Timeline Timeline { get => field ?? Timeline.None; init; }

    /// <summary>The findings, in the order in which they came.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings beyond those: counted, and alike in probe, CPU and verdict. Their evidence was not kept.</summary>
    public required IReadOnlyList<FoldedFindings> FoldedFindings { get; init; }

    /// <summary>All findings, folded ones included.</summary>
    public long FindingCount => Counts.Plus(Findings.Count, FoldedFindings.Total(folded => folded.Count));

    /// <summary>All findings as counts: those that are kept whole in their order, one each, and those that were only counted.</summary>
    internal IEnumerable<FoldedFindings> CountedFindings => Findings.Select(Records.FoldedFindings.Of).Concat(FoldedFindings);
}

/// <summary>Findings that were only counted, since the record holds thousands already.</summary>
/// <param name="Probe">The probe that saw them.</param>
/// <param name="Cpu">The CPU.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Count">How many.</param>
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
    /// <summary>One finding, counted.</summary>
    internal static FoldedFindings Of(Finding finding) => new(finding.Probe, finding.Cpu, finding.Verdict, 1, finding.Time, finding.Time);
}
