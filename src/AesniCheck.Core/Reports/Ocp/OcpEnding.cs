using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// How a run ended, in the terms of the specification. It allows only four pairs: a complete run passed or failed; a run that was stopped on request, or had
/// nothing that it could test, was skipped; any other run without an answer ended with an error. The last two have no result.
/// </summary>
/// <param name="Status">Whether the run was completed.</param>
/// <param name="Result">The result.</param>
internal sealed record OcpEnding(OcpStatus Status, OcpResult Result)
{
    /// <summary>Returns the ending of a run.</summary>
    public static OcpEnding Of(RunRecord record) => record.Outcome switch
    {
        Outcome.Pass => new OcpEnding(OcpStatus.Complete, OcpResult.Pass),
        Outcome.Fault => new OcpEnding(OcpStatus.Complete, OcpResult.Fail),
        _ when record.Outcome == Outcome.Unsupported || record.Plan.Probes.Count == 0 || WasStopped(record) => new OcpEnding(OcpStatus.Skip, OcpResult.NotApplicable),
        _ => new OcpEnding(OcpStatus.Error, OcpResult.NotApplicable),
    };

    /// <summary>Returns how the step of a probe ended.</summary>
    /// <param name="result">The result of the probe.</param>
    public OcpStatus OfStep(CaseResult result) => result switch
    {
        CaseResult.Failed => OcpStatus.Complete,
        _ when Status == OcpStatus.Skip => OcpStatus.Skip,
        CaseResult.Passed => OcpStatus.Complete,
        _ => OcpStatus.Error,
    };

    /// <summary>
    /// Writes the reasons why the run did not pass. If the run ended with an error, they are errors of the diagnostic; if it has a result or was skipped, the
    /// specification wants log messages instead of errors.
    /// </summary>
    public void Write(OcpLines lines, IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons)
        {
            lines.Write(Status == OcpStatus.Error
                ? new OcpRunArtifact { Error = new OcpError(EnumWord.Of(Outcome.Inconclusive), reason) }
                : new OcpRunArtifact { Log = new OcpLog(OcpSeverity.Error, reason) });
        }
    }

    private static bool WasStopped(RunRecord record) => record.Reasons.Any(reason => reason.StartsWith(RunRecord.StoppedOnRequest, StringComparison.Ordinal));
}
