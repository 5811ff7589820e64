using System.Globalization;
using Spectre.Console;

namespace AesniCheck.Cli.Progress;

/// <summary>The number of a CPU at the start of its line, with a mark if it has a finding.</summary>
internal static class CpuName
{
    private const int ShortestNumber = 3;

    private static readonly Style Red = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>Returns the width of a number among all CPUs, including the mark.</summary>
    public static int WidthOf(CpuWork[] cpus) => Math.Max(ShortestNumber, Text(cpus.Max(cpu => cpu.Cpu)).Length) + 1;

    /// <summary>Appends the number to a line.</summary>
    /// <param name="paragraph">The line.</param>
    /// <param name="canvas">The canvas.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="cpus">All CPUs.</param>
    public static Paragraph AppendTo(Paragraph paragraph, Canvas canvas, CpuWork cpu, CpuWork[] cpus)
    {
        string text = Text(cpu.Cpu).PadLeft(WidthOf(cpus) - 1) + (cpu.HasFinding ? "!" : " ");
        return paragraph.Append(text[..Math.Min(text.Length, canvas.Width)], cpu.HasFinding ? Red : Style.Plain);
    }

    private static string Text(int cpu) => cpu.ToString(CultureInfo.InvariantCulture);
}
