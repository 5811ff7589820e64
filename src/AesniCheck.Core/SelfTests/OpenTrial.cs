using AesniCheck.Injection;
using AesniCheck.Probes;
using AesniCheck.Records;

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
    // As many as a record should have to hold of one fault.
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

    /// <summary>Whether there is a finding of it.</summary>
    public bool IsFound => _findings > 0;

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

    /// <summary>Takes note that registers of the same thread were changed once more.</summary>
    public void AddAgain(InjectedFault again)
    {
        if (_changes.Count < MaximumChanges)
        {
            _changes.AddRange(again.Changes);
        }
    }

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
        if (IsWrong(sign.Finding!.Verdict) && fault.Kind != FaultKind.None && _wrong.Count < MaximumWrongFindings)
        {
            _wrong.Add(new WrongFinding(sign.Finding.Verdict, sign.Finding.Explanation));
        }

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

    /// <summary>Registers were changed, and nothing else: whoever is told to replace a CPU, the runtime or a library does so for nothing.</summary>
    private static bool IsWrong(Verdict verdict) => verdict is Verdict.CpuPersistent or Verdict.CpuSporadic or Verdict.Runtime or Verdict.Library;
}
