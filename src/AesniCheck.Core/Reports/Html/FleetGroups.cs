using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>The section on common traits of faulty machines: the groups by trait, which of them fail more often than by chance, and the method.</summary>
internal static class FleetGroups
{
    /// <summary>Writes the tables.</summary>
    public static void Write(HtmlWriter html, Fleet fleet)
    {
        using (html.In("section", ("aria-labelledby", "groups")))
        {
            html.Line("h2", "Common traits of the faulty machines", ("id", "groups"));
            HtmlTable.Write(
                html,
                "Machines that share a trait, compared with all others",
                [new Column("trait"), Column.OfLists("value"), .. Column.OfNumbers("machines", "faulty", "healthy", "undecided", "faulty, with 95 % interval", "p", "p, corrected"), Column.OfText("beyond chance")],
                fleet.Groups.Select(RowOf));
            html.Line("p", Method(fleet), ("class", "muted"));
        }
    }

    /// <summary>Returns the result in a sentence or two.</summary>
    public static string Sentence(Fleet fleet)
    {
        int faulty = fleet.Machines.Count(machine => machine.IsFaulty);
        int healthy = fleet.Machines.Count(machine => machine.IsHealthy);
        FleetGroup[] unusual = [.. fleet.Groups.Where(group => group.IsSignificant).OrderBy(group => group.CorrectedProbability)];
        return faulty == 0 ? "No machine is faulty, so there are no common traits."
            : healthy == 0 ? "No machine is healthy, so the faulty ones can't be compared with healthy ones."
            : fleet.TestedGroups == 0 ? "All machines that count have the same CPU model, microcode, hypervisor and kernel, so there are no groups to compare."
            : unusual.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"No group fails more often than by chance, as far as {faulty} faulty and {healthy} healthy machines can tell.")
            : $"Faulty more often than by chance: {string.Join("; ", unusual.Select(Describe))}.{Confounded(unusual)}";
    }

    private static string Describe(FleetGroup group) => string.Create(
        CultureInfo.InvariantCulture, $"machines with {group.Trait} {group.Value} ({group.Faulty} of {group.Counted} are faulty, corrected p = {ProbabilityText(group.CorrectedProbability!.Value)})");

    /// <summary>Returns a remark if traits can't be distinguished because the same machines have them.</summary>
    private static string Confounded(FleetGroup[] unusual)
    {
        bool areSame = unusual.DistinctBy(group => group.Members).Count() < unusual.Length;
        return areSame ? " Some of these groups are exactly the same machines, so this fleet can't show which of those traits matters." : "";
    }

    private static Row RowOf(FleetGroup group)
    {
        string rate = "?";
        if (group.Counted > 0)
        {
            WilsonInterval interval = WilsonInterval.Of(group.Faulty, group.Counted);
            rate = string.Create(CultureInfo.InvariantCulture, $"{100.0 * group.Faulty / group.Counted:0} % ({100 * interval.Low:0} to {100 * interval.High:0} %)");
        }

        return new Row(
            [
                group.Trait,
                group.Value,
                Quantities.Count(group.Machines.Count),
                Quantities.Count(group.Faulty),
                Quantities.Count(group.Healthy),
                Quantities.Count(group.Machines.Count - group.Counted),
                rate,
                group.Probability is { } p ? ProbabilityText(p) : "–",
                group.CorrectedProbability is { } corrected ? ProbabilityText(corrected) : "–",
                group.IsSignificant ? "✗ yes" : group.Probability is null ? "not tested" : "no",
            ],
            group.IsSignificant ? "worse" : null);
    }

    private static string ProbabilityText(double p) => p < 0.001 ? Quantities.Scientific(p) : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Method(Fleet fleet) => string.Create(
        CultureInfo.InvariantCulture,
        $"How this was decided. A machine is faulty if any of its runs had a finding, and healthy if all of them passed; all others are undecided and count as neither. "
            + $"The rate is that of the machines that count, with its 95 % interval after Wilson. p is the probability that chance alone would give a group as many faulty machines as it has, "
            + $"or more (Fisher's exact test, one-sided, the group against all other machines that count). Among many groups, some p is small by chance; so p is corrected "
            + $"for the number of different groups that were tested ({fleet.TestedGroups} here), after Holm, and a group fails beyond chance if the corrected p is below {Fleet.Significance:0.00}. A group is not tested "
            + $"where no machine of it counts, or where none with another value does. A small p does not name the cause: it says where to look first.");
}
