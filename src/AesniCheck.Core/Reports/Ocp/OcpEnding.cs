using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// How a run has ended, in the words of the specification. It allows four pairs only: what is complete passed or failed; what was stopped on request,
/// or found nothing that it could test, was skipped; and what else gave no answer ended with an error. The last two have no result.
/// </summary>
/// <param name="Status">Whether it was done.</param>
/// <param name="Result">Its answer.</param>
internal sealed record OcpEnding(OcpStatus Status, OcpResult Result)
{
    /// <summary>That of a run.</summary>
    public static OcpEnding Of(RunRecord record) => record.Outcome switch
    {
        Outcome.Pass => new OcpEnding(OcpStatus.Complete, OcpResult.Pass),
        Outcome.Fault => new OcpEnding(OcpStatus.Complete, OcpResult.Fail),
        _ when record.Outcome == Outcome.Unsupported || record.Plan.Probes.Count == 0 || WasStopped(record) => new OcpEnding(OcpStatus.Skip, OcpResult.NotApplicable),
        _ => new OcpEnding(OcpStatus.Error, OcpResult.NotApplicable),
    };

    /// <summary>How the step of a probe has ended.</summary>
    /// <param name="result">What came of it.</param>
    public OcpStatus OfStep(CaseResult result) => result switch
    {
        CaseResult.Failed => OcpStatus.Complete,
        _ when Status == OcpStatus.Skip => OcpStatus.Skip,
        CaseResult.Passed => OcpStatus.Complete,
        _ => OcpStatus.Error,
    };

    /// <summary>
    /// Writes what kept the run from a pass. It is an error of the diagnostic where the run has no answer for it; where it has one all the same, or
    /// was skipped, the specification wants no errors, but words.
    /// </summary>
    public void Write(OcpLines lines, IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons)
        {
            lines.Write(Status == OcpStatus.Error
                ? new OcpRunArtifact { Error = new OcpError(Word.Of(Outcome.Inconclusive), reason) }
                : new OcpRunArtifact { Log = new OcpLog(OcpSeverity.Error, reason) });
        }
    }

    private static bool WasStopped(RunRecord record) => record.Reasons.Any(reason => reason.StartsWith(RunRecord.StoppedOnRequest, StringComparison.Ordinal));
}
