using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Receives each finding of a supervisor as it comes, and the starts and ends of its worker processes. Called on the supervisor's thread, so
/// implementations must be quick.
/// </summary>
internal interface IRunObserver
{
    /// <summary>A worker process has been started.</summary>
    void ProcessStarted(int processId);

    /// <summary>The process has ended, and the findings from its end have been reported.</summary>
    void ProcessEnded(int processId);

    /// <summary>A miscompare has been received. From now on it counts as a finding, whether or not it is explained.</summary>
    void Seen(Miscompare miscompare);

    /// <summary>A miscompare has been explained, or the supervisor itself has found something.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="miscompareId">The id of the miscompare that it explains; null if none.</param>
    void Found(Finding finding, string? miscompareId);
}
