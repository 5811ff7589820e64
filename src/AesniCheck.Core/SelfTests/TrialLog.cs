using AesniCheck.Injection;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>
/// The faults that were put into one subject, and what came of them. Each sign is given to the fault that it can be a consequence of: a miscompare to
/// the last one in the thread that saw it, and nothing to a fault in another process. What no fault explains is a false alarm. For one thread, but for
/// the counts.
/// </summary>
/// <param name="subject">The subject.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialLog(string subject, TimeProvider clock)
{
    // A worker that has no CPU meanwhile sees a fault late, and not before its next turn; one that is not seen by then is no more. One that is seen is
    // waited for until it is explained.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly List<OpenTrial> _open = [];
    private readonly List<SelfTestTrial> _closed = [];
    private readonly List<Finding> _falseAlarms = [];
    private readonly HashSet<(int Process, string Miscompare)> _strays = [];
    private bool _isQuiet;
    private int _injected;
    private int _seen;

    /// <summary>The faults that nothing more is expected of.</summary>
    public IReadOnlyList<SelfTestTrial> Trials => _closed;

    /// <summary>What was found with no fault to explain it.</summary>
    public IReadOnlyList<Finding> FalseAlarms => _falseAlarms;

    /// <summary>The last fault; null where there is none that something may still come of.</summary>
    public OpenTrial? Last => _open.Count > 0 ? _open[^1] : null;

    /// <summary>Whether something that was seen has not been explained yet: a worker is busy with that, and no fault should come in between.</summary>
    public bool IsExplaining => _open.Exists(trial => trial.IsSeen && !trial.IsExplained);

    /// <summary>The faults so far. Thread-safe.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <summary>Those of them that were seen. Thread-safe.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Takes note of a fault.</summary>
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

    /// <summary>Takes what the supervisor came to know.</summary>
    public void Take(FaultSign sign)
    {
        List<OpenTrial> open = _open.FindAll(trial => trial.ProcessId == sign.ProcessId);
        OpenTrial? last = open.Count > 0 ? open[^1] : null;
        OpenTrial? trial = sign switch
        {
            { Miscompare: { } miscompare } => _isQuiet ? null : open.FindLast(trial => trial.Timestamp <= sign.Timestamp && trial.IsIn(miscompare.ThreadId)),
            { MiscompareId: { } id } => open.FindLast(trial => trial.Knows(id)) ?? (_strays.Remove((sign.ProcessId, id)) && IsOfMemory(sign.Finding!) ? last : null),

            // A process that ends by itself as if all were well has lost its last word: no damage to it does that.
            { Finding.Process.ExitCode: 0 } => null,
            _ => last,
        };

        bool wasSeen = trial?.IsSeen != false;
        trial?.Add(sign);
        Volatile.Write(ref _seen, _seen + (wasSeen ? 0 : 1));
        if (sign.Miscompare is { } seen && trial is null)
        {
            // It becomes a finding, sooner or later.
            _strays.Add((sign.ProcessId, seen.Id));
        }
        else if (sign.Finding is not null && trial is null or { Kind: FaultKind.None })
        {
            _falseAlarms.Add(sign.Finding!);
        }
    }

    /// <summary>Nothing more was seen for long: what workers see from now on is no consequence of a fault.</summary>
    public void BeQuiet() => _isQuiet = true;

    /// <summary>The supervisor has ended: nothing more comes of any fault.</summary>
    public void CloseAll() => Close(_open.Count);

    /// <summary>Whether it says that memory is damaged, which all workers share.</summary>
    private static bool IsOfMemory(Finding finding) => finding.Verdict is Verdict.Memory or Verdict.Reference;

    private void Close(int count)
    {
        _closed.AddRange(_open.Take(count).Select(trial => trial.ToTrial()));
        _open.RemoveRange(0, count);
    }
}
