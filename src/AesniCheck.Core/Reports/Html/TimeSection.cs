using System.Globalization;
using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>The section on the course of the run: the map, and the throughput of all CPUs together.</summary>
internal static class TimeSection
{
    public const string Name = "time";

    private const int RateHeight = 120;
    private const int Headroom = 6;

    public static void Write(HtmlWriter html, RunPart run)
    {
        var grid = new TimeGrid(run.Record);
        using (RunSections.Open(html, run, Name, "Timeline"))
        {
            new TimeMap(run.Record, grid).Write(html, run.IdOf("map"));
        }

        if (grid.MedianRate > 0)
        {
            using (RunSections.Open(html, run, "rate", "Throughput"))
            {
                Rates(html, run, grid);
            }
        }
    }

    private static void Rates(HtmlWriter html, RunPart run, TimeGrid grid)
    {
        double[] rates = [.. Enumerable.Range(0, grid.Ends.Count).Select(grid.RateOfAll)];
        double top = RoundUp(rates.Max());
        var path = new StringBuilder();
        foreach ((int column, double rate) in rates.Index())
        {
            string y = Y(rate, top).ToString("0.#", CultureInfo.InvariantCulture);
            path.Append(CultureInfo.InvariantCulture, $"{(column == 0 ? "M0 " : "V")}{y}H{Chart.X(grid.Ends[column], grid.Seconds)}");
        }

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"All CPUs together: {Quantities.Bytes(rates.Min())}/s in the slowest interval, {Quantities.Bytes(rates.Max())}/s in the fastest, {Quantities.Bytes(rates.Order().ElementAt(rates.Length / 2))}/s in the median.");
        using (html.In("figure"))
        {
            Chart.Write(
                html,
                run.IdOf("rates"),
                "rates",
                RateHeight,
                grid.Seconds,
                "Throughput of all CPUs over time",
                text,
                [(Y(top, top), Quantities.Bytes(top) + "/s"), (Y(top / 2, top), Quantities.Bytes(top / 2) + "/s"), (RateHeight - 3, "0")],
                () =>
                {
                    foreach (double rate in (double[])[top, top / 2])
                    {
                        Chart.Path(html, "rule", string.Create(CultureInfo.InvariantCulture, $"M0 {Y(rate, top):0.#}h{Chart.Width}"));
                    }

                    Chart.Path(html, "area", string.Create(CultureInfo.InvariantCulture, $"{path}V{RateHeight}H0Z"));
                    Chart.Path(html, "rate", path.ToString());
                });
            html.Line("figcaption", text);
        }
    }

    private static double Y(double rate, double top) => RateHeight - ((RateHeight - Headroom) * rate / top);

    /// <summary>Rounds up to 1, 2 or 5 times a power of ten.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
    }
}
