using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Runs of many machines, and the traits that the faulty machines have in common.</summary>
/// <param name="Machines">The machines, worst first.</param>
/// <param name="Groups">The groups of machines that share a trait, by trait; within a trait, those that fail most beyond chance come first.</param>
public sealed record Fleet(IReadOnlyList<FleetMachine> Machines, IReadOnlyList<FleetGroup> Groups)
{
    internal static readonly (string Name, Func<HostInfo, string> Of)[] Traits =
    [
        ("CPU model", host => host.Cpu.Model),
        ("microcode", host => host.Cpu.Microcode),
        ("hypervisor", host => host.Hypervisor.Description),
        ("kernel", host => host.Kernel.Release),
    ];

    /// <summary>Makes a fleet of runs.</summary>
    /// <param name="records">The runs, in any order.</param>
    public static Fleet Of(IReadOnlyList<RunRecord> records)
    {
        FleetMachine[] machines =
        [
            .. records.GroupBy(record => Identity(record.Host)).Select(runs => new FleetMachine(
                    runs.First().Host,
                    [.. runs.OrderByDescending(run => FleetMachine.SeverityOf(run.Outcome)).ThenByDescending(run => run.FindingCount).ThenBy(run => run.StartedAt)]))
                .OrderByDescending(machine => FleetMachine.SeverityOf(machine.Outcome)).ThenByDescending(machine => machine.FindingCount)
                .ThenBy(machine => Identity(machine.Host), StringComparer.Ordinal),
        ];
        return new Fleet(machines, FleetGroups.Of(machines));
    }

    /// <summary>Returns the identity of a machine: runs with the same identity are runs of one machine.</summary>
    private static string Identity(HostInfo host) => string.Join('\n', Traits.Select(trait => trait.Of(host)).Prepend(host.Name));
}

/// <summary>A machine of a fleet.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Runs">Its runs, worst first; at least one.</param>
public sealed record FleetMachine(HostInfo Host, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>Its outcome: the worst of its runs.</summary>
    public Outcome Outcome => Runs[0].Outcome;

    /// <summary>Whether one of its runs had a finding.</summary>
    public bool IsFaulty => Outcome == Outcome.Fault;

    /// <summary>Whether all its runs passed.</summary>
    public bool IsHealthy => Outcome == Outcome.Pass;

    /// <summary>Whether it is faulty or healthy. Other machines do not count in comparisons.</summary>
    public bool IsCounted => IsFaulty || IsHealthy;

    /// <summary>The number of findings of its runs.</summary>
    public long FindingCount => Runs.Total(run => run.FindingCount);

    /// <summary>The verdicts of its findings, in the order of their list.</summary>
    public IReadOnlyList<Verdict> Verdicts => field ??= [.. Runs.SelectMany(run => run.CountedFindings).Select(finding => finding.Verdict).Distinct().Order()];

    /// <summary>Returns how bad an outcome is: the more it says against a machine, the higher.</summary>
    internal static int SeverityOf(Outcome outcome) => outcome switch
    {
        Outcome.Fault => 3,
        Outcome.Inconclusive => 2,
        Outcome.Unsupported => 1,
        _ => 0,
    };
}
