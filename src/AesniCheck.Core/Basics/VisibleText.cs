using System.Buffers;
using System.Globalization;
using System.Text;

namespace AesniCheck.Basics;

/// <summary>
/// Turns text of any origin into one line for terminals and every output format: well-formed Unicode with visible characters only. A broken process may have
/// written anything, and firmware strings may hold anything.
/// </summary>
internal static class VisibleText
{
    /// <summary>
    /// Returns the text with visible escapes in place of control characters, line breaks, lone surrogates, format characters such as direction marks, and
    /// unassigned and private-use code points: <c>\x1b</c>, <c>\ud800</c>, <c>\U000e0001</c>.
    /// </summary>
    public static string Of(string text)
    {
        int plain = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (plain < 0)
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16).Append(text, 0, plain);
        for (int i = plain; i < text.Length;)
        {
            bool isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            _ = isWhole && IsVisible(rune) ? visible.Append(text, i, length) : visible.Append(Escaped(isWhole ? rune.Value : text[i]));
            i += length;
        }

        return visible.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string Escaped(int value) => value switch
    {
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    };
}
