using System.Globalization;

namespace AesniCheck.Basics;

/// <summary>Formats points in time, in UTC with microseconds, independently of the culture.</summary>
internal static class Times
{
    /// <summary>The format of RFC 3339.</summary>
    public const string Rfc3339Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>For machines, as in RFC 3339: <c>2026-03-29T01:59:58.300000Z</c>.</summary>
    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString(Rfc3339Format, CultureInfo.InvariantCulture);

    /// <summary>For people, where the context says UTC: <c>2026-03-29 01:59:58.300000</c>.</summary>
    public static string Words(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
