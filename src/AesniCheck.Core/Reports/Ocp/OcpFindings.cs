using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Ocp;

/// <summary>
/// Reports findings as diagnoses. A CPU that is always wrong would fill the disk: of findings with the same probe, CPU and verdict only the first hundred are
/// reported as they arrive, at most ten thousand in all, and the rest as one diagnosis with their count at the end. Not thread-safe.
/// </summary>
/// <param name="stepOf">Returns the step of a probe, and begins it if there is none.</param>
internal sealed class OcpFindings(Func<string, OcpStep> stepOf)
{
    private const int MaximumFindings = 10_000;
    private const int MaximumAlike = 100;

    private readonly Dictionary<(string Probe, int? Cpu, Verdict Verdict), int> _reported = [];
    private int _count;

    /// <summary>Reports a finding, or leaves it for the end.</summary>
    public void Tell(Finding finding)
    {
        var kind = (finding.Probe, finding.Cpu, finding.Verdict);
        int reported = _reported.GetValueOrDefault(kind);
        if (reported < MaximumAlike && _count < MaximumFindings)
        {
            _reported[kind] = reported + 1;
            _count++;
            Diagnose(kind, string.Join(' ', [.. finding.Explanation, $"Seen at {Times.Rfc3339(finding.Time)}."]));
        }
    }

    /// <summary>Reports the number of findings of a run that have not been reported, so that none is lost.</summary>
    public void ReportRest(RunRecord record)
    {
        foreach (var alike in record.CountedFindings.GroupBy(folded => (folded.Probe, folded.Cpu, folded.Verdict)))
        {
            long count = alike.Total(folded => folded.Count);
            int reported = _reported.GetValueOrDefault(alike.Key);
            if (count > reported)
            {
                Diagnose(alike.Key, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count - reported:N0} {(reported > 0 ? "more " : "")}of this kind{(reported > 0 ? "" : " in all")}, which were only counted. The first of all of them was seen at {Times.Rfc3339(alike.Min(folded => folded.First))}, the last at {Times.Rfc3339(alike.Max(folded => folded.Last))}."));
            }
        }
    }

    private void Diagnose((string Probe, int? Cpu, Verdict Verdict) kind, string message) =>
        stepOf(kind.Probe).Diagnose(OcpDiagnosisType.Fail, EnumWord.Of(kind.Verdict), message, kind.Cpu);
}
