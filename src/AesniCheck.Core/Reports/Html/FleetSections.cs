using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The page of a fleet: its totals; its machines, worst first; the common traits of the faulty ones; and all runs, folded.</summary>
internal static class FleetSections
{
    private const int FewRuns = 20;

    public static void Write(HtmlWriter html, Fleet fleet)
    {
        Top(html, fleet);
        using (html.In("section", ("aria-labelledby", "machines"), ("class", "whole")))
        {
            html.Line("h2", "Machines", ("id", "machines"));
            FleetTable.Write(html, fleet, machine => IdOf(machine, 0));
        }

        if (fleet.Groups.Any(group => group.Counted > 0))
        {
            FleetGroupSection.Write(html, fleet);
        }

        using (html.In("section", ("aria-labelledby", "runs")))
        {
            html.Line("h2", "Runs", ("id", "runs"));
            Runs(html, fleet);
        }
    }

    private static void Top(HtmlWriter html, Fleet fleet)
    {
        Outcome worst = fleet.Machines[0].Outcome;
        int runs = fleet.Machines.Sum(machine => machine.Runs.Count);
        int faulty = fleet.Machines.Count(machine => machine.IsFaulty);
        using (html.In("header", ("class", "top " + PageWords.ClassOf(worst))))
        {
            html.Line("p", $"AesniCheck, {Quantities.Of(runs, "run")} on {Quantities.Of(fleet.Machines.Count, "machine")}", ("class", "kicker"));
            html.Line(
                "h1",
                faulty > 0 ? $"{Quantities.Count(faulty)} of {Quantities.Of(fleet.Machines.Count, "machine")} faulty"
                    : fleet.Machines.Any(machine => machine.IsHealthy) ? $"None of {Quantities.Of(fleet.Machines.Count, "machine")} faulty"
                    : "No machine passed or failed");
            html.Line("p", string.Join(", ", Enum.GetValues<Outcome>().OrderByDescending(FleetMachine.SeverityOf)
                .Select(outcome => (outcome, Count: fleet.Machines.Count(machine => machine.Outcome == outcome))).Where(outcome => outcome.Count > 0)
                .Select(outcome => $"{PageWords.SignOf(outcome.outcome)} {PageWords.Of(outcome.outcome)} {Quantities.Count(outcome.Count)}")), ("class", "lead"));
            Verdicts(html, fleet);
            html.Line("p", FleetGroupSection.Sentence(fleet));
            if (FleetGroupSection.Names(fleet) is { } names)
            {
                html.Line("p", names);
            }
        }
    }

    /// <summary>Writes the totals of the verdicts, and what to do about each.</summary>
    private static void Verdicts(HtmlWriter html, Fleet fleet)
    {
        (Verdict Verdict, long Count, int Machines)[] totals =
        [
            .. from finding in fleet.Machines.SelectMany(machine => machine.Runs).SelectMany(run => run.CountedFindings)
               group finding by finding.Verdict into verdict
               let machines = fleet.Machines.Count(machine => machine.Verdicts.Contains(verdict.Key))
               orderby machines descending, verdict.Key
               select (verdict.Key, verdict.Total(finding => finding.Count), machines),
        ];
        if (totals.Length == 0)
        {
            return;
        }

        using (html.In("ul"))
        {
            foreach ((Verdict verdict, long count, int machines) in totals)
            {
                html.Line("li", $"{EnumWord.Of(verdict)} on {Quantities.Of(machines, "machine")}, {Quantities.Of(count, "finding")}: {VerdictMeaning.Of(verdict)}. Next: {VerdictMeaning.NextStepInFleet(verdict)}.");
            }
        }
    }

    private static void Runs(HtmlWriter html, Fleet fleet)
    {
        int written = 0;
        foreach ((int index, FleetMachine machine) in fleet.Machines.Index())
        {
            foreach ((int number, RunRecord record) in machine.Runs.Index())
            {
                written++;
                using (html.In("details", ("class", "run")))
                {
                    Run(html, IdOf(index, number), new RunPart(record, IdOf(index, number) + "-", 4, written <= FewRuns ? RunLimits.AmongFew : RunLimits.AmongMany));
                }
            }
        }

        if (written > FewRuns)
        {
            html.Line("p", $"There are many runs: after the first {FewRuns}, only the key parts are shown. 'aesnicheck report' with one record shows everything.", ("class", "muted"));
        }
    }

    /// <summary>Writes a run, folded. Its id is inside the details, which browsers open for a link to it.</summary>
    private static void Run(HtmlWriter html, string id, RunPart run)
    {
        RunRecord record = run.Record;
        using (html.In("summary"))
        {
            html.Put("span", $"{PageWords.SignOf(record.Outcome)} {PageWords.Of(record.Outcome)}", ("class", "word " + PageWords.ClassOf(record.Outcome)));
            html.Text($" {record.Host.Name}, {PageWords.Seconds(record.StartedAt)} UTC, {Quantities.Time(record.EndedAt - record.StartedAt)}");
        }

        html.Line("h3", $"{record.Host.Name}, {PageWords.Seconds(record.StartedAt)} UTC", ("id", id));
        html.Line("p", PageWords.Sentence(record));
        OutcomeSection.Why(html, run);
        RunSections.Write(html, run);
    }

    private static string IdOf(int machine, int run) => string.Create(CultureInfo.InvariantCulture, $"machine-{machine + 1}-run-{run + 1}");
}
