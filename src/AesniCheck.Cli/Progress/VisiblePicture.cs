using AesniCheck.Basics;
using Spectre.Console.Rendering;

namespace AesniCheck.Cli.Progress;

/// <summary>A picture whose texts are made visible. The only control sequences that reach the terminal are those of its styles.</summary>
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
