using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Records;

namespace AesniCheck.Reports.Html;

/// <summary>The page of a fleet: its machines, worst first; the common traits of the faulty ones; and all runs, folded.</summary>
internal static class FleetSections
{
    private const int FewRuns = 20;

    public static void Write(HtmlWriter html, Fleet fleet)
    {
        Top(html, fleet);
        using (html.In("section", ("aria-labelledby", "machines")))
        {
            html.Line("h2", "Machines, worst first", ("id", "machines"));
            Machines(html, fleet);
        }

        FleetGroups.Write(html, fleet);
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
            html.Line("h1", faulty > 0 ? $"{Quantities.Count(faulty)} of {Quantities.Of(fleet.Machines.Count, "machine")} faulty" : $"None of {Quantities.Of(fleet.Machines.Count, "machine")} faulty");
            html.Line("p", string.Join(", ", Enum.GetValues<Outcome>().OrderByDescending(FleetMachine.SeverityOf)
                .Select(outcome => (outcome, Count: fleet.Machines.Count(machine => machine.Outcome == outcome))).Where(outcome => outcome.Count > 0)
                .Select(outcome => $"{PageWords.SignOf(outcome.outcome)} {PageWords.Of(outcome.outcome)} {Quantities.Count(outcome.Count)}")), ("class", "lead"));
            html.Line("p", FleetGroups.Sentence(fleet));
        }
    }

    private static void Machines(HtmlWriter html, Fleet fleet) => HtmlTable.Write(
        html,
        "The outcome of a machine is that of its worst run. Runs with the same host name, CPU model, microcode, hypervisor and kernel are of one machine",
        [
            new Column("outcome"), Column.OfText("machine"), new Column("runs"), Column.OfLists("CPU model"), Column.OfText("microcode"), Column.OfLists("hypervisor"), Column.OfText("kernel"),
            .. Column.OfNumbers("compared", "findings"), Column.OfLists("verdicts"),
        ],
        fleet.Machines.Index().Select(machine => new Row(
            [
                $"{PageWords.SignOf(machine.Item.Outcome)} {PageWords.Of(machine.Item.Outcome)}",
                machine.Item.Host.Name,
                Quantities.Count(machine.Item.Runs.Count),
                machine.Item.Host.Cpu.Model,
                machine.Item.Host.Cpu.Microcode,
                $"{machine.Item.Host.Hypervisor.Name}, {machine.Item.Host.Hypervisor.Cloud}",
                machine.Item.Host.Kernel.Release,
                Quantities.Bytes(machine.Item.Runs.Sum(run => (double)run.Exposure.Bytes)),
                Quantities.Count(machine.Item.FindingCount),
                Verdicts(machine.Item),
            ],
            machine.Item.IsFaulty ? "worse" : null,
            IdOf(machine.Index, 0))));

    private static string Verdicts(FleetMachine machine) => string.Join(
        ", ",
        machine.Runs.SelectMany(run => run.CountedFindings).Select(finding => finding.Verdict).Distinct().Order().Select(EnumWord.Of));

    private static void Runs(HtmlWriter html, Fleet fleet)
    {
        int written = 0;
        foreach ((int index, FleetMachine machine) in fleet.Machines.Index())
        {
            foreach ((int number, RunRecord record) in machine.Runs.Index())
            {
                written++;
                using (html.In("details", ("class", "run"), ("id", IdOf(index, number))))
                {
                    Run(html, new RunPart(record, IdOf(index, number) + "-", 4, written <= FewRuns ? RunLimits.AmongFew : RunLimits.AmongMany));
                }
            }
        }

        if (written > FewRuns)
        {
            html.Line("p", $"There are many runs: after the first {FewRuns}, only the key parts are shown. 'aesnicheck report' with one record shows everything.", ("class", "muted"));
        }
    }

    private static void Run(HtmlWriter html, RunPart run)
    {
        RunRecord record = run.Record;
        using (html.In("summary"))
        {
            html.Put("span", $"{PageWords.SignOf(record.Outcome)} {PageWords.Of(record.Outcome)}", ("class", "word " + PageWords.ClassOf(record.Outcome)));
            html.Text($" {record.Host.Name}, {PageWords.Seconds(record.StartedAt)} UTC, {Quantities.Time(record.EndedAt - record.StartedAt)}");
        }

        html.Line("h3", $"{record.Host.Name}, {PageWords.Seconds(record.StartedAt)} UTC");
        html.Line("p", PageWords.Sentence(record));
        OutcomeSection.Why(html, run);
        RunSections.Write(html, run);
    }

    private static string IdOf(int machine, int run) => string.Create(CultureInfo.InvariantCulture, $"machine-{machine + 1}-run-{run + 1}");
}
