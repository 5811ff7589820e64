using AesniCheck.Basics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>Draws CPUs that are too many for a line each but few enough for a bar each: side by side, from top to bottom and then from left to right.</summary>
internal static class CpuColumns
{
    private const int Gap = 2;
    private const int ShortestBar = 6;
    private const int LongestBar = 20;
    private const int RateWidth = 11;

    /// <summary>Returns whether there is room for all CPUs.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="cpus">The work of the CPUs.</param>
    /// <param name="room">The number of lines that they may take.</param>
    public static bool Fits(Canvas canvas, CpuWork[] cpus, int room) => room > 0 && Columns(cpus, room) * (CpuName.WidthOf(cpus) + ShortestBar + Gap) - Gap <= canvas.Width;

    /// <summary>Draws the CPUs.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="cpus">The work of the CPUs.</param>
    /// <param name="room">The number of lines that they may take.</param>
    public static IEnumerable<IRenderable> Draw(Canvas canvas, CpuWork[] cpus, int room)
    {
        int columns = Columns(cpus, room);
        int lines = (cpus.Length + columns - 1) / columns;
        int space = ((canvas.Width + Gap) / columns) - Gap - CpuName.WidthOf(cpus);
        int rate = space >= ShortestBar + RateWidth ? RateWidth : 0;
        int bar = Math.Min(LongestBar, space - rate);
        double fastest = cpus.Max(cpu => cpu.BytesPerSecond);
        for (int line = 0; line < lines; line++)
        {
            var paragraph = new Paragraph();
            for (int index = line; index < cpus.Length; index += lines)
            {
                CpuWork cpu = cpus[index];
                paragraph.Append(index > line ? new string(' ', Gap) : "");
                CpuName.AppendTo(paragraph, canvas, cpu, cpus);
                paragraph.Append(canvas.Glyphs.Bar(fastest > 0 ? cpu.BytesPerSecond / fastest : 0, bar), new Style(Color.Teal));
                paragraph.Append(rate > 0 ? $"{Quantities.Bytes(cpu.BytesPerSecond)}/s".PadLeft(rate) : "");
            }

            yield return paragraph;
        }
    }

    private static int Columns(CpuWork[] cpus, int room) => (cpus.Length + room - 1) / room;
}
