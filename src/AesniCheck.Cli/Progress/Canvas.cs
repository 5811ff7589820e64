using AesniCheck.Basics;

namespace AesniCheck.Cli.Progress;

/// <summary>What a picture is drawn on. It has never more lines than that, and none of them is longer.</summary>
/// <param name="Width">The characters of a line, at least 1.</param>
/// <param name="Height">The lines, at least 1.</param>
/// <param name="Glyphs">The characters that there are.</param>
internal sealed record Canvas(int Width, int Height, Glyphs Glyphs)
{
    /// <summary>The first of some texts, the best of them first, that fits into a line, made visible; if none does, the last is cut.</summary>
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

    /// <summary>As many of some parts as fit into a line, with commas between them; the first in any case.</summary>
    public string FitParts(IEnumerable<string> parts) => Fit(parts.Aggregate((line, part) => line.Length + 2 + part.Length <= Width ? $"{line}, {part}" : line));
}
