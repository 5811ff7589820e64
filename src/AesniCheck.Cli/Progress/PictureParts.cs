using Spectre.Console;

namespace AesniCheck.Cli.Progress;

/// <summary>What the pictures of all kinds of progress have.</summary>
internal static class PictureParts
{
    // A shorter bar would tell less than the words that it takes the place of, a longer one no more.
    private const int ShortestBar = 12;
    private const int LongestBar = 60;

    /// <summary>The style of what is there to be compared with something else.</summary>
    public static Style Faint { get; } = new(Color.Grey);

    /// <summary>A line that grows, and words behind it; in a narrow window the words alone.</summary>
    /// <param name="canvas">What it is drawn on.</param>
    /// <param name="part">How much has been done, 0 to 1.</param>
    /// <param name="colour">The colour of what has been done.</param>
    /// <param name="words">What could stand behind it, the best first.</param>
    public static Paragraph Progress(Canvas canvas, double part, Color colour, params IReadOnlyList<string> words)
    {
        string? behind = words.FirstOrDefault(text => text.Length + 1 + ShortestBar <= canvas.Width);
        if (behind is null)
        {
            return new Paragraph(canvas.Fit([.. words]));
        }

        int width = Math.Min(LongestBar, canvas.Width - behind.Length - 1);
        int done = (int)(Math.Clamp(part, 0, 1) * width);
        return new Paragraph()
            .Append(new string(canvas.Glyphs.Done, done), new Style(colour))
            .Append(new string(canvas.Glyphs.Left, width - done), Faint)
            .Append(" " + behind);
    }
}
