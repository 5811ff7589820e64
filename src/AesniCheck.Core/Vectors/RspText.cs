using System.Text;

namespace AesniCheck.Vectors;

/// <summary>Helpers for reading <c>.rsp</c> text.</summary>
internal static class RspText
{
    private const byte NoDigit = 0xff;
    private const int QuotedLength = 40;

    private static readonly byte[] DigitValues = MakeDigitValues();

    /// <summary>Returns the text without leading and trailing blanks, including carriage returns.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Decodes pairs of hex digits; <paramref name="bytes"/> has room for half the digits, rounded down.</summary>
    /// <returns>The index of the first character that is not a hex digit, or -1.</returns>
    public static int DecodeHex(ReadOnlySpan<byte> digits, Span<byte> bytes)
    {
        ReadOnlySpan<byte> values = DigitValues;
        for (int i = 0; i + 1 < digits.Length; i += 2)
        {
            int high = values[digits[i]];
            int low = values[digits[i + 1]];
            if ((high | low) > 0xf)
            {
                return high > 0xf ? i : i + 1;
            }

            bytes[i >> 1] = (byte)((high << 4) | low);
        }

        return digits.Length % 2 != 0 && values[digits[^1]] == NoDigit ? digits.Length - 1 : -1;
    }

    /// <summary>Returns the beginning of a piece of the file, for a message.</summary>
    public static string Shorten(ReadOnlySpan<byte> text) =>
        text.Length <= QuotedLength ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..QuotedLength]) + "...";

    /// <inheritdoc cref="Shorten(ReadOnlySpan{byte})"/>
    public static string Shorten(string text) => text.Length <= QuotedLength ? text : text[..QuotedLength] + "...";

    extension(string text)
    {
        /// <summary>Whether the text starts with a prefix; ordinal, ignoring case.</summary>
        public bool StartsWithIgnoringCase(string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r';

    private static byte[] MakeDigitValues()
    {
        byte[] values = new byte[256];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = NoDigit;
        }

        for (int digit = 0; digit < 16; digit++)
        {
            values["0123456789abcdef"[digit]] = (byte)digit;
            values["0123456789ABCDEF"[digit]] = (byte)digit;
        }

        return values;
    }
}
