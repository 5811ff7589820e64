using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Turns the content of a file into a field of a record: trimmed, printable, of limited length, and never null.</summary>
internal static class HostField
{
    /// <summary>Stands for text that could not be read: a missing file, a missing line, no permission.</summary>
    public const string Unknown = "unknown";

    /// <summary>Stands for a number that could not be read; all other numbers of a machine are non-negative.</summary>
    public const int UnknownNumber = -1;

    private const int MaxLength = 256;

    /// <summary>The text, or <see cref="Unknown"/> if it is null or blank.</summary>
    public static string Text(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Unknown;
        }

        ReadOnlySpan<char> kept = raw.AsSpan(0, Math.Min(raw.Length, MaxLength));
        // Firmware strings are shown on terminals, where a control character could start an escape sequence.
        string text = string.Create(kept.Length, kept, static (printable, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                printable[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
        return text.Length == 0 ? Unknown : text;
    }

    /// <summary>The number, or <see cref="UnknownNumber"/> if the text is not a non-negative number.</summary>
    public static int Number(string? raw) =>
        int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : UnknownNumber;
}
