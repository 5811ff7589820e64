using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>
/// A drawing over time, with labels at its left and the time below it. It is as wide as the window, and only the time axis is stretched: x goes from 0 to
/// <see cref="Width"/>, y is in pixels, and the labels are drawings of their own.
/// </summary>
internal static class Chart
{
    /// <summary>The x of the end of the time axis.</summary>
    public const int Width = 2400;

    private const int Quarters = 4;

    /// <summary>Returns the x of a time.</summary>
    /// <param name="seconds">The time since the start.</param>
    /// <param name="all">The total time, in the same unit.</param>
    public static int X(double seconds, double all) => (int)Math.Round(Width * Math.Clamp(seconds / all, 0, 1));

    /// <summary>Writes a drawing.</summary>
    /// <param name="html">The page.</param>
    /// <param name="id">The prefix of the ids in it.</param>
    /// <param name="look">Its class.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="seconds">The length of the time axis, in seconds.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">Its content in words, for users who can't see it.</param>
    /// <param name="labels">The labels at its left, each with its y.</param>
    /// <param name="draw">Writes its content.</param>
    public static void Write(
        HtmlWriter html, string id, string look, int height, double seconds, string title, string description, IEnumerable<(double Y, string Text)> labels, Action draw)
    {
        string pixels = PageWords.Number(height);
        using (html.In("div", ("class", "chart")))
        {
            using (html.In("svg", ("xmlns", Svg), ("width", "100%"), ("height", pixels), ("aria-hidden", "true")))
            {
                foreach ((double y, string text) in labels)
                {
                    html.Put("text", text, ("x", "92%"), ("y", string.Create(CultureInfo.InvariantCulture, $"{y + 4:0.#}")), ("text-anchor", "end"));
                }
            }

            using (html.In(
                "svg",
                ("xmlns", Svg),
                ("class", "plot " + look),
                ("height", pixels),
                ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}")),
                ("preserveAspectRatio", "none"),
                ("role", "img"),
                ("aria-labelledby", $"{id}-title {id}-text")))
            {
                html.Line("title", title, ("id", id + "-title"));
                html.Line("desc", description, ("id", id + "-text"));
                draw();
            }

            using (html.In("svg", ("xmlns", Svg), ("class", "ends"), ("height", "20"), ("aria-hidden", "true")))
            {
                for (int i = 0; i <= Quarters; i++)
                {
                    html.Put(
                        "text",
                        Quantities.Time(TimeSpan.FromSeconds(seconds * i / Quarters)),
                        ("x", string.Create(CultureInfo.InvariantCulture, $"{100 * i / Quarters}%")),
                        ("y", "14"),
                        ("class", i % 2 == 0 ? null : "odd"),
                        ("text-anchor", i == 0 ? "start" : i == Quarters ? "end" : "middle"));
                }
            }
        }
    }

    /// <summary>The namespace of SVG: readers of XML need it.</summary>
    public const string Svg = "http://www.w3.org/2000/svg";

    /// <summary>Writes a line or area.</summary>
    public static void Path(HtmlWriter html, string look, string path, int? strokeWidth = null) =>
        html.Void("path", ("class", look), ("stroke-width", strokeWidth is { } width ? PageWords.Number(width) : null), ("d", path));
}
