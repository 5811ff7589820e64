using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Injection;

namespace AesniCheck.Records;

/// <summary>
/// All that is known of a self-test, immutable. It tells about the tool, not about the machine, and has no member in common with a
/// <see cref="RunRecord"/> that could pass for an answer of one.
/// </summary>
public sealed record SelfTestRecord
{
    /// <summary>The version of this shape. It goes up when a reader of the one before would misread it.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>What every self-test says of itself, in reports and on terminals.</summary>
    public const string BannerText = "SELF-TEST: the faults below were made by aesnicheck itself, in its own registers. They say nothing about this machine.";

    /// <summary>What it is: never the record of a run.</summary>
    [JsonPropertyOrder(-4)]
    public string Record { get; init; } = "selftest";

    /// <summary>The same for people.</summary>
    [JsonPropertyOrder(-4)]
    public string Banner { get; init; } = BannerText;

    /// <summary>The version of this shape.</summary>
    [JsonPropertyOrder(-3)]
    public int SelfTestSchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string ToolVersion { get; init; }

    /// <summary>The answer.</summary>
    [JsonPropertyOrder(-1)]
    public required SelfTestResult Result { get; init; }

    /// <summary>What kept the result from being <see cref="SelfTestResult.Detects"/>: one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What could not be tried, and was not asked for by name: one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The machine.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>What was to be done.</summary>
    public required SelfTestPlan Plan { get; init; }

    /// <summary>How many faults of each class were seen.</summary>
    public required IReadOnlyList<DetectionClass> Classes { get; init; }

    /// <summary>Each fault and what came of it, in the order in which they were injected.</summary>
    public required IReadOnlyList<SelfTestTrial> Trials { get; init; }

    /// <summary>What was found with no injected fault to explain it. There must be none.</summary>
    public required IReadOnlyList<Finding> FalseAlarms { get; init; }
}

/// <summary>The answer of a self-test.</summary>
[JsonConverter(typeof(KebabCaseConverter<SelfTestResult>))]
public enum SelfTestResult
{
    /// <summary>Every class of faults that the tool claims to see is seen at the rate that it claims.</summary>
    Detects,

    /// <summary>A class is seen too seldom, or something was found that nobody had injected.</summary>
    Misses,

    /// <summary>The system forbids it, it was stopped early, or a class could not be tried.</summary>
    Inconclusive,

    /// <summary>This CPU or system cannot run what was asked.</summary>
    Unsupported,
}

/// <summary>Faults of one kind, in one area, under one subject.</summary>
public sealed record DetectionClass
{
    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The kind.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The area; null for the kinds that change all or nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RegisterArea? Area { get; init; }

    /// <summary>How many were injected.</summary>
    public required int Injected { get; init; }

    /// <summary>How many of these were seen.</summary>
    public required int Seen { get; init; }

    /// <summary>What that says of the rate, at 95 %; null where nothing was injected.</summary>
    public WilsonInterval? Interval { get; init; }

    /// <summary>The rate that the tool claims, 0 to 1; null where it claims none.</summary>
    public double? Claim { get; init; }

    /// <summary>Whether what was seen can be squared with the claim; null where there is no claim, or nothing was injected.</summary>
    public bool? Kept { get; init; }

    /// <summary>The median time from injection to the finding on the supervisor's side, in milliseconds; null where none was seen.</summary>
    public double? MedianMilliseconds { get; init; }

    /// <summary>The longest such time, in milliseconds.</summary>
    public double? WorstMilliseconds { get; init; }

    /// <summary>What the findings said, the most frequent first.</summary>
    public required IReadOnlyList<VerdictCount> Verdicts { get; init; }

    /// <summary>The findings that blamed the CPU, the runtime or the library, where registers were changed; null where there were none.</summary>
    public int? WrongVerdicts { get; init; }

    /// <summary>Why fewer were injected than were to be, in half a sentence; null where all were.</summary>
    public string? Shortfall { get; init; }
}

/// <summary>How often a verdict was given.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Count">How often.</param>
public sealed record VerdictCount(Verdict Verdict, int Count);

/// <summary>One fault and what came of it.</summary>
/// <param name="Subject">What it was put into.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Sighting">How it was seen; null where it was not.</param>
public sealed record SelfTestTrial(string Subject, InjectedFault Fault, Sighting? Sighting);

/// <summary>How an injected fault was seen.</summary>
/// <param name="Milliseconds">The time from the injection to the finding on the supervisor's side.</param>
/// <param name="Probe">The probe that saw it; <c>process</c> where the worker process itself came to harm.</param>
/// <param name="Verdict">The verdict; <see cref="Verdict.Unexplained"/> where none came.</param>
/// <param name="Cpu">The CPU that it was seen on; null where that is not known.</param>
/// <param name="ThreadId">The thread that saw it; null where the supervisor did.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="FindingCount">The findings that came of it, this one included.</param>
public sealed record Sighting(
    double Milliseconds, string Probe, Verdict Verdict, int? Cpu, int? ThreadId, IReadOnlyList<string> Explanation, int FindingCount)
{
    /// <summary>Those of the findings that blamed what was whole, the CPU, the runtime or the library, with what they said; null where there were none.</summary>
    public IReadOnlyList<WrongFinding>? WrongFindings { get; init; }
}

/// <summary>A finding that blamed what was whole.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Explanation">The explanation.</param>
public sealed record WrongFinding(Verdict Verdict, IReadOnlyList<string> Explanation);
