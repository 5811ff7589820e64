using AesniCheck.Injection;
using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.SelfTests;

/// <summary>An injected fault, and its signs so far. Not thread-safe.</summary>
/// <param name="subject">The subject into which it was injected.</param>
/// <param name="fault">The fault.</param>
/// <param name="timestamp">The clock's timestamp of the injection.</param>
/// <param name="processId">The worker process.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpenTrial(string subject, InjectedFault fault, long timestamp, int processId, TimeProvider clock)
{
    private readonly HashSet<string> _miscompares = [];
    // The most that a record should hold of one fault.
    private const int MaximumChanges = 256;
    private const int MaximumWrongFindings = 16;

    private readonly HashSet<string> _unexplained = [];
    private readonly List<RegisterChange> _changes = [.. fault.Changes];
    private readonly List<WrongFinding> _wrong = [];
    private FaultSign? _first;
    private Finding? _finding;
    private int _findings;

    /// <summary>The kind of the fault.</summary>
    public FaultKind Kind => fault.Kind;

    /// <summary>The fault.</summary>
    public InjectedFault Fault => fault;

    /// <summary>Whether it has led to a finding.</summary>
    public bool IsFound => _findings > 0;

    /// <summary>The clock's timestamp of the injection.</summary>
    public long Timestamp => timestamp;

    /// <summary>The worker process into which it was injected.</summary>
    public int ProcessId => processId;

    /// <summary>Whether there is a sign of it.</summary>
    public bool IsSeen => _first is not null;

    /// <summary>Whether all its signs have been explained.</summary>
    public bool IsExplained => IsSeen && _unexplained.Count == 0;

    /// <summary>The time from the injection to the first sign; null if there is none.</summary>
    public TimeSpan? Latency => _first is { } first ? clock.GetElapsedTime(timestamp, first.Timestamp) : null;

    /// <summary>Returns whether registers of a thread were changed by the fault.</summary>
    public bool IsIn(int thread) => thread == fault.ThreadId || (fault.Kind == FaultKind.SwapThreads && thread == fault.OtherThreadId);

    /// <summary>Returns whether a miscompare is a sign of the fault.</summary>
    public bool Knows(string miscompareId) => _miscompares.Contains(miscompareId);

    /// <summary>Records a further change of registers of the same thread.</summary>
    public void AddAgain(InjectedFault again)
    {
        if (_changes.Count < MaximumChanges)
        {
            _changes.AddRange(again.Changes);
        }
    }

    /// <summary>Adds a sign of the fault.</summary>
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
        if (IsWrong(sign.Finding!.Verdict) && fault.Kind != FaultKind.None && _wrong.Count < MaximumWrongFindings)
        {
            _wrong.Add(new WrongFinding(sign.Finding.Verdict, sign.Finding.Explanation));
        }

        if (sign.MiscompareId is not null)
        {
            _unexplained.Remove(sign.MiscompareId);
        }

        // The trial reports the finding that belongs to the first sign.
        if (_finding is null || (sign.MiscompareId is not null && sign.MiscompareId == _first.Value.MiscompareId))
        {
            _finding = sign.Finding;
        }
    }

    /// <summary>Returns the trial as it stands.</summary>
    public SelfTestTrial ToTrial() => new(subject, fault with { Changes = [.. _changes] }, _first is { } first ? Describe(first) : null);

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
            _findings + _unexplained.Count)
        {
            WrongFindings = _wrong.Count > 0 ? [.. _wrong] : null,
        };
    }

    /// <summary>Returns whether a verdict is wrong: only registers were changed, so replacing a CPU, the runtime or a library would be in vain.</summary>
    private static bool IsWrong(Verdict verdict) => verdict is Verdict.CpuPersistent or Verdict.CpuSporadic or Verdict.Runtime or Verdict.Library;
}
