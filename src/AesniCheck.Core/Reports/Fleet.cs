using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Runs of many machines, and the traits that the faulty machines have in common.</summary>
/// <param name="Machines">The machines, worst first.</param>
/// <param name="Groups">The groups of machines that share a trait, by trait; within a trait, those that fail most beyond chance come first.</param>
public sealed record Fleet(IReadOnlyList<FleetMachine> Machines, IReadOnlyList<FleetGroup> Groups)
{
    /// <summary>A group whose corrected p value is below this fails more often than by chance.</summary>
    public const double Significance = 0.05;

    private static readonly (string Name, Func<HostInfo, string> Of)[] Traits =
    [
        ("CPU model", host => host.Cpu.Model),
        ("microcode", host => host.Cpu.Microcode),
        ("hypervisor", host => $"{host.Hypervisor.Name}, {host.Hypervisor.Cloud}"),
        ("kernel", host => host.Kernel.Release),
    ];

    /// <summary>
    /// The number of tested groups. A group is tested if it has a machine that counts and its trait has at least two such groups. Groups of exactly the same
    /// machines count as one.
    /// </summary>
    public int TestedGroups => Groups.Where(group => group.Probability is not null).DistinctBy(group => group.Members).Count();

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
        return new Fleet(machines, GroupsOf(machines));
    }

    /// <summary>Returns the identity of a machine: runs with the same identity are runs of one machine.</summary>
    private static string Identity(HostInfo host) => string.Join('\n', Traits.Select(trait => trait.Of(host)).Prepend(host.Name));

    private static FleetGroup[] GroupsOf(FleetMachine[] machines)
    {
        int faulty = machines.Count(machine => machine.IsFaulty);
        int healthy = machines.Count(machine => machine.IsHealthy);
        var numbers = machines.Index().ToDictionary(machine => (object)machine.Item, machine => machine.Index, ReferenceEqualityComparer.Instance);
        FleetGroup[] groups =
        [
            .. from trait in Traits
               let alike = machines.GroupBy(machine => trait.Of(machine.Host)).Select(members => new FleetGroup(trait.Name, members.Key, [.. members])).ToArray()
               let isTested = alike.Count(some => some.Counted > 0) > 1
               from some in alike
               select some with
               {
                   Members = string.Join(',', some.Machines.Where(machine => machine.IsFaulty || machine.IsHealthy).Select(machine => numbers[machine])),
                   Probability = isTested && some.Counted > 0
                       ? FisherExact.OneSided(some.Faulty, some.Healthy, faulty - some.Faulty, healthy - some.Healthy)
                       : null,
               },
        ];

        // Exactly the same machines under another name are not a further test.
        FleetGroup[] different = [.. groups.Where(group => group.Probability is not null).DistinctBy(group => group.Members)];
        IReadOnlyList<double> corrected = FisherExact.Holm([.. different.Select(group => group.Probability!.Value)]);
        var byMembers = different.Zip(corrected).ToDictionary(pair => pair.First.Members, pair => pair.Second);
        FleetGroup[] tested = [.. groups.Select(group => group.Probability is null ? group : group with { CorrectedProbability = byMembers[group.Members] })];
        return
        [
            .. from trait in Traits
               from some in tested.Where(some => some.Trait == trait.Name).OrderBy(some => some.Probability ?? 2)
                   .ThenByDescending(some => some.Machines.Count).ThenBy(some => some.Value, StringComparer.Ordinal)
               select some,
        ];
    }
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

    /// <summary>Whether all its runs passed. A machine that is neither healthy nor faulty does not count.</summary>
    public bool IsHealthy => Outcome == Outcome.Pass;

    /// <summary>The number of findings of its runs.</summary>
    public long FindingCount => Runs.Total(run => run.FindingCount);

    /// <summary>Returns how bad an outcome is: the more it says against a machine, the higher.</summary>
    internal static int SeverityOf(Outcome outcome) => outcome switch
    {
        Outcome.Fault => 3,
        Outcome.Inconclusive => 2,
        Outcome.Unsupported => 1,
        _ => 0,
    };
}

/// <summary>Machines that share a trait.</summary>
/// <param name="Trait">The trait, such as <c>kernel</c>.</param>
/// <param name="Value">The value of the trait.</param>
/// <param name="Machines">The machines.</param>
public sealed record FleetGroup(string Trait, string Value, IReadOnlyList<FleetMachine> Machines)
{
    /// <summary>The number of its faulty machines.</summary>
    public int Faulty => Machines.Count(machine => machine.IsFaulty);

    /// <summary>The number of its healthy machines.</summary>
    public int Healthy => Machines.Count(machine => machine.IsHealthy);

    /// <summary>The number of its machines that are faulty or healthy.</summary>
    public int Counted => Faulty + Healthy;

    /// <summary>The probability that chance alone gives it as many faulty machines, or more; null if there is nothing to compare it with.</summary>
    public double? Probability { get; init; }

    /// <summary>The same, corrected for the number of tested groups.</summary>
    public double? CorrectedProbability { get; init; }

    /// <summary>The machines that count in this group: the same text for the same machines.</summary>
    internal string Members { get; init; } = "";

    /// <summary>Whether it fails more often than by chance.</summary>
    public bool IsSignificant => CorrectedProbability < Fleet.Significance;
}
