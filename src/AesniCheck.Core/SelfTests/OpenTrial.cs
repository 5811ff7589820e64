using AesniCheck.Arbitration;
using AesniCheck.Injection;
using AesniCheck.Probes;

namespace AesniCheck.SelfTests;

/// <summary>A fault that has been injected, and what is seen of it until the next one. For one thread.</summary>
/// <param name="subject">What it was put into.</param>
/// <param name="fault">The fault.</param>
/// <param name="timestamp">The clock's timestamp of the injection.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpenTrial(string subject, InjectedFault fault, long timestamp, TimeProvider clock)
{
    private readonly HashSet<string> _unexplained = [];
    private FaultSign? _first;
    private Finding? _finding;
    private int _findings;

    /// <summary>The kind of the fault.</summary>
    public FaultKind Kind => fault.Kind;

    /// <summary>Whether there is a sign of it.</summary>
    public bool IsSeen => _first is not null;

    /// <summary>Whether all that was seen has been explained.</summary>
    public bool IsExplained => IsSeen && _unexplained.Count == 0;

    /// <summary>Takes a sign of it.</summary>
    public void Add(FaultSign sign)
    {
        _first ??= sign;
        if (sign.Miscompare is not null)
        {
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
            clock.GetElapsedTime(timestamp, first.Timestamp).TotalMilliseconds,
            _finding?.Probe ?? miscompare?.Probe ?? "",
            _finding?.Verdict ?? Verdict.Unexplained,
            _finding is null ? miscompare?.Cpu : _finding.Cpu,
            miscompare?.ThreadId,
            _finding?.Explanation ?? [],
            _findings + _unexplained.Count);
    }
}
