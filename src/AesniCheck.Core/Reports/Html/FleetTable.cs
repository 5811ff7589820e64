using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>The table of a fleet's machines: outcome, name, findings and verdicts first. In a narrow window each machine is a card, for which each cell carries its label.</summary>
internal static class FleetTable
{
    public const string Id = "machine-table";

    private static readonly Column[] Columns =
    [
        new("outcome"), Column.OfLists("machine"), new("findings"), Column.OfLists("verdicts"), new("runs"), new("verified"),
        Column.OfLists("CPU model"), Column.OfText("microcode"), Column.OfLists("hypervisor"), Column.OfText("kernel"),
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="idOf">Returns the id of a machine's worst run.</param>
    public static void Write(HtmlWriter html, Fleet fleet, Func<int, string> idOf)
    {
        const string Caption = "The outcome of a machine is that of its worst run. Runs with the same host name, CPU model, microcode, hypervisor and kernel are of one machine";
        using (HtmlTable.Scrolling(html, Caption))
        using (html.In("table", ("class", "numbers cards"), ("id", Id)))
        {
            html.Line("caption", Caption);
            HtmlTable.WriteHead(html, Columns);
            using (html.In("tbody"))
            {
                foreach ((int index, FleetMachine machine) in fleet.Machines.Index())
                {
                    Write(html, machine, idOf(index));
                }
            }
        }
    }

    private static void Write(HtmlWriter html, FleetMachine machine, string id)
    {
        double bytes = machine.Runs.Sum(run => (double)run.Exposure.Bytes);
        (string Text, string? Key)[] cells =
        [
            (machine.Host.Name, null),
            (Quantities.Count(machine.FindingCount), machine.FindingCount.ToString(CultureInfo.InvariantCulture)),
            (machine.Verdicts.Count == 0 ? "–" : string.Join(", ", machine.Verdicts.Select(EnumWord.Of)), null),
            (Quantities.Count(machine.Runs.Count), machine.Runs.Count.ToString(CultureInfo.InvariantCulture)),
            (Quantities.Bytes(bytes), bytes.ToString("0", CultureInfo.InvariantCulture)),
            (machine.Host.Cpu.Model, null),
            (machine.Host.Cpu.Microcode, null),
            (machine.Host.Hypervisor.Description, null),
            (machine.Host.Kernel.Release, null),
        ];
        using (html.In("tr", ("class", machine.IsFaulty ? "worse" : null)))
        {
            using (html.Inline("th", ("scope", "row"), ("data-key", FleetMachine.SeverityOf(machine.Outcome).ToString(CultureInfo.InvariantCulture))))
            {
                html.Put("a", $"{PageWords.SignOf(machine.Outcome)} {PageWords.Of(machine.Outcome)}", ("href", "#" + id), ("class", "word"));
            }

            foreach ((int index, (string text, string? key)) in cells.Index())
            {
                using (html.Inline("td", ("class", Columns[index + 1].Class), ("data-label", Columns[index + 1].Head), ("data-key", key)))
                {
                    if (index == 0)
                    {
                        html.Put("a", PageWords.Name(text), ("href", "#" + id));
                    }
                    else
                    {
                        html.Text(PageWords.Name(text));
                    }
                }
            }
        }
    }
}
