using Spectre.Console;

namespace AesniCheck.Cli.Progress;

/// <summary>The common parts of all pictures of progress.</summary>
internal static class PictureParts
{
    // A shorter bar would say less than the words that it displaces, and a longer one would not say more.
    private const int ShortestBar = 12;
    private const int LongestBar = 60;

    /// <summary>The style of text that is there only for comparison.</summary>
    public static Style Faint { get; } = new(Color.Grey);

    /// <summary>Returns a progress line followed by words; in a narrow window only the words.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="part">The done part, 0 to 1.</param>
    /// <param name="colour">The colour of the done part.</param>
    /// <param name="words">The words that may follow it, in order of preference.</param>
    public static Paragraph Progress(Canvas canvas, double part, Color colour, params IReadOnlyList<string> words)
    {
        string? suffix = words.FirstOrDefault(text => text.Length + 1 + ShortestBar <= canvas.Width);
        if (suffix is null)
        {
            return new Paragraph(canvas.Fit([.. words]));
        }

        int width = Math.Min(LongestBar, canvas.Width - suffix.Length - 1);
        int done = (int)(Math.Clamp(part, 0, 1) * width);
        return new Paragraph()
            .Append(new string(canvas.Glyphs.Done, done), new Style(colour))
            .Append(new string(canvas.Glyphs.Left, width - done), Faint)
            .Append(" " + suffix);
    }
}
