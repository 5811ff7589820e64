using System.Globalization;

namespace AesniCheck;

/// <summary>Cultures that write numbers and times unlike each other. Made up here, since the program carries no culture data.</summary>
internal static class Cultures
{
    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.InvariantCulture, GermanLike(), Outlandish()];

    /// <summary>The results of the same call in each of them.</summary>
    public static IReadOnlyList<T> InEach<T>(Func<T> call) => [.. All.Select(culture => In(culture, call))];

    public static T In<T>(CultureInfo culture, Func<T> call)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return call();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>1.234,5 and 31.12.2026.</summary>
    public static CultureInfo GermanLike()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.DateTimeFormat.DateSeparator = ".";
        return culture;
    }

    private static CultureInfo Outlandish()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "\u066b";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NumberGroupSizes = [2];
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.PositiveSign = "\u207a";
        culture.DateTimeFormat.DateSeparator = "/";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }
}
