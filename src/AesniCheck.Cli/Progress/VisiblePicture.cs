using AesniCheck.Reports;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>
/// A picture in whose texts everything can be seen, whatever they were made of. The terminal's codes are those that are made of its styles, and nothing else.
/// </summary>
/// <param name="picture">The picture.</param>
internal sealed class VisiblePicture(IRenderable picture) : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => picture.Measure(options, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        from segment in picture.Render(options, maxWidth)
        where !segment.IsControlCode
        select segment.IsLineBreak ? segment : new Segment(VisibleText.Of(segment.Text), segment.Style);
}
