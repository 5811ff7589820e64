using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Injection;
using AesniCheck.Plans;
using AesniCheck.Records;

namespace AesniCheck.Reports.Text;

/// <summary>
/// Writes the record of a self-test as lines for a terminal of 80 columns. The words for the outcome of a run do not occur in it, so that a search for them
/// can't mistake it for one.
/// </summary>
public static class SelfTestText
{
    private const string Advice =
        "No injected fault explains this finding. The machine or aesnicheck itself may be broken: run 'aesnicheck run', preferably for an hour.";

    /// <summary>Returns the whole summary, with the banner at both ends; the result is the last line.</summary>
    public static IEnumerable<string> Summary(SelfTestRecord record) =>
    [
        .. Banner(record),
        .. Columns.Rows("machine", HostText.Line(record.Host)),
        .. record.Result == SelfTestResult.Unsupported ? [] : Details(record),
        .. Banner(record),
        ResultLine(record),
    ];

    /// <summary>Returns the result in one line.</summary>
    public static string ResultLine(SelfTestRecord record)
    {
        DetectionClass[] classes = [.. record.Classes.Where(entry => entry.Kind != FaultKind.None)];
        long injected = classes.Sum(entry => (long)entry.Injected);
        string seen = $"the self-test saw {Quantities.Count(classes.Sum(entry => (long)entry.Seen))} of {Quantities.Count(injected)} injections";
        return record.Result switch
        {
            SelfTestResult.Detects => $"DETECTS: {seen}, and each claim is kept",
            SelfTestResult.Misses => $"MISSES: {seen}; {Broken(record)}",
            SelfTestResult.Inconclusive => injected > 0
                ? $"INCONCLUSIVE: {seen}, but it is incomplete"
                : $"INCONCLUSIVE: the self-test injected no fault: {string.Join(' ', record.Reasons)}",
            _ => $"UNSUPPORTED: the self-test can't run here: {string.Join(' ', record.Reasons)}",
        };
    }

    private static IEnumerable<string> Banner(SelfTestRecord record) => Columns.Wrap("", record.Banner);

    private static string Broken(SelfTestRecord record)
    {
        int missed = record.Classes.Count(entry => entry.Kind != FaultKind.None && entry.Kept == false);
        int misjudged = record.Classes.Sum(entry => entry.WrongVerdicts ?? 0);
        string[] parts =
        [
            .. missed > 0 ? [$"{Quantities.Of(missed, "claim")} not kept"] : Array.Empty<string>(),
            .. misjudged > 0 ? [Quantities.Of(misjudged, "wrong verdict")] : Array.Empty<string>(),
            .. record.FalseAlarms.Count > 0 ? [Quantities.Of(record.FalseAlarms.Count, "false alarm")] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : string.Join(' ', record.Reasons);
    }

    private static IEnumerable<string> Details(SelfTestRecord record) =>
    [
        .. Work(record),
        .. SelfTestTable.Lines(record.Classes),
        .. Latency(record),
        .. FalseAlarms(record),
        .. RunText.Some("reason", record.Reasons),

        // Skipped parts are already listed above.
        .. RunText.Some("note", [.. record.Notes.Except(record.Plan.SkippedSentences(requested: false))]),
    ];

    private static IEnumerable<string> Work(SelfTestRecord record)
    {
        SelfTestPlan plan = record.Plan;
        string seed = string.Create(CultureInfo.InvariantCulture, $"seed 0x{plan.Seed:x16}");
        yield return Columns.Row(
            "self-test", $"{Quantities.Time(record.EndedAt - record.StartedAt)}, {(plan.Quick ? "as many injections as decide each claim" : $"{Quantities.Of(plan.Count, "injection")} in each class")}, {seed}");
        if (plan.Subjects is [{ Plan: RunPlan run }, ..])
        {
            yield return Columns.Row("", $"{Quantities.Of(run.WorkersPerCpu, "worker")} {(run.Cpus.Count == 1 ? "on" : "on each of")} {RunText.Cpus(run.Cpus)}");
            foreach (string line in Columns.Rows("load", RunText.LoadOf(run)))
            {
                yield return line;
            }
        }

        foreach (string line in plan.Skipped.SelectMany(skipped => Columns.Rows("skipped", $"{skipped.Name}: {skipped.Reason}")))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Latency(SelfTestRecord record)
    {
        double[] milliseconds = [.. record.Trials.Where(trial => trial.Fault.Kind != FaultKind.None && trial.Sighting is not null).Select(trial => trial.Sighting!.Milliseconds).Order()];
        return milliseconds.Length == 0
            ? []
            : Columns.Rows(
                "latency",
                $"from injection to first sign {SelfTestTable.Time(milliseconds[milliseconds.Length / 2])} in the median, {SelfTestTable.Time(milliseconds[^1])} at most");
    }

    private static IEnumerable<string> FalseAlarms(SelfTestRecord record) => record.FalseAlarms.Count == 0
        ? []
        : [.. Columns.Rows("FALSE ALARM", Advice), .. RunText.Numbered("alarm", record.FalseAlarms, record.FalseAlarms.Count)];
}
