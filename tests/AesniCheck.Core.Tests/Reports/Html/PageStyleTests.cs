using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace AesniCheck.Reports.Html;

public sealed partial class PageStyleTests
{
    private const double Readable = 4.5;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void TextCanBeReadOnItsGround(string scheme)
    {
        Dictionary<string, double> lights = LightsOf(scheme);
        string[] onGround = ["text", "muted", "link", "pass", "fault", "inconclusive", "unsupported"];
        Assert.All(onGround, name => Assert.InRange(Contrast(lights, name, "ground"), Readable, 21));
        Assert.All((string[])["text", "link"], name => Assert.InRange(Contrast(lights, name, "differs"), Readable, 21));
        Assert.InRange(Contrast(lights, "text", "panel"), Readable, 21);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void EachShadeIsFurtherFromTheGroundThanTheOneBefore(string scheme)
    {
        Dictionary<string, double> lights = LightsOf(scheme);
        double[] contrasts = [.. Enumerable.Range(1, 6).Select(level => Contrast(lights, $"shade{level}", "ground"))];
        Assert.Equal(contrasts.Order(), contrasts);
        Assert.InRange(Contrast(lights, "found", "ground"), 3, 21);
    }

    /// <summary>The lightness of each colour, as WCAG 2 defines it.</summary>
    private static Dictionary<string, double> LightsOf(string scheme)
    {
        string[] schemes = PageStyle.Sheet.Split("@media screen and (prefers-color-scheme: dark)");
        return Colour().Matches(schemes[scheme == "light" ? 0 : 1].Split("@media print")[0]).ToDictionary(match => match.Groups[1].Value, match => Light(match.Groups[2].Value));
    }

    private static double Contrast(Dictionary<string, double> lights, string one, string other) =>
        (Math.Max(lights[one], lights[other]) + 0.05) / (Math.Min(lights[one], lights[other]) + 0.05);

    private static double Light(string hex)
    {
        double[] parts =
        [
            .. from start in (int[])[0, 2, 4]
               let share = int.Parse(hex.AsSpan(start, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255.0
               select share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4),
        ];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"--([a-z]+\d?): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
