using System.Globalization;
using System.Text;
using AesniCheck.Basics;
using AesniCheck.Execution.Supervisor;
using AesniCheck.Records;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>A line for each CPU, and one for all: the rate as a bar and in numbers, and the events of the workers. Narrow windows get fewer columns.</summary>
internal static class CpuTable
{
    private const int RateWidth = 11;
    private const int ShortestBar = 8;
    private const int LongestBar = 40;

    /// <summary>Returns the number of lines that it takes.</summary>
    public static int LinesOf(int cpus) => cpus + (cpus > 1 ? 2 : 1);

    /// <summary>Draws the table.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="progress">The progress of the run.</param>
    /// <param name="cpus">The work of the CPUs.</param>
    /// <param name="bytesPerSecond">The throughput of all CPUs together.</param>
    public static IEnumerable<IRenderable> Draw(Canvas canvas, RunProgress progress, CpuWork[] cpus, double bytesPerSecond)
    {
        Tally tally = Tally.Of(progress.Exposure);
        int left = canvas.Width - CpuName.WidthOf(cpus) - RateWidth;
        int bar = left >= ShortestBar + 1 ? ShortestBar + 1 : 0;
        left -= bar;
        var columns = new List<Column>();
        foreach (Column column in Columns(tally))
        {
            if (column.Width <= left)
            {
                columns.Add(column);
                left -= column.Width;
            }
        }

        bar = bar == 0 ? 0 : Math.Min(LongestBar, bar + left);
        columns.Sort((a, b) => a.Place - b.Place);
        double fastest = cpus.Max(cpu => cpu.BytesPerSecond);

        var head = new StringBuilder("CPU".PadLeft(CpuName.WidthOf(cpus) - 1)).Append(' ', 1 + bar).Append("verified".PadLeft(RateWidth));
        columns.ForEach(column => head.Append(column.Head.PadLeft(column.Width)));
        yield return new Text(canvas.Glyphs.Cut(head.ToString(), canvas.Width), PictureParts.Faint);
        foreach (CpuWork cpu in cpus)
        {
            yield return CpuName.AppendTo(new Paragraph(), canvas, cpu, cpus)
                .Append(bar == 0 ? "" : canvas.Glyphs.Bar(fastest > 0 ? cpu.BytesPerSecond / fastest : 0, bar - 1).PadLeft(bar), new Style(Color.Teal))
                .Append(Fit(canvas, cpus, bar, Rate(cpu.BytesPerSecond) + string.Concat(columns.Select(column => column.Cell(cpu.Sum, cpu.LiveShare).PadLeft(column.Width)))));
        }

        if (cpus.Length > 1)
        {
            CpuExposure all = Sum(progress.Exposure);
            double live = cpus.Average(cpu => cpu.LiveShare);
            string text = "all".PadLeft(CpuName.WidthOf(cpus) - 1) + new string(' ', 1 + bar) + Rate(bytesPerSecond)
                + string.Concat(columns.Select(column => column.Cell(all, live).PadLeft(column.Width)));
            yield return new Text(canvas.Glyphs.Cut(text, canvas.Width));
        }
    }

    /// <summary>Returns the columns beside the throughput, the most important first; their places are the positions from left to right.</summary>
    private static IEnumerable<Column> Columns(Tally tally) =>
    [
        new Column(0, "live", 7, (_, live) => string.Create(CultureInfo.InvariantCulture, $"{100 * live:0} %")),
        new Column(1, tally.Noun + "s", 9, (cpu, _) => Quantities.Count(tally.Count(cpu.Probes))),
        new Column(2, "switches", 9, (cpu, _) => Quantities.Count(cpu.Events.InvoluntarySwitches)),
        new Column(3, "signals", 9, (cpu, _) => Quantities.Count(cpu.Events.Signals)),
        new Column(5, "faults", 9, (cpu, _) => Quantities.Count(cpu.Events.Faults)),
        new Column(4, "interrupts", 11, (cpu, _) => cpu.Kernel?.Interrupts is { } interrupts ? Quantities.Count(interrupts) : ""),
    ];

    private static CpuExposure Sum(Exposure exposure) => new(0, exposure.Probes, exposure.Events) { Kernel = exposure.Kernel };

    private static string Rate(double bytesPerSecond) => $"{Quantities.Bytes(bytesPerSecond)}/s".PadLeft(RateWidth);

    private static string Fit(Canvas canvas, CpuWork[] cpus, int bar, string text) =>
        canvas.Glyphs.Cut(text, Math.Max(0, canvas.Width - CpuName.WidthOf(cpus) - bar));

    private sealed record Column(int Place, string Head, int Width, Func<CpuExposure, double, string> Cell);
}
