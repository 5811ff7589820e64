using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>Escapes any text for a page: nothing in it is markup, and invisible characters are made visible. Attributes may use it too.</summary>
internal static class HtmlText
{
    /// <summary>Escapes a text.</summary>
    /// <param name="text">The text, such as any string of a record.</param>
    public static string Escape(string text)
    {
        string visible = VisibleText.Of(text);
        if (visible.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return visible;
        }

        var escaped = new StringBuilder(visible.Length + 16);
        foreach (char character in visible)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
