using AesniCheck.Basics;

namespace AesniCheck.Cli.Progress;

/// <summary>The area on which a picture is drawn. A picture has at most this many lines, and none of them is longer.</summary>
/// <param name="Width">The number of characters in a line, at least 1.</param>
/// <param name="Height">The number of lines, at least 1.</param>
/// <param name="Glyphs">The available characters.</param>
internal sealed record Canvas(int Width, int Height, Glyphs Glyphs)
{
    /// <summary>Returns the first of some texts, in order of preference, that fits into a line, made visible; if none fits, the last is cut.</summary>
    public string Fit(params ReadOnlySpan<string> texts)
    {
        string visible = "";
        foreach (string text in texts)
        {
            visible = VisibleText.Of(text);
            if (visible.Length <= Width)
            {
                return visible;
            }
        }

        return Glyphs.Cut(visible, Width);
    }

    /// <summary>Returns as many parts as fit into a line, separated by commas; always the first.</summary>
    public string FitParts(IEnumerable<string> parts) => Fit(parts.Aggregate((line, part) => line.Length + 2 + part.Length <= Width ? $"{line}, {part}" : line));
}
