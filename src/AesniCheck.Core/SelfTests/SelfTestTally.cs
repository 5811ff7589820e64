using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>Collects the results of a self-test, and makes its record. Not thread-safe.</summary>
/// <param name="plan">The plan.</param>
internal sealed class SelfTestTally(SelfTestPlan plan)
{
    private readonly List<SelfTestTrial> _trials = [];
    private readonly List<Finding> _falseAlarms = [];
    private readonly List<string> _reasons = [];
    private readonly Dictionary<(string Subject, FaultKind Kind, RegisterArea? Area), string> _shortfalls = [];

    /// <summary>The number of faults injected in the finished subjects.</summary>
    public int Injected => _trials.Count;

    /// <summary>The number of these that were seen.</summary>
    public int Seen => _trials.Count(trial => trial.Sighting is not null);

    /// <summary>Adds the results of a subject.</summary>
    public void Add(SelfTestSubject subject, TrialLoop loop)
    {
        _trials.AddRange(loop.Trials);
        _falseAlarms.AddRange(loop.FalseAlarms);
        foreach (((FaultKind kind, RegisterArea? area), string why) in loop.Shortfalls)
        {
            _shortfalls[(subject.Name, kind, area)] = why;
        }
    }

    /// <summary>Adds a reason, in a sentence, why the self-test is incomplete.</summary>
    public void AddReason(string reason) => _reasons.Add(reason);

    /// <summary>Makes the record.</summary>
    public SelfTestRecord ToRecord(HostInfo host, string toolVersion, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        DetectionClass[] classes = [.. Classes()];
        string[] misses = [.. classes.Where(entry => entry.Kept == false).Select(Missed), .. classes.Where(entry => entry.WrongVerdicts > 0).Select(Misjudged), .. FalseAlarmReasons()];
        string[] gaps =
        [
            .. plan.SkippedSentences(requested: true),
            .. _reasons,
            .. _reasons.Count == 0 ? UntestedClaims(classes) : [],
        ];
        return new SelfTestRecord
        {
            ToolVersion = toolVersion,
            Result = misses.Length > 0 ? SelfTestResult.Misses : gaps.Length > 0 ? SelfTestResult.Inconclusive : SelfTestResult.Detects,
            Reasons = [.. misses, .. gaps],
            Notes = [.. plan.SkippedSentences(requested: false)],
            StartedAt = startedAt,
            EndedAt = endedAt,
            Host = host,
            Plan = plan,
            Classes = classes,
            Trials = [.. _trials],
            FalseAlarms = [.. _falseAlarms],
        };
    }

    private IEnumerable<DetectionClass> Classes()
    {
        (SelfTestSubject Subject, FaultKind Kind, RegisterArea? Area, SelfTestTrial[] Trials)[] classes =
        [
            .. from subject in plan.Subjects
               from entry in TrialSchedule.ClassesOf(plan, subject.Name)
               select (subject, entry.Kind, entry.Area, _trials.Where(trial => IsOf(trial, subject, entry.Kind, entry.Area)).ToArray()),
        ];
        int claims = classes.Count(entry => entry.Trials.Length > 0 && DetectionClaims.Of(entry.Subject.Name, entry.Kind, entry.Area) is not null);
        return classes.Select(entry => Class(entry.Subject.Name, entry.Kind, entry.Area, entry.Trials, claims));
    }

    private static bool IsOf(SelfTestTrial trial, SelfTestSubject subject, FaultKind kind, RegisterArea? area) =>
        trial.Subject == subject.Name && trial.Fault.Kind == kind && trial.Fault.Area == area;

    private DetectionClass Class(string subject, FaultKind kind, RegisterArea? area, SelfTestTrial[] trials, int claims)
    {
        Sighting[] seen = [.. trials.Select(trial => trial.Sighting).OfType<Sighting>()];
        double[] latencies = [.. seen.Select(sighting => sighting.Milliseconds).Order()];
        double? claim = DetectionClaims.Of(subject, kind, area);
        return new DetectionClass
        {
            Subject = subject,
            Kind = kind,
            Area = area,
            Injected = trials.Length,
            Seen = seen.Length,
            Interval = trials.Length > 0 ? WilsonInterval.Of(seen.Length, trials.Length) : null,
            Claim = claim,
            Kept = claim is not { } rate || trials.Length == 0 ? null
                : plan.Quick ? SequentialTest.Decide(rate, seen.Length, trials.Length, TrialSchedule.ClaimsIn(plan))
                : DetectionClaims.IsKept(rate, seen.Length, trials.Length, claims),
            MedianMilliseconds = latencies.Length > 0 ? latencies[latencies.Length / 2] : null,
            WorstMilliseconds = latencies.Length > 0 ? latencies[^1] : null,
            Verdicts =
            [
                .. seen.GroupBy(sighting => sighting.Verdict).Select(group => new VerdictCount(group.Key, group.Count()))
                    .OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Verdict),
            ],
            WrongVerdicts = seen.Sum(sighting => sighting.WrongFindings?.Count ?? 0) is > 0 and int wrong ? wrong : null,
            Shortfall = trials.Length == plan.Count ? null : _shortfalls.GetValueOrDefault((subject, kind, area)),
        };
    }

    /// <summary>Every claim and the control must be tried, and often enough that the claim could be refuted.</summary>
    private IEnumerable<string> UntestedClaims(DetectionClass[] classes)
    {
        if (classes.All(entry => entry.Claim is null))
        {
            return ["No rate is claimed for the classes that were tried, so the result shows nothing: try more kinds, areas or probes."];
        }

        return classes.Where(entry => entry.Claim is null ? entry.Kind == FaultKind.None && entry.Shortfall is not null : entry.Kept is null || entry.Shortfall is not null)
            .Select(entry => entry.Shortfall is { } shortfall
                ? string.Create(CultureInfo.InvariantCulture, $"Too few faults of {NameOf(entry)} could be tried ({entry.Injected}): {shortfall}.")
                : plan.Quick ? $"The claim for {NameOf(entry)} is still undecided after {Quantities.Of(entry.Injected, "fault")}: run 'aesnicheck selftest --count 100'."
                : $"The claim for {NameOf(entry)} can't be tested with {Quantities.Of(entry.Injected, "fault")}: give a larger --count.");
    }

    private static string Missed(DetectionClass entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Seen} of {entry.Injected} faults in {NameOf(entry)} were seen; {100 * entry.Claim:0.#} % is claimed.");

    private static string Misjudged(DetectionClass entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"Of the findings in {NameOf(entry)}, {entry.WrongVerdicts} blamed the CPU, the runtime or the library, although a register had been changed. Their explanations are in the record.");

    private static string NameOf(DetectionClass entry) =>
        $"{entry.Subject}, {EnumWord.Of(entry.Kind)}{(entry.Area is { } area ? $", {area.Name}" : "")}";

    private IEnumerable<string> FalseAlarmReasons() => _falseAlarms.Count == 0 ? [] :
    [
        $"No injected fault explains {Quantities.Of(_falseAlarms.Count, "finding")}. Run 'aesnicheck run': the machine may be faulty.",
    ];
}
