using System.Text;
using AesniCheck.Basics;

namespace AesniCheck.Reports.Html;

/// <summary>Text of any kind as text of a page: nothing in it is markup, and what would not be seen is made visible. The same holds in attributes.</summary>
internal static class HtmlText
{
    /// <summary>Escapes a text.</summary>
    /// <param name="text">Whatever a record holds.</param>
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
