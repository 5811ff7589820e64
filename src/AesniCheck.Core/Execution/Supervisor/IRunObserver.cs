using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Told by a supervisor of all that counts as a finding, as it comes, and of its worker processes. Called on the supervisor's thread: what it does
/// must be short.
/// </summary>
internal interface IRunObserver
{
    /// <summary>A worker process has been started.</summary>
    void ProcessStarted(int processId);

    /// <summary>It has ended, and what its end means has been told.</summary>
    void ProcessEnded(int processId);

    /// <summary>A miscompare has come in. From now on it is a finding, whatever becomes of its explanation.</summary>
    void Seen(Miscompare miscompare);

    /// <summary>Something has been explained, or the supervisor itself has found something.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="miscompareId">The miscompare that came before it; null where there was none.</param>
    void Found(Finding finding, string? miscompareId);
}
