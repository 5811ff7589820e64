using AesniCheck.Arbitration;
using AesniCheck.Injection;
using AesniCheck.Probes;

namespace AesniCheck.SelfTests;

/// <summary>A fault that has been injected, and what is seen of it. For one thread.</summary>
/// <param name="subject">What it was put into.</param>
/// <param name="fault">The fault.</param>
/// <param name="timestamp">The clock's timestamp of the injection.</param>
/// <param name="processId">The worker process.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpenTrial(string subject, InjectedFault fault, long timestamp, int processId, TimeProvider clock)
{
    private readonly HashSet<string> _miscompares = [];
    private readonly HashSet<string> _unexplained = [];
    private FaultSign? _first;
    private Finding? _finding;
    private int _findings;

    /// <summary>The kind of the fault.</summary>
    public FaultKind Kind => fault.Kind;

    /// <summary>The clock's timestamp of the injection.</summary>
    public long Timestamp => timestamp;

    /// <summary>The worker process that it was put into.</summary>
    public int ProcessId => processId;

    /// <summary>Whether there is a sign of it.</summary>
    public bool IsSeen => _first is not null;

    /// <summary>Whether all that was seen has been explained.</summary>
    public bool IsExplained => IsSeen && _unexplained.Count == 0;

    /// <summary>The time from the injection to its first sign; null where there is none.</summary>
    public TimeSpan? Latency => _first is { } first ? clock.GetElapsedTime(timestamp, first.Timestamp) : null;

    /// <summary>Whether registers of that thread were changed.</summary>
    public bool IsIn(int thread) => thread == fault.ThreadId || (fault.Kind == FaultKind.SwapThreads && thread == fault.OtherThreadId);

    /// <summary>Whether that miscompare is a sign of it.</summary>
    public bool Knows(string miscompareId) => _miscompares.Contains(miscompareId);

    /// <summary>Takes a sign of it.</summary>
    public void Add(FaultSign sign)
    {
        _first ??= sign;
        if (sign.Miscompare is not null)
        {
            _miscompares.Add(sign.Miscompare.Id);
            _unexplained.Add(sign.Miscompare.Id);
            return;
        }

        _findings++;
        if (sign.MiscompareId is not null)
        {
            _unexplained.Remove(sign.MiscompareId);
        }

        // What is told is what was said of the first sign.
        if (_finding is null || (sign.MiscompareId is not null && sign.MiscompareId == _first.Value.MiscompareId))
        {
            _finding = sign.Finding;
        }
    }

    /// <summary>What has come of it so far.</summary>
    public SelfTestTrial ToTrial() => new(subject, fault, _first is { } first ? Describe(first) : null);

    private Sighting Describe(FaultSign first)
    {
        Miscompare? miscompare = first.Miscompare;
        return new Sighting(
            Latency!.Value.TotalMilliseconds,
            _finding?.Probe ?? miscompare?.Probe ?? "",
            _finding?.Verdict ?? Verdict.Unexplained,
            _finding is null ? miscompare?.Cpu : _finding.Cpu,
            miscompare?.ThreadId,
            _finding?.Explanation ?? [],
            _findings + _unexplained.Count);
    }
}
