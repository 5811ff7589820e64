using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Parses durations: <c>30s</c>, <c>1.5m</c>, <c>1h30m</c>, <c>7d</c>, <c>5 minutes</c>.</summary>
public static class Durations
{
    private const string Advice = "write it like 30s, 5m, 1h30m or 7d";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Parses a duration.</summary>
    /// <param name="text">Numbers with their units, with or without spaces: ms, s, m, h, d, or words such as min, hour, days.</param>
    /// <returns>A duration of at least 1 ms and at most 366 days.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is not such a duration; the message says why.</exception>
    public static TimeSpan Parse(string text)
    {
        double seconds = 0;
        int position = 0;
        SkipSpaces();
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] == '.'))
            {
                position++;
            }

            int end = position;
            SkipSpaces();
            int unit = position;
            while (position < text.Length && char.IsAsciiLetter(text[position]))
            {
                position++;
            }

            if (end == start
                || !double.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                throw new FormatException($"'{Excerpt.Of(text)}' is not a duration; {Advice}");
            }

            seconds += number * SecondsIn(text[unit..position], text);
            SkipSpaces();
        }

        if (seconds < 0.001)
        {
            throw new FormatException(string.IsNullOrWhiteSpace(text) ? $"the duration is missing; {Advice}" : $"'{Excerpt.Of(text)}' is zero; {Advice}");
        }

        return seconds <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{Excerpt.Of(text)}' is longer than {Longest.TotalDays:F0} days");

        void SkipSpaces()
        {
            while (position < text.Length && text[position] == ' ')
            {
                position++;
            }
        }
    }

    private static double SecondsIn(string unit, string text) => unit switch
    {
        "ms" or "msec" or "millisecond" or "milliseconds" => 0.001,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hr" or "hrs" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86_400,
        "" => throw new FormatException($"'{Excerpt.Of(text)}' has no unit; {Advice}"),
        _ => throw new FormatException($"'{Excerpt.Of(text)}' has the unknown unit '{Excerpt.Of(unit)}'; {Advice}"),
    };
}
