using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>The wording of a case in formats for test results.</summary>
internal static class CaseText
{
    /// <summary>The number of findings of a case that are shown in full: a badly broken CPU has thousands, all alike.</summary>
    public const int ShownFindings = 3;

    /// <summary>Returns why a case is not a pass, in one line: the verdict of its first finding and the first sentence of the explanation, or the reason.</summary>
    public static string Message(RunCase run) => VisibleText.Of((run.Findings, run.Folded) switch
    {
        ([Finding { Explanation: [string sentence, ..] }, ..], _) => $"{Kind(run)}: {sentence}",
        ([_, ..], _) => Kind(run),
        (_, [_, ..]) => $"{Kind(run)}: {Quantities.Of(run.FindingCount, "finding")}, without evidence",
        _ => run.Reason ?? "",
    });

    /// <summary>Returns what failed in a case: the verdict of its first finding, or the kind of case.</summary>
    public static string Kind(RunCase run) =>
        run.Findings is [Finding finding, ..] ? EnumWord.Of(finding.Verdict) : run.Folded is [FoldedFindings folded, ..] ? EnumWord.Of(folded.Verdict) : RunCases.KnownAnswerSuite;

    /// <summary>Returns how many more findings there are beside those shown; null if all are shown, or none.</summary>
    public static string? More(RunCase run)
    {
        long more = run.FindingCount - Math.Min(run.Findings.Count, ShownFindings);
        return more > 0 && run.Findings.Count > 0 ? $"and {Quantities.Count(more)} more, kept or counted in the report that --json writes" : null;
    }

    /// <summary>Returns what to do about each verdict of a case, a line each.</summary>
    public static IEnumerable<string> NextSteps(RunCase run) => run.Findings.Select(finding => finding.Verdict).Concat(run.Folded.Select(folded => folded.Verdict)).Distinct()
        .Select(verdict => $"next steps for {EnumWord.Of(verdict)}: {VerdictMeaning.PlainNextStep(verdict)}");

    /// <summary>Returns the compared work, in one line; null if it is not counted.</summary>
    public static string? Verified(RunCase run) => run.Exposure is { } exposure
        ? $"{Tally.Of(exposure).Text(exposure)} verified in {Quantities.Of(exposure.Calls, "call")}"
        : null;
}
