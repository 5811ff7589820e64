using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>The chart of a fleet's groups: one bar for each, as long as it has machines, with its faulty machines at the left. It is a list with bars, so that it can be read without them.</summary>
internal static class FleetChart
{
    private const int MostBars = 60;

    /// <summary>Writes the chart.</summary>
    public static void Write(HtmlWriter html, Fleet fleet)
    {
        FleetGroup[] shown = [.. fleet.Groups.Where(group => group.Counted > 0).OrderByDescending(group => group.Faulty).Take(MostBars)];
        int largest = shown.Select(group => group.Counted).DefaultIfEmpty(1).Max();
        using (html.In("figure", ("class", "bars")))
        {
            foreach (IGrouping<string, FleetGroup> trait in fleet.Groups.Where(shown.Contains).GroupBy(group => group.Trait))
            {
                html.Line("h3", $"By {trait.Key}");
                using (html.In("ul"))
                {
                    foreach (FleetGroup group in trait)
                    {
                        Bar(html, group, largest);
                    }
                }
            }

            int more = fleet.Groups.Count(group => group.Counted > 0) - shown.Length;
            html.Line("figcaption", $"Each bar is a group of machines, its filled part those with findings. Machines that are neither faulty nor healthy are left out.{(more > 0 ? $" {Quantities.Of(more, "more group")} with fewer faulty machines {(more == 1 ? "is" : "are")} in the table only." : "")}");
        }
    }

    private static void Bar(HtmlWriter html, FleetGroup group, int largest)
    {
        using (html.In("li"))
        {
            html.Put("span", PageWords.Name(group.Value), ("class", "label"));
            using (html.Inline("span", ("class", "bar"), ("style", Width(group.Counted, largest)), ("aria-hidden", "true")))
            {
                html.Put("span", "", ("class", "part"), ("style", Width(group.Faulty, group.Counted)));
            }

            html.Put("span", Text(group), ("class", "value"));
        }
    }

    private static string Text(FleetGroup group)
    {
        string verdicts = string.Join(", ", group.Machines.SelectMany(machine => machine.Verdicts).CountBy(verdict => verdict).OrderByDescending(verdict => verdict.Value).ThenBy(verdict => verdict.Key)
            .Select(verdict => $"{EnumWord.Of(verdict.Key)} on {Quantities.Count(verdict.Value)}"));
        return $"{Quantities.Count(group.Faulty)} of {Quantities.Count(group.Counted)} faulty{(verdicts.Length > 0 ? $": {verdicts}" : "")}";
    }

    private static string Width(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"width:{100.0 * part / all:0.##}%");
}
