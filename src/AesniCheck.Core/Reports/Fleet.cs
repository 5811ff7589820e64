using AesniCheck.Basics;
using AesniCheck.Host;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Runs of many machines, and what the faulty ones of them have in common.</summary>
/// <param name="Machines">The machines, worst first.</param>
/// <param name="Groups">The groups of machines that are alike in one trait, by trait; in each those first that fail most beyond chance.</param>
public sealed record Fleet(IReadOnlyList<FleetMachine> Machines, IReadOnlyList<FleetGroup> Groups)
{
    /// <summary>A group whose corrected p value is under it fails more than chance would have it.</summary>
    public const double Significance = 0.05;

    private static readonly (string Name, Func<HostInfo, string> Of)[] Traits =
    [
        ("CPU model", host => host.Cpu.Model),
        ("microcode", host => host.Cpu.Microcode),
        ("hypervisor", host => $"{host.Hypervisor.Name}, {host.Hypervisor.Cloud}"),
        ("kernel", host => host.Kernel.Release),
    ];

    /// <summary>
    /// How many groups were tested: those that have a machine that counts, and of whose trait there are two such groups at least. Groups of the very same
    /// machines are one.
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
                    [.. runs.OrderByDescending(run => FleetMachine.BadnessOf(run.Outcome)).ThenByDescending(run => run.FindingCount).ThenBy(run => run.StartedAt)]))
                .OrderByDescending(machine => FleetMachine.BadnessOf(machine.Outcome)).ThenByDescending(machine => machine.FindingCount)
                .ThenBy(machine => Identity(machine.Host), StringComparer.Ordinal),
        ];
        return new Fleet(machines, GroupsOf(machines));
    }

    /// <summary>Runs of machines that are alike in all of it are runs of one machine.</summary>
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

        // The very same machines under another name are no further test.
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
/// <param name="Host">What it is.</param>
/// <param name="Runs">Its runs, worst first; one or more.</param>
public sealed record FleetMachine(HostInfo Host, IReadOnlyList<RunRecord> Runs)
{
    /// <summary>Its outcome: the worst of its runs.</summary>
    public Outcome Outcome => Runs[0].Outcome;

    /// <summary>Whether one of its runs had a finding.</summary>
    public bool IsFaulty => Outcome == Outcome.Fault;

    /// <summary>Whether all its runs passed. One that is neither healthy nor faulty counts for nothing.</summary>
    public bool IsHealthy => Outcome == Outcome.Pass;

    /// <summary>All findings of its runs.</summary>
    public long FindingCount => Runs.Total(run => run.FindingCount);

    /// <summary>How bad an outcome is: what says most against a machine is most.</summary>
    internal static int BadnessOf(Outcome outcome) => outcome switch
    {
        Outcome.Fault => 3,
        Outcome.Inconclusive => 2,
        Outcome.Unsupported => 1,
        _ => 0,
    };
}

/// <summary>Machines that are alike in one trait.</summary>
/// <param name="Trait">The trait, such as <c>kernel</c>.</param>
/// <param name="Value">What it is on them.</param>
/// <param name="Machines">The machines.</param>
public sealed record FleetGroup(string Trait, string Value, IReadOnlyList<FleetMachine> Machines)
{
    /// <summary>Its faulty machines.</summary>
    public int Faulty => Machines.Count(machine => machine.IsFaulty);

    /// <summary>Its healthy machines.</summary>
    public int Healthy => Machines.Count(machine => machine.IsHealthy);

    /// <summary>Its machines that are one or the other.</summary>
    public int Counted => Faulty + Healthy;

    /// <summary>The probability that chance alone gives it as many faulty machines, or more; null where there is nothing to compare it with.</summary>
    public double? Probability { get; init; }

    /// <summary>The same, corrected for how many groups were tested.</summary>
    public double? CorrectedProbability { get; init; }

    /// <summary>Which of the fleet's machines that count are in it: the same text for the same machines.</summary>
    internal string Members { get; init; } = "";

    /// <summary>Whether it fails more than chance would have it.</summary>
    public bool FailsBeyondChance => CorrectedProbability < Fleet.Significance;
}
