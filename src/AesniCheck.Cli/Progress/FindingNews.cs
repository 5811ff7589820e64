using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;

namespace AesniCheck.Cli.Progress;

/// <summary>Reports findings to the user as they arrive: announces the first of each kind, and collects the CPUs of all. Not thread-safe.</summary>
internal sealed class FindingNews
{
    // A CPU that is always wrong produces thousands of findings, and a broken machine has many such CPUs.
    private const int MaximumAnnounced = 20;

    private readonly HashSet<int> _cpus = [];
    private readonly HashSet<(string Probe, int? Cpu, Verdict Verdict)> _kinds = [];
    private int _taken;
    private Finding? _last;

    /// <summary>The CPUs with findings.</summary>
    public IReadOnlySet<int> Cpus => _cpus;

    /// <summary>Takes the findings since the last call, and returns the announcements for new kinds.</summary>
    public IReadOnlyList<string> Take(RunProgress progress)
    {
        var lines = new List<string>();
        for (; _taken < progress.Explained.Count; _taken++)
        {
            Finding finding = progress.Explained[_taken];
            _last = finding;
            if (finding.Cpu is { } cpu)
            {
                _cpus.Add(cpu);
            }

            if (_kinds.Add((finding.Probe, finding.Cpu, finding.Verdict)) && _kinds.Count <= MaximumAnnounced + 1)
            {
                lines.Add(_kinds.Count <= MaximumAnnounced
                    ? string.Create(CultureInfo.InvariantCulture, $"finding {_taken + 1}, {Quantities.Time(progress.Elapsed)}: {Describe(finding)}")
                    : "more kinds of findings: they are counted, and reported at the end");
            }
        }

        return lines;
    }

    /// <summary>Returns the number of findings and the last one, in texts of decreasing length.</summary>
    public string[] Summaries(long count)
    {
        string number = count == 0 ? "no finding" : Quantities.Of(count, "finding");
        return _last is null ? [number] : [$"{number}, the last: {Describe(_last)}", $"{number}: {EnumWord.Of(_last.Verdict)}", number];
    }

    private static string Describe(Finding finding)
    {
        string cpu = finding.Cpu is { } number ? string.Create(CultureInfo.InvariantCulture, $" on CPU {number}") : "";
        return $"{EnumWord.Of(finding.Verdict)}{cpu}, probe {finding.Probe}";
    }
}
