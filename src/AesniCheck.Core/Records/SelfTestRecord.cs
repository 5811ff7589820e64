using System.Text.Json.Serialization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Injection;

namespace AesniCheck.Records;

/// <summary>
/// The complete, immutable record of a self-test. It describes the tool, not the machine, and has no member in common with a <see cref="RunRecord"/> that could
/// be mistaken for the outcome of a run.
/// </summary>
public sealed record SelfTestRecord
{
    /// <summary>The version of the schema. It is incremented when a reader of the previous version would misread a record.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The banner of every self-test, in reports and on terminals.</summary>
    public const string BannerText = "SELF-TEST: the faults below were made by aesnicheck itself, in its own registers. They say nothing about this machine.";

    /// <summary>The kind of record: never that of a run.</summary>
    [JsonPropertyOrder(-4)]
    public string Record { get; init; } = "selftest";

    /// <summary>The same for human readers.</summary>
    [JsonPropertyOrder(-4)]
    public string Banner { get; init; } = BannerText;

    /// <summary>The version of the schema.</summary>
    [JsonPropertyOrder(-3)]
    public int SelfTestSchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The version of the program.</summary>
    [JsonPropertyOrder(-2)]
    public required string ToolVersion { get; init; }

    /// <summary>The result.</summary>
    [JsonPropertyOrder(-1)]
    public required SelfTestResult Result { get; init; }

    /// <summary>The reasons why the result is not <see cref="SelfTestResult.Detects"/>: one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The parts that could not be tried and were not requested by name: one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The machine.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>The plan of the self-test.</summary>
    public required SelfTestPlan Plan { get; init; }

    /// <summary>How many faults of each class were seen.</summary>
    public required IReadOnlyList<DetectionClass> Classes { get; init; }

    /// <summary>Each fault and its result, in order of injection.</summary>
    public required IReadOnlyList<SelfTestTrial> Trials { get; init; }

    /// <summary>The findings that no injected fault explains. There must be none.</summary>
    public required IReadOnlyList<Finding> FalseAlarms { get; init; }
}

/// <summary>The result of a self-test.</summary>
[JsonConverter(typeof(KebabCaseConverter<SelfTestResult>))]
public enum SelfTestResult
{
    /// <summary>Every class of faults for which the tool claims a rate is seen at that rate.</summary>
    Detects,

    /// <summary>A class is seen too rarely, or there is a finding that no injected fault explains.</summary>
    Misses,

    /// <summary>The system forbids it, it was stopped early, or a class could not be tried.</summary>
    Inconclusive,

    /// <summary>This CPU or system cannot run what was requested.</summary>
    Unsupported,
}

/// <summary>Faults of one kind, in one area, under one subject.</summary>
public sealed record DetectionClass
{
    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The kind.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The area; null for kinds that change all registers or nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required RegisterArea? Area { get; init; }

    /// <summary>The number of injected faults.</summary>
    public required int Injected { get; init; }

    /// <summary>The number of these that were seen.</summary>
    public required int Seen { get; init; }

    /// <summary>The 95 % confidence interval of the detection rate; null if nothing was injected.</summary>
    public WilsonInterval? Interval { get; init; }

    /// <summary>The detection rate that the tool claims, 0 to 1; null if it claims none.</summary>
    public double? Claim { get; init; }

    /// <summary>Whether the result is consistent with the claim; null if there is no claim, or too few faults were injected to refute it.</summary>
    public bool? Kept { get; init; }

    /// <summary>The median time from an injection to its first sign at the supervisor, in milliseconds; null if none was seen.</summary>
    public double? MedianMilliseconds { get; init; }

    /// <summary>The longest such time, in milliseconds.</summary>
    public double? WorstMilliseconds { get; init; }

    /// <summary>The verdicts of the findings, most frequent first.</summary>
    public required IReadOnlyList<VerdictCount> Verdicts { get; init; }

    /// <summary>The number of findings that blamed the CPU, the runtime or the library although registers were changed; null if there were none.</summary>
    public int? WrongVerdicts { get; init; }

    /// <summary>Why fewer faults were injected than planned, as half a sentence; null if all were.</summary>
    public string? Shortfall { get; init; }
}

/// <summary>The number of times that a verdict was given.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Count">The number of times.</param>
public sealed record VerdictCount(Verdict Verdict, int Count);

/// <summary>One fault and its result.</summary>
/// <param name="Subject">The subject into which it was injected.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Sighting">How it was seen; null if it was not.</param>
public sealed record SelfTestTrial(string Subject, InjectedFault Fault, Sighting? Sighting);

/// <summary>How an injected fault was seen.</summary>
/// <param name="Milliseconds">The time from the injection to its first sign, a miscompare or a finding, at the supervisor.</param>
/// <param name="Probe">The probe that saw it; <c>process</c> if the worker process itself failed.</param>
/// <param name="Verdict">The verdict; <see cref="Verdict.Unexplained"/> if none arrived.</param>
/// <param name="Cpu">The CPU on which it was seen; null if unknown.</param>
/// <param name="ThreadId">The thread that saw it; null if the supervisor did.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="FindingCount">The number of findings that it caused, including this one.</param>
public sealed record Sighting(
    double Milliseconds, string Probe, Verdict Verdict, int? Cpu, int? ThreadId, IReadOnlyList<string> Explanation, int FindingCount)
{
    /// <summary>The findings among these that blamed an intact part: the CPU, the runtime or the library; null if there were none.</summary>
    public IReadOnlyList<WrongFinding>? WrongFindings { get; init; }
}

/// <summary>A finding that blamed an intact part.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Explanation">The explanation.</param>
public sealed record WrongFinding(Verdict Verdict, IReadOnlyList<string> Explanation);
