using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports;

/// <summary>Machines that share a trait.</summary>
/// <param name="Trait">The trait, such as <c>kernel</c>.</param>
/// <param name="Value">The value of the trait.</param>
/// <param name="Machines">The machines.</param>
/// <param name="Effects">
/// How often they are faulty, compared with all other machines: first with any verdict, then with each verdict that a machine of the group has. Empty if there
/// is nothing to compare with.
/// </param>
public sealed record FleetGroup(string Trait, string Value, IReadOnlyList<FleetMachine> Machines, IReadOnlyList<GroupEffect> Effects)
{
    /// <summary>The number of its faulty machines.</summary>
    public int Faulty => Machines.Count(machine => machine.IsFaulty);

    /// <summary>The number of its healthy machines.</summary>
    public int Healthy => Machines.Count(machine => machine.IsHealthy);

    /// <summary>The number of its machines that are faulty or healthy.</summary>
    public int Counted => Faulty + Healthy;

    /// <summary>Whether it fails more often than by chance, with any verdict or with one.</summary>
    public bool IsSignificant => Effects.Any(effect => effect.IsSignificant);
}

/// <summary>How often the machines of a group are faulty, compared with all other machines.</summary>
/// <param name="Verdict">The verdict; null for any.</param>
/// <param name="Inside">The machines of the group with that verdict.</param>
/// <param name="CountedInside">The machines of the group that are faulty or healthy.</param>
/// <param name="Outside">The other machines with that verdict.</param>
/// <param name="CountedOutside">The other machines that are faulty or healthy.</param>
/// <param name="Probability">The probability that chance alone gives the group as many such machines, or more.</param>
/// <param name="CorrectedProbability">The same, corrected for the number of groups and verdicts; 1 for fewer than two machines.</param>
public sealed record GroupEffect(Verdict? Verdict, int Inside, int CountedInside, int Outside, int CountedOutside, double Probability, double CorrectedProbability)
{
    /// <summary>If the corrected probability is below this, the group fails more often than by chance.</summary>
    public const double Significance = 0.05;

    /// <summary>Whether the group fails more often than by chance.</summary>
    public bool IsSignificant => CorrectedProbability < Significance;
}

/// <summary>Makes the groups of a fleet. A machine counts if it is faulty or healthy.</summary>
internal static class FleetGroups
{
    /// <summary>Returns the groups, by trait.</summary>
    public static IReadOnlyList<FleetGroup> Of(IReadOnlyList<FleetMachine> machines)
    {
        FleetMachine[] counted = [.. machines.Where(machine => machine.IsCounted)];
        Verdict?[] verdicts = [null, .. counted.SelectMany(machine => machine.Verdicts).Distinct().Order()];
        (string Trait, string Value, FleetMachine[] Machines, bool IsTested)[] groups =
        [
            .. from trait in Fleet.Traits
               let alike = machines.GroupBy(machine => trait.Of(machine.Host)).Select(members => (members.Key, Machines: members.ToArray())).ToArray()
               let canCompare = alike.Count(some => some.Machines.Any(machine => machine.IsCounted)) > 1
               from some in alike
               select (trait.Name, some.Key, some.Machines, canCompare && some.Machines.Any(machine => machine.IsCounted)),
        ];
        var numbers = counted.Index().ToDictionary(machine => (object)machine.Item, machine => machine.Index, ReferenceEqualityComparer.Instance);
        var test = new GroupTest(
            [.. groups.Select(group => group.IsTested ? group.Machines.Where(machine => machine.IsCounted).Select(machine => numbers[machine]).ToArray() : [])],
            [.. counted.Select(machine => verdicts.Index().Where(verdict => Has(machine, verdict.Item)).Aggregate(0, (bits, verdict) => bits | 1 << verdict.Index))],
            verdicts.Length);
        FleetGroup[] compared = [.. groups.Select((group, number) => new FleetGroup(group.Trait, group.Value, group.Machines, group.IsTested ? Effects(number) : []))];
        return
        [
            .. from trait in Fleet.Traits
               from some in compared.Where(some => some.Trait == trait.Name).OrderBy(some => some.Effects.Select(effect => effect.Probability).DefaultIfEmpty(2).Min())
                   .ThenByDescending(some => some.Machines.Count).ThenBy(some => some.Value, StringComparer.Ordinal)
               select some,
        ];

        GroupEffect[] Effects(int number) =>
        [
            .. from verdict in verdicts.Index()
               let inside = groups[number].Machines.Count(machine => machine.IsCounted && Has(machine, verdict.Item))
               where verdict.Item is null || inside > 0
               let countedInside = groups[number].Machines.Count(machine => machine.IsCounted)
               let probability = test.Probability(number, verdict.Index, inside)
               select new GroupEffect(
                   verdict.Item,
                   inside,
                   countedInside,
                   counted.Count(machine => Has(machine, verdict.Item)) - inside,
                   counted.Length - countedInside,
                   probability,
                   inside < GroupTest.LeastAffected ? 1 : test.Corrected(probability)),
        ];
    }

    /// <summary>
    /// Returns whether a group still fails more often than by chance if another one is taken into account: among the machines of that one, or among all others.
    /// </summary>
    /// <param name="machines">All machines of the fleet.</param>
    /// <param name="group">The group.</param>
    /// <param name="other">A group by another trait, which fails more often.</param>
    /// <param name="verdict">The verdict; null for any.</param>
    public static bool IsBeyond(IReadOnlyList<FleetMachine> machines, FleetGroup group, FleetGroup other, Verdict? verdict)
    {
        HashSet<FleetMachine> others = new(other.Machines, ReferenceEqualityComparer.Instance);
        HashSet<FleetMachine> own = new(group.Machines, ReferenceEqualityComparer.Instance);
        return Probability(inOther: true) < GroupEffect.Significance || Probability(inOther: false) < GroupEffect.Significance;

        double Probability(bool inOther)
        {
            FleetMachine[] inside = [.. own.Where(machine => machine.IsCounted && others.Contains(machine) == inOther)];
            FleetMachine[] outside = [.. machines.Where(machine => machine.IsCounted && !own.Contains(machine) && others.Contains(machine) == inOther)];
            int faultyInside = inside.Count(machine => Has(machine, verdict));
            int faultyOutside = outside.Count(machine => Has(machine, verdict));
            return FisherExact.OneSided(faultyInside, inside.Length - faultyInside, faultyOutside, outside.Length - faultyOutside);
        }
    }

    private static bool Has(FleetMachine machine, Verdict? verdict) => verdict is { } one ? machine.Verdicts.Contains(one) : machine.IsFaulty;
}
