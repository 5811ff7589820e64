using System.Globalization;
using AesniCheck.Basics;
using AesniCheck.Ciphers;
using AesniCheck.Probes;

namespace AesniCheck.Reports.Html;

/// <summary>
/// Drawings of bytes: AES states as the squares of FIPS 197, section 3.4, in which bytes 0 to 3 are the first column; other bytes in lines of sixteen. Bytes
/// that differ are framed or underlined, and bold: colour adds no information.
/// </summary>
internal static class Drawing
{
    private const int Side = 4;
    private const int LineLength = 16;
    private const int ShownLines = 8;

    /// <summary>Draws the expected bytes, the actual bytes, and their difference.</summary>
    public static void Write(HtmlWriter html, Difference difference)
    {
        if (difference.IsState && difference.Expected.Length == AesCipher.BlockSize && difference.Actual.Length == AesCipher.BlockSize)
        {
            State(html, $"{difference.Name}, expected", index => difference.Expected[index], difference.DiffersAt);
            State(html, "actual", index => difference.Actual[index], difference.DiffersAt);
            State(html, "expected xor actual", index => difference.XorAt(index) ?? 0, difference.DiffersAt);
        }
        else
        {
            Lines(html, difference);
        }
    }

    /// <summary>Draws a state.</summary>
    /// <param name="html">The page.</param>
    /// <param name="caption">Its caption.</param>
    /// <param name="bytes">Its sixteen bytes.</param>
    /// <param name="isMarked">Whether the byte at an index is marked.</param>
    public static void State(HtmlWriter html, string caption, Func<int, byte> bytes, Func<int, bool> isMarked)
    {
        using (html.In("table", ("class", "state")))
        {
            html.Put("caption", caption);
            using (html.In("tr"))
            {
                html.Put("th", "byte", ("scope", "col"));
                for (int column = 0; column < Side; column++)
                {
                    html.Put("th", PageWords.Number(Side * column), ("scope", "col"));
                }
            }

            for (int row = 0; row < Side; row++)
            {
                using (html.In("tr"))
                {
                    html.Put("th", "+" + PageWords.Number(row), ("scope", "row"));
                    for (int column = 0; column < Side; column++)
                    {
                        int index = (Side * column) + row;
                        html.Put("td", Hex(bytes(index)), ("class", isMarked(index) ? "differs" : null));
                    }
                }
            }
        }
    }

    private static void Lines(HtmlWriter html, Difference difference)
    {
        int[] lines = [.. Enumerable.Range(0, (difference.Length + LineLength - 1) / LineLength)];
        int[] wrong = [.. lines.Where(line => Enumerable.Range(line * LineLength, LineLength).Any(difference.DiffersAt))];
        if (wrong.Length == 0)
        {
            html.Line("p", $"The {difference.Name}, {Quantities.Of(difference.Length, "byte")}, is as expected.");
            return;
        }

        string caption = string.Create(
            CultureInfo.InvariantCulture,
            $"{difference.Name}, {Quantities.Of(difference.Length, "byte")}{(wrong.Length < lines.Length ? $"; {Same(wrong.Length, lines.Length)}" : "")}{(wrong.Length > ShownLines ? $"; the first {ShownLines} of {wrong.Length} differing lines of 16 are shown, and the others are in the JSON record" : "")}");
        using (HtmlTable.Scrolling(html, caption))
        using (html.In("table", ("class", "hex")))
        {
            html.Line("caption", caption);
            foreach (int line in wrong.Take(ShownLines))
            {
                int start = line * LineLength;
                using (html.In("tbody"))
                {
                    Line(html, start, "expected", index => index < difference.Expected.Length ? Hex(difference.Expected[index]) : null, difference);
                    Line(html, start, "actual", index => index < difference.Actual.Length ? Hex(difference.Actual[index]) : null, difference);
                    Line(html, start, "xor", index => difference.XorAt(index) is { } value ? Hex(value) : null, difference);
                }
            }
        }
    }

    private static string Same(int wrong, int all) => string.Create(CultureInfo.InvariantCulture, $"{all - wrong} of {all} lines of 16 are equal and not shown");

    /// <summary>Writes a line of bytes; a byte that one side lacks is shown as two dashes.</summary>
    private static void Line(HtmlWriter html, int start, string name, Func<int, string?> hex, Difference difference)
    {
        using (html.In("tr"))
        {
            if (name == "expected")
            {
                html.Put("th", string.Create(CultureInfo.InvariantCulture, $"byte {start}"), ("scope", "rowgroup"), ("rowspan", "3"));
            }

            html.Put("th", name, ("scope", "row"));
            using (html.Inline("td"))
            {
                for (int index = start; index < Math.Min(start + LineLength, difference.Length); index++)
                {
                    if (index > start)
                    {
                        html.Text(index % 8 == 0 ? "  " : " ");
                    }

                    string text = hex(index) ?? "--";
                    if (difference.DiffersAt(index))
                    {
                        html.Put("b", text);
                    }
                    else
                    {
                        html.Text(text);
                    }
                }
            }
        }
    }

    private static string Hex(byte value) => value.ToString("x2", CultureInfo.InvariantCulture);
}
