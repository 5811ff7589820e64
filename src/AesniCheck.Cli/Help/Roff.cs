using System.Globalization;
using System.Text;

namespace AesniCheck.Cli.Help;

/// <summary>Escapes texts for roff, so that nothing in them is a request or an escape: groff_char(7), man(7).</summary>
internal static class Roff
{
    /// <summary>Escapes a text within a line.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => @"\e",
                '-' => @"\-", // Otherwise it may become a hyphen, which can't be copied into a shell.
                '\'' => @"\(aq",
                '`' => @"\(ga",
                '^' => @"\(ha",
                '~' => @"\(ti",
                '"' => @"\(dq",
                > 0x7e => string.Create(CultureInfo.InvariantCulture, $@"\[u{rune.Value:X4}]"),
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Returns sentences one per line, as roff expects: it spaces them itself.</summary>
    public static IEnumerable<string> Sentences(string text)
    {
        int begin = 0;
        for (int end = text.IndexOf(". ", StringComparison.Ordinal); end >= 0; end = text.IndexOf(". ", end + 1, StringComparison.Ordinal))
        {
            if (end + 2 < text.Length && char.IsUpper(text[end + 2]))
            {
                yield return Line(text[begin..(end + 1)]);
                begin = end + 2;
            }
        }

        yield return Line(text[begin..]);
    }

    /// <summary>Returns a text as a line. A dot at its beginning is not a request.</summary>
    public static string Line(string text)
    {
        string escaped = Text(text);
        return escaped.StartsWith('.') ? @"\&" + escaped : escaped;
    }

    /// <summary>Returns a text in bold.</summary>
    public static string Bold(string text) => $@"\fB{Text(text)}\fR";

    /// <summary>Returns a text in italics.</summary>
    public static string Italic(string text) => $@"\fI{Text(text)}\fR";
}
