using System.Globalization;
using AesniCheck.Basics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// Draws many CPUs with a character each: the higher or darker it is, the faster the CPU relative to the fastest one. Marks show findings and idle CPUs. If
/// there are more CPUs than characters, several share one, which shows the worst of them.
/// </summary>
internal static class CpuGrid
{
    private const int GroupSize = 8;

    private static readonly Style Found = new(Color.Red, decoration: Decoration.Bold | Decoration.Invert);
    private static readonly Style Idle = new(Color.Yellow);
    private static readonly Style Working = new(Color.Teal);

    /// <summary>Draws the grid, with a legend.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="cpus">The work of the CPUs.</param>
    /// <param name="room">The number of lines that it may take, at least 2.</param>
    public static IEnumerable<IRenderable> Draw(Canvas canvas, CpuWork[] cpus, int room)
    {
        int space = Math.Max(1, canvas.Width - CpuName.WidthOf(cpus));
        int groups = (space + 1) / (GroupSize + 1);
        int cellsInLine = groups == 0 ? space : groups * GroupSize;
        int cpusInCell = (cpus.Length + ((room - 1) * cellsInLine) - 1) / ((room - 1) * cellsInLine);
        double fastest = cpus.Max(cpu => cpu.BytesPerSecond);

        yield return new Text(Legend(canvas, cpus, cpusInCell), PictureParts.Faint);
        foreach (CpuWork[] line in cpus.Chunk(cellsInLine * cpusInCell))
        {
            Paragraph paragraph = CpuName.AppendTo(new Paragraph(), canvas, line[0] with { HasFinding = false }, cpus);
            foreach ((int index, CpuWork[] cell) in line.Chunk(cpusInCell).Index())
            {
                if (index > 0 && index % GroupSize == 0 && groups > 0)
                {
                    paragraph.Append(" ");
                }

                Append(paragraph, canvas.Glyphs, cell, fastest);
            }

            yield return paragraph;
        }
    }

    private static void Append(Paragraph paragraph, Glyphs glyphs, CpuWork[] cell, double fastest)
    {
        double slowest = cell.Min(cpu => cpu.BytesPerSecond);
        _ = cell.Any(cpu => cpu.HasFinding) ? paragraph.Append("!", Found)
            : slowest <= 0 ? paragraph.Append(glyphs.Idle.ToString(), Idle)
            : paragraph.Append(glyphs.Level(slowest / fastest).ToString(), Working);
    }

    private static string Legend(Canvas canvas, CpuWork[] cpus, int cpusInCell)
    {
        CpuWork slow = cpus.MinBy(cpu => cpu.BytesPerSecond)!;
        CpuWork fast = cpus.MaxBy(cpu => cpu.BytesPerSecond)!;
        string cell = cpusInCell == 1 ? "a cell each" : string.Create(CultureInfo.InvariantCulture, $"a cell for {cpusInCell}");
        string speeds = $"slowest {Speed(slow)}, fastest {Speed(fast)}";
        string live = string.Create(CultureInfo.InvariantCulture, $"least live {100 * cpus.Min(cpu => cpu.LiveShare):0} %");
        string count = Quantities.Of(cpus.Length, "CPU");
        return canvas.Fit($"{count}, {cell}: {speeds}; {live}", $"{cell}: {speeds}", $"{count}, {cell}", cell);
    }

    private static string Speed(CpuWork cpu) => string.Create(CultureInfo.InvariantCulture, $"{cpu.Cpu} {Quantities.Bytes(cpu.BytesPerSecond)}/s");
}
