using System.Globalization;
using System.Text;

namespace AesniCheck.Reports.Formats;

/// <summary>
/// Text of any origin as one line that every format can hold: well-formed Unicode without control characters. A broken process may have
/// written anything, and firmware may say anything.
/// </summary>
internal static class VisibleText
{
    /// <summary>
    /// The same text, but with control characters, line breaks, halves of surrogate pairs and U+FEFF, U+FFFE and U+FFFF as escapes that can
    /// be seen: <c>\x1b</c>, <c>\ud800</c>.
    /// </summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                visible.Append(text, i++, 2);
            }
            else if (IsHidden(text[i]))
            {
                visible.Append(text[i] < 0x100 ? @"\x" : @"\u").Append(((int)text[i]).ToString(text[i] < 0x100 ? "x2" : "x4", CultureInfo.InvariantCulture));
            }
            else
            {
                visible.Append(text[i]);
            }
        }

        return visible.ToString();
    }

    private static bool IsHidden(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff';
}
