using System.Globalization;
using System.Text;

namespace AesniCheck.Reports.Formats.Html;

/// <summary>Text of any kind as text of a page: nothing in it is markup, and what would not be seen is made visible. The same holds in attributes.</summary>
internal static class HtmlText
{
    /// <summary>Escapes a text.</summary>
    /// <param name="text">Whatever a record holds.</param>
    public static string Escape(string text)
    {
        int plain = 0;
        while (plain < text.Length && IsPlain(text[plain]))
        {
            plain++;
        }

        if (plain == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, plain);
        for (int i = plain; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                escaped.Append(text, i, 2);
                i++;
            }
            else
            {
                Append(escaped, text[i]);
            }
        }

        return escaped.ToString();
    }

    private static bool IsPlain(char character) =>
        character is >= ' ' and < '\u007f' and not ('&' or '<' or '>' or '"' or '\'');

    private static void Append(StringBuilder escaped, char character)
    {
        switch (character)
        {
            case '&':
                escaped.Append("&amp;");
                break;
            case '<':
                escaped.Append("&lt;");
                break;
            case '>':
                escaped.Append("&gt;");
                break;
            case '"':
                escaped.Append("&quot;");
                break;
            case '\'':
                escaped.Append("&#39;");
                break;
            default:
                // Half a character, a control character, one that turns the direction of what follows, or none at all: as its number.
                _ = IsVisible(character) ? escaped.Append(character) : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
        }
    }

    private static bool IsVisible(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
