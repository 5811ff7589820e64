using AesniCheck.Probes;
using AesniCheck.Records;

namespace AesniCheck.Execution.Supervisor;

/// <summary>
/// Collects findings. A received miscompare is never lost: until it has been explained, it counts as unexplained.
/// A CPU that is wrong all the time makes more evidence than memory holds: of findings with the same probe, CPU and verdict
/// the first hundred are kept whole, ten thousand in all, and the rest are counted. Not thread-safe.
/// </summary>
/// <param name="observer">Notified of each finding as it comes; may be null.</param>
internal sealed class FindingLog(IRunObserver? observer = null)
{
    private const int KeptFindings = 10_000;
    private const int KeptAlike = 100;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<(string Probe, int? Cpu, Verdict Verdict), FoldedFindings> _folded = [];
    private readonly Dictionary<(string Probe, int? Cpu, Verdict Verdict, bool IsMalformed), int> _kept = [];
    private readonly Dictionary<string, Miscompare> _unexplained = [];
    private long _foldedCount;

    /// <summary>The findings so far, the unexplained miscompares included.</summary>
    public long Count => _findings.Count + _foldedCount + _unexplained.Count;

    /// <summary>The findings that are kept.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The findings that are only counted.</summary>
    public IReadOnlyList<FoldedFindings> Folded => [.. _folded.Values];

    /// <summary>Adds a miscompare that is yet to be explained.</summary>
    public void Add(Miscompare miscompare)
    {
        // A damaged process may use an id twice.
        if (_unexplained.Remove(miscompare.Id, out Miscompare? earlier))
        {
            AddUnexplained(earlier, "Another miscompare had the same id.");
        }

        _unexplained.Add(miscompare.Id, miscompare);
        observer?.Seen(miscompare);
    }

    /// <summary>Adds a finding, with the miscompare that it explains.</summary>
    public void Add(Finding finding, string? miscompareId = null)
    {
        observer?.Found(finding, miscompareId);
        if (miscompareId is not null && _unexplained.Remove(miscompareId, out Miscompare? evidence))
        {
            finding = finding with { Evidence = evidence };
        }

        (string, int?, Verdict) key = (finding.Probe, finding.Cpu, finding.Verdict);

        // Malformed events are counted apart, so that the end of the process is kept even after many of them.
        (string, int?, Verdict, bool) kind = (finding.Probe, finding.Cpu, finding.Verdict, finding.Process is { Garbage.Count: > 0 });
        int kept = _kept.GetValueOrDefault(kind);
        if (kept < KeptAlike && _findings.Count < KeptFindings)
        {
            _kept[kind] = kept + 1;
            _findings.Add(finding);
            return;
        }

        _foldedCount++;
        _folded[key] = _folded.TryGetValue(key, out FoldedFindings? folded)
            ? folded with { Count = folded.Count + 1, Last = finding.Time }
            : FoldedFindings.Of(finding);
    }

    /// <summary>Turns the remaining miscompares into unexplained findings, since the worker process has ended.</summary>
    public void CloseProcess()
    {
        foreach (Miscompare miscompare in _unexplained.Values.OrderBy(miscompare => miscompare.Time).ToList())
        {
            AddUnexplained(miscompare, Finding.NotAnalysed);
        }

        _unexplained.Clear();
    }

    private void AddUnexplained(Miscompare miscompare, string why) => Add(
        new Finding
        {
            Time = miscompare.Time,
            Probe = miscompare.Probe,
            Cpu = miscompare.Cpu,
            Verdict = Verdict.Unexplained,
            Explanation = [why],
            Evidence = miscompare,
        },
        miscompare.Id);
}
