using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>What formats of test results say of a case, in words.</summary>
internal static class CaseText
{
    /// <summary>The findings of a case that are shown whole: a CPU that is quite broken has thousands, all alike.</summary>
    public const int ShownFindings = 3;

    /// <summary>Why a case is no pass, in one line: the verdict of its first finding and the first sentence of the explanation, or the reason.</summary>
    public static string Message(RunCase run) => VisibleText.Of((run.Findings, run.Folded) switch
    {
        ([Finding { Explanation: [string sentence, ..] }, ..], _) => $"{Kind(run)}: {sentence}",
        ([_, ..], _) => Kind(run),
        (_, [_, ..]) => $"{Kind(run)}: {Quantities.Of(run.FindingCount, "finding")}, of which no evidence was kept",
        _ => run.Reason ?? "",
    });

    /// <summary>What failed in a case: the verdict of its first finding, or what kind of case it is.</summary>
    public static string Kind(RunCase run) =>
        run.Findings is [Finding finding, ..] ? Word.Of(finding.Verdict) : run.Folded is [FoldedFindings folded, ..] ? Word.Of(folded.Verdict) : RunCases.KnownAnswerSuite;

    /// <summary>How many findings are not shown, beside some that are; null where all are, or none.</summary>
    public static string? More(RunCase run)
    {
        long more = run.FindingCount - Math.Min(run.Findings.Count, ShownFindings);
        return more > 0 && run.Findings.Count > 0 ? $"and {Quantities.Count(more)} more, kept or counted in the report that --json writes" : null;
    }

    /// <summary>What was compared, in one line; null where that is not counted.</summary>
    public static string? Verified(RunCase run) => run.Exposure is { } exposure
        ? $"{Tally.Of(exposure).Text(exposure)} verified in {Quantities.Of(exposure.Calls, "call")}"
        : null;
}
