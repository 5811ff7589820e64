using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Makes a field of a record out of what a file held: trimmed, printable, of sane length, and never null.</summary>
internal static class HostField
{
    /// <summary>Stands for text that could not be had: a missing file, a missing line, no permission.</summary>
    public const string Unknown = "unknown";

    /// <summary>Stands for a number that could not be had; the numbers of a machine are not negative otherwise.</summary>
    public const int UnknownNumber = -1;

    private const int MaxLength = 256;

    /// <summary>The text, or <see cref="Unknown"/> when there is none.</summary>
    public static string Text(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Unknown;
        }

        ReadOnlySpan<char> kept = raw.AsSpan(0, Math.Min(raw.Length, MaxLength));
        // Firmware strings end up on terminals: a control character there could be an escape sequence.
        string text = string.Create(kept.Length, kept, static (printable, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                printable[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
        return text.Length == 0 ? Unknown : text;
    }

    /// <summary>The number, or <see cref="UnknownNumber"/> when it is none or negative.</summary>
    public static int Number(string? raw) =>
        int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : UnknownNumber;
}
