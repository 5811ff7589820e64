namespace AesniCheck.Cli.Progress;

/// <summary>The characters that bars and grids are made of: from Unicode where the terminal has it, else from ASCII.</summary>
internal sealed record Glyphs
{
    private readonly string _fills;
    private readonly string _levels;
    private readonly string _ellipsis;

    private Glyphs(char done, char left, string fills, string levels, char idle, string ellipsis)
    {
        (Done, Left, Idle) = (done, left, idle);
        (_fills, _levels, _ellipsis) = (fills, levels, ellipsis);
    }

    /// <summary>Blocks in steps of an eighth.</summary>
    public static Glyphs Unicode { get; } = new('━', '─', " ▏▎▍▌▋▊▉█", "▁▂▃▄▅▆▇█", '·', "…");

    /// <summary>What every terminal has.</summary>
    public static Glyphs Ascii { get; } = new('#', '-', " #", ".:-=+*%#", '0', "..");

    /// <summary>Of a line that grows: what has been done.</summary>
    public char Done { get; }

    /// <summary>Of a line that grows: what is left.</summary>
    public char Left { get; }

    /// <summary>Stands for a CPU on which nothing is done.</summary>
    public char Idle { get; }

    /// <summary>A bar.</summary>
    /// <param name="part">How full it is, 0 to 1.</param>
    /// <param name="width">Its length in characters, with what is empty.</param>
    public string Bar(double part, int width)
    {
        int steps = _fills.Length - 1;
        int filled = (int)Math.Round(Math.Clamp(part, 0, 1) * width * steps);
        string bar = new(_fills[^1], filled / steps);
        return (filled % steps == 0 ? bar : bar + _fills[filled % steps]).PadRight(width);
    }

    /// <summary>One character that is the higher, or the darker, the more it stands for.</summary>
    /// <param name="part">What it stands for, 0 to 1.</param>
    public char Level(double part) => _levels[(int)Math.Round(Math.Clamp(part, 0, 1) * (_levels.Length - 1))];

    /// <summary>Cuts a text to a width, and shows that it was cut.</summary>
    public string Cut(string text, int width) =>
        text.Length <= width ? text : width <= _ellipsis.Length ? text[..width] : text[..(width - _ellipsis.Length)] + _ellipsis;
}
