using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Formats numbers for people, independently of the culture.</summary>
public static class Quantities
{
    /// <summary>A count: whole with separators below a million, above that with three digits and an exponent, <c>2.10e11</c>.</summary>
    public static string Count(long value) =>
        Math.Abs(value) < 1_000_000 ? value.ToString("N0", CultureInfo.InvariantCulture) : Scientific(value);

    /// <summary>A count and its noun, which has a regular plural: <c>1 finding</c>, <c>2 findings</c>.</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Three digits and an exponent, <c>1.43e-11</c>.</summary>
    public static string Scientific(double value)
    {
        string text = value.ToString("0.00e+0", CultureInfo.InvariantCulture);
        return text.Replace("e+", "e", StringComparison.Ordinal);
    }

    /// <summary>A number of bytes, in powers of a thousand.</summary>
    public static string Bytes(double value) => value switch
    {
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{value:0} B"),
        < 999.95e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.0} kB"),
        < 999.95e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} MB"),
        < 999.95e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.0} GB"),
        < 999.95e12 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e12:0.0} TB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1e15:0.0} PB"),
    };

    /// <summary>A duration in its one or two largest units: <c>12.3 s</c>, <c>5 min 03 s</c>, <c>2 h 05 min</c>, <c>3 d 04 h</c>.</summary>
    public static string Time(TimeSpan value) => value switch
    {
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s"),
        { TotalSeconds: < 3599.5 } => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(value.TotalSeconds) / 60} min {(int)Math.Round(value.TotalSeconds) % 60:00} s"),
        { TotalMinutes: < (24 * 60) - 0.5 } => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(value.TotalMinutes) / 60} h {(int)Math.Round(value.TotalMinutes) % 60:00} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(value.TotalHours) / 24} d {(int)Math.Round(value.TotalHours) % 24:00} h"),
    };
}
