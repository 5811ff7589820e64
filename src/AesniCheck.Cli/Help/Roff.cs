using System.Globalization;
using System.Text;

namespace AesniCheck.Cli.Help;

/// <summary>Texts for roff, in which nothing is taken for a request or an escape: groff_char(7), man(7).</summary>
internal static class Roff
{
    /// <summary>A text within a line, as it is to be seen.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => @"\e",
                '-' => @"\-", // Else it may become a hyphen, which can't be copied into a shell.
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

    /// <summary>Sentences, a line each, as roff likes them: it makes the spaces between them.</summary>
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

    /// <summary>A text as a line. A dot at its beginning is no request.</summary>
    public static string Line(string text)
    {
        string escaped = Text(text);
        return escaped.StartsWith('.') ? @"\&" + escaped : escaped;
    }

    /// <summary>A text in bold.</summary>
    public static string Bold(string text) => $@"\fB{Text(text)}\fR";

    /// <summary>A text in italics.</summary>
    public static string Italic(string text) => $@"\fI{Text(text)}\fR";
}
