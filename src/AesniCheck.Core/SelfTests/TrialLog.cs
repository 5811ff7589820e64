using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>
/// The faults injected into one subject, and their consequences. Each sign is assigned to a fault that can have caused it: a miscompare to the last fault in
/// the thread that saw it, and no sign to a fault in another process. A sign that no fault explains is a false alarm. Not thread-safe, except for the counts.
/// </summary>
/// <param name="subject">The subject.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialLog(string subject, TimeProvider clock)
{
    // A worker without a CPU sees a fault late, in its next turn at the earliest. After this time an unseen fault is no longer expected to be seen; a fault
    // that was seen stays open until it is explained.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly List<OpenTrial> _open = [];
    private readonly List<SelfTestTrial> _closed = [];
    private readonly List<Finding> _falseAlarms = [];
    private readonly HashSet<(int Process, string Miscompare)> _strays = [];
    private bool _isQuiet;
    private int _injected;
    private int _seen;

    /// <summary>The faults from which nothing more is expected.</summary>
    public IReadOnlyList<SelfTestTrial> Trials => _closed;

    /// <summary>The findings that no fault explains.</summary>
    public IReadOnlyList<Finding> FalseAlarms => _falseAlarms;

    /// <summary>The last fault; null if nothing more is expected from any fault.</summary>
    public OpenTrial? Last => _open.Count > 0 ? _open[^1] : null;

    /// <summary>Whether a sign has not been explained yet: a worker is busy with that, and no fault should be injected until then.</summary>
    public bool IsExplaining => _open.Exists(trial => trial.IsSeen && !trial.IsExplained);

    /// <summary>The number of faults so far. Thread-safe.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <summary>The number of these that were seen. Thread-safe.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Returns how many faults of a class there are so far, and how many of them were seen.</summary>
    public (int Injected, int Seen) CountOf(FaultKind kind, RegisterArea? area)
    {
        bool[] seen =
        [
            .. _closed.Where(trial => trial.Fault.Kind == kind && trial.Fault.Area == area).Select(trial => trial.Sighting is not null),
            .. _open.Where(trial => trial.Kind == kind && trial.Fault.Area == area).Select(trial => trial.IsSeen),
        ];
        return (seen.Length, seen.Count(was => was));
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="timestamp">The clock's timestamp of the injection.</param>
    /// <param name="processId">The worker process.</param>
    public void Open(InjectedFault fault, long timestamp, int processId)
    {
        _isQuiet = false;
        int first = _open.FindIndex(trial => clock.GetElapsedTime(trial.Timestamp, timestamp) <= Memory || (trial.IsSeen && !trial.IsExplained));
        Close(first < 0 ? _open.Count : first);
        _open.Add(new OpenTrial(subject, fault, timestamp, processId, clock));
        Volatile.Write(ref _injected, _injected + 1);
    }

    /// <summary>Takes a sign from the supervisor.</summary>
    public void Take(FaultSign sign)
    {
        List<OpenTrial> open = _open.FindAll(trial => trial.ProcessId == sign.ProcessId);
        OpenTrial? last = open.Count > 0 ? open[^1] : null;
        OpenTrial? trial = sign switch
        {
            { Miscompare: { } miscompare } => _isQuiet ? null : open.FindLast(trial => trial.Timestamp <= sign.Timestamp && trial.IsIn(miscompare.ThreadId)),
            { MiscompareId: { } id } => open.FindLast(trial => trial.Knows(id)) ?? (_strays.Remove((sign.ProcessId, id)) && IsOfMemory(sign.Finding!) ? last : null),

            // A process that ends by itself without an error has lost its last report: no injected fault does that.
            { Finding.Process.ExitCode: 0 } => null,
            _ => last,
        };

        bool wasSeen = trial?.IsSeen != false;
        trial?.Add(sign);
        Volatile.Write(ref _seen, _seen + (wasSeen ? 0 : 1));
        if (sign.Miscompare is { } seen && trial is null)
        {
            // A finding about it follows sooner or later.
            _strays.Add((sign.ProcessId, seen.Id));
        }
        else if (sign.Finding is not null && trial is null or { Kind: FaultKind.None })
        {
            _falseAlarms.Add(sign.Finding!);
        }
    }

    /// <summary>Records that nothing was seen for a long time: signs from now on are not consequences of a fault.</summary>
    public void MarkQuiet() => _isQuiet = true;

    /// <summary>Closes all faults: the supervisor has ended, so no more signs follow.</summary>
    public void CloseAll() => Close(_open.Count);

    /// <summary>Returns whether a finding reports damaged memory, which all workers share.</summary>
    private static bool IsOfMemory(Finding finding) => finding.Verdict is Verdict.Memory or Verdict.Reference;

    private void Close(int count)
    {
        _closed.AddRange(_open.Take(count).Select(trial => trial.ToTrial()));
        _open.RemoveRange(0, count);
    }
}
