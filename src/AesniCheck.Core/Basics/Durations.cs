using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Parses durations: <c>30s</c>, <c>1.5m</c>, <c>1h30m</c>, <c>7d</c>.</summary>
public static class Durations
{
    private const string Advice = "write it like 30s, 5m, 1h30m or 7d";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Parses a duration.</summary>
    /// <param name="text">Numbers with their units: ms, s, m, h, d.</param>
    /// <returns>A duration of at least 1 ms and at most 366 days.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is not such a duration; the message says why.</exception>
    public static TimeSpan Parse(string text)
    {
        double seconds = 0;
        int position = 0;
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] == '.'))
            {
                position++;
            }

            int unit = position;
            while (position < text.Length && char.IsAsciiLetter(text[position]))
            {
                position++;
            }

            if (unit == start
                || !double.TryParse(text.AsSpan(start, unit - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                throw new FormatException($"'{Excerpt.Of(text)}' is not a duration; {Advice}");
            }

            seconds += number * SecondsIn(text[unit..position], text);
        }

        if (seconds < 0.001)
        {
            throw new FormatException(text.Length == 0 ? $"the duration is missing; {Advice}" : $"'{Excerpt.Of(text)}' is zero; {Advice}");
        }

        return seconds <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{Excerpt.Of(text)}' is longer than {Longest.TotalDays:F0} days");
    }

    private static double SecondsIn(string unit, string text) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "" => throw new FormatException($"'{Excerpt.Of(text)}' has no unit; {Advice}"),
        _ => throw new FormatException($"'{Excerpt.Of(text)}' has the unknown unit '{Excerpt.Of(unit)}'; {Advice}"),
    };
}
