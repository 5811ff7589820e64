namespace AesniCheck.Cli.Progress;

/// <summary>The characters of bars and grids: from Unicode if the terminal supports it, otherwise from ASCII.</summary>
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

    /// <summary>Characters that every terminal supports.</summary>
    public static Glyphs Ascii { get; } = new('#', '-', " #", ".:-=+*%#", '0', "..");

    /// <summary>The done part of a progress line.</summary>
    public char Done { get; }

    /// <summary>The remaining part of a progress line.</summary>
    public char Left { get; }

    /// <summary>The mark of an idle CPU.</summary>
    public char Idle { get; }

    /// <summary>Returns a bar.</summary>
    /// <param name="part">How full it is, 0 to 1.</param>
    /// <param name="width">Its length in characters, including the empty part.</param>
    public string Bar(double part, int width)
    {
        int steps = _fills.Length - 1;
        int filled = (int)Math.Round(Math.Clamp(part, 0, 1) * width * steps);
        string bar = new(_fills[^1], filled / steps);
        return (filled % steps == 0 ? bar : bar + _fills[filled % steps]).PadRight(width);
    }

    /// <summary>Returns one character that is higher, or darker, for a larger value.</summary>
    /// <param name="part">The value, 0 to 1.</param>
    public char Level(double part) => _levels[(int)Math.Round(Math.Clamp(part, 0, 1) * (_levels.Length - 1))];

    /// <summary>Cuts a text to a width, and marks the cut.</summary>
    public string Cut(string text, int width) =>
        text.Length <= width ? text : width <= _ellipsis.Length ? text[..width] : text[..(width - _ellipsis.Length)] + _ellipsis;
}
