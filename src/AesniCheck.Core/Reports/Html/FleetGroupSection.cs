using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>The section on common traits of the faulty machines: a chart of the groups, which of them fail more often than by chance, and the method.</summary>
internal static class FleetGroupSection
{
    public const string Name = "groups";

    // The number of random reassignments does not resolve much smaller values.
    private const double LeastCorrected = 0.001;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, Fleet fleet)
    {
        using (html.In("section", ("aria-labelledby", Name)))
        {
            html.Line("h2", "Groups of machines", ("id", Name));
            FleetChart.Write(html, fleet);
            HtmlTable.Write(
                html,
                "Machines that share a trait, compared with all others",
                [
                    new Column("trait"), Column.OfLists("value"), Column.OfText("verdict"),
                    .. Column.OfNumbers("here", "rate, with 95 % interval", "elsewhere", "rate", "p", "p, corrected"), Column.OfText("beyond chance"),
                ],
                fleet.Groups.Where(group => group.Counted > 0).SelectMany(RowsOf));
            html.Line("p", Method, ("class", "muted"));
        }
    }

    /// <summary>Returns the result in a sentence or two.</summary>
    public static string Sentence(Fleet fleet)
    {
        int faulty = fleet.Machines.Count(machine => machine.IsFaulty);
        int healthy = fleet.Machines.Count(machine => machine.IsHealthy);
        (FleetGroup[] Groups, GroupEffect Effect)[] unusual =
        [
            .. from fleetGroup in fleet.Groups
               where fleetGroup.IsSignificant
               group fleetGroup by Members(fleet, fleetGroup) into same
               let strongest = Strongest(same.First())
               orderby strongest.CorrectedProbability, strongest.Probability
               select (same.ToArray(), strongest),
        ];
        return faulty + healthy == 0 ? "No run of these machines passed or failed: their traits can't be compared."
            : faulty == 0 ? "All machines that passed or failed are healthy: their traits are not compared."
            : healthy == 0 ? "All machines that passed or failed are faulty: a comparison needs healthy machines too."
            : faulty == 1 ? "Only one machine is faulty: a common trait needs at least two."
            : fleet.Groups.All(group => group.Effects.Count == 0) ? "All machines that passed or failed have the same CPU model, microcode, hypervisor and kernel: a comparison needs groups that differ."
            : unusual.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"No group fails more often than by chance, as far as {faulty} faulty and {healthy} healthy machines can tell.")
            : Accuse(fleet, unusual);
    }

    /// <summary>Returns a remark on host names that may mislead: one of several machines, or several of one machine. Null if there are none.</summary>
    public static string? Names(Fleet fleet)
    {
        int several = fleet.Machines.GroupBy(machine => machine.Host.Name).Count(same => same.Count() > 1);
        int mixed = fleet.Machines.Count(machine => machine.Runs.DistinctBy(run => run.Outcome).Count() > 1);
        string[] remarks =
        [
            .. several > 0 ? [$"{Quantities.Of(several, "host name")} {(several == 1 ? "stands" : "stand")} for several machines here, since CPU model, microcode, hypervisor or kernel differ: if these are one machine, the comparison counts it more than once."] : Array.Empty<string>(),
            .. mixed > 0 ? [$"{Quantities.Of(mixed, "machine")} had runs with different outcomes: if these are clones with the same host name, give them different ones."] : Array.Empty<string>(),
        ];
        return remarks.Length == 0 ? null : string.Join(' ', remarks);
    }

    /// <summary>Names the groups that fail more often than by chance; apart from them, those that do so only because their machines are of another such group.</summary>
    private static string Accuse(Fleet fleet, (FleetGroup[] Groups, GroupEffect Effect)[] unusual)
    {
        List<(FleetGroup[] Groups, GroupEffect Effect)> own = [];
        List<FleetGroup> through = [];
        foreach ((FleetGroup[] groups, GroupEffect effect) in unusual)
        {
            if (own.Exists(other => groups[0].Trait != other.Groups[0].Trait && !FleetGroups.IsBeyond(fleet.Machines, groups[0], other.Groups[0], effect.Verdict)))
            {
                through.AddRange(groups);
            }
            else
            {
                own.Add((groups, effect));
            }
        }

        string[] sentences =
        [
            $"Faulty more often than by chance: {string.Join("; ", own.Select(of => Describe(of.Groups, of.Effect)))}.",
            .. own.Exists(of => of.Groups.Length > 1) ? ["Traits that are joined by 'or' belong to the same machines, so this fleet can't show which of them matters."] : Array.Empty<string>(),
            .. through.Count > 0 ? [$"Only because of these machines also: {string.Join(", ", through.Select(group => $"{group.Trait} {PageWords.Name(group.Value)}"))}."] : Array.Empty<string>(),
        ];
        return string.Join(' ', sentences);
    }

    /// <summary>Returns the effect with the smallest p. Of two equal ones, that with a verdict says more.</summary>
    private static GroupEffect Strongest(FleetGroup group) => group.Effects.OrderBy(effect => effect.Probability * (effect.Verdict is null ? 1 + 1e-9 : 1)).First();

    /// <summary>Returns the machines that count in a group, as text.</summary>
    private static string Members(Fleet fleet, FleetGroup group)
    {
        var members = new HashSet<FleetMachine>(group.Machines.Where(machine => machine.IsCounted), ReferenceEqualityComparer.Instance);
        return string.Join(' ', fleet.Machines.Index().Where(machine => members.Contains(machine.Item)).Select(machine => PageWords.Number(machine.Index)));
    }

    private static string Describe(FleetGroup[] same, GroupEffect effect) => string.Create(
        CultureInfo.InvariantCulture,
        $"machines with {string.Join(" or ", same.Select(group => $"{group.Trait} {PageWords.Name(group.Value)}"))} ({(effect.Verdict is { } verdict ? EnumWord.Of(verdict) : "any verdict")} on {effect.Inside} of {effect.CountedInside}, elsewhere on {effect.Outside} of {effect.CountedOutside}, corrected p {(effect.CorrectedProbability < LeastCorrected ? "" : "= ")}{CorrectedText(effect.CorrectedProbability)})");

    private static IEnumerable<Row> RowsOf(FleetGroup group) => group.Effects.Count == 0
        ? [new Row([group.Trait, PageWords.Name(group.Value), "any", Of(group.Faulty, group.Counted), Interval(group.Faulty, group.Counted), "–", "–", "–", "–", "nothing to compare"])]
        : Shown(group).Select(effect => new Row(
            [
                group.Trait,
                PageWords.Name(group.Value),
                effect.Verdict is { } verdict ? EnumWord.Of(verdict) : "any",
                Of(effect.Inside, effect.CountedInside),
                Interval(effect.Inside, effect.CountedInside),
                Of(effect.Outside, effect.CountedOutside),
                Rate(effect.Outside, effect.CountedOutside),
                ProbabilityText(effect.Probability),
                CorrectedText(effect.CorrectedProbability),
                effect.IsSignificant ? "✗ yes" : "no",
            ],
            effect.IsSignificant ? "worse" : null));

    /// <summary>Leaves out the row for any verdict if all its machines have the same one.</summary>
    private static IEnumerable<GroupEffect> Shown(FleetGroup group) =>
        group.Effects is [{ } any, { } only] && any.Inside == only.Inside && any.Outside == only.Outside ? [only] : group.Effects;

    private static string Of(int count, int all) => $"{Quantities.Count(count)} of {Quantities.Count(all)}";

    private static string Rate(int count, int all) => all == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / all:0} %");

    private static string Interval(int count, int all)
    {
        if (all == 0)
        {
            return "–";
        }

        WilsonInterval interval = WilsonInterval.Of(count, all);
        return string.Create(CultureInfo.InvariantCulture, $"{Rate(count, all)} ({100 * interval.Low:0} to {100 * interval.High:0} %)");
    }

    private static string CorrectedText(double p) => p < LeastCorrected ? "< 0.001" : ProbabilityText(p);

    private static string ProbabilityText(double p) => p < 0.001 ? Quantities.Scientific(p) : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Method => string.Create(
        CultureInfo.InvariantCulture,
        $"How this was decided. A machine is faulty if any of its runs had a finding, and healthy if all of them passed; all others count as neither. "
            + $"The interval of a rate is Wilson's. p is the probability that chance alone would give a group as many machines with that verdict as it has, or more "
            + $"(Fisher's exact test, one-sided, the group against all other machines that count). With many groups and verdicts, some p is small by chance. The corrected p is the share of fleets "
            + $"with as small a p anywhere, if the same verdicts are dealt to the machines at random some thousand times (Westfall and Young). A group fails beyond chance if that is below {GroupEffect.Significance:0.00}; "
            + $"a single machine never makes a group. A small p does not name the cause: it says where to look first.");
}
