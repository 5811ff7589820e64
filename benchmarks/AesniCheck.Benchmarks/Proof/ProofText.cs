using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Benchmarks.Proof;

/// <summary>Numbers of the report.</summary>
internal static class ProofText
{
    /// <summary>So many of so many.</summary>
    public static string SeenOf(int seen, int all) => string.Create(CultureInfo.InvariantCulture, $"{seen:N0} of {all:N0}");

    /// <summary>The 95 % interval of a rate.</summary>
    public static string Interval(int seen, int all)
    {
        if (all == 0)
        {
            return "";
        }

        (double low, double high) = WilsonInterval.Of(seen, all);
        return string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.0} to {100 * high:0.0} %");
    }

    /// <summary>The middle and the highest.</summary>
    public static string MedianAndWorst(Spread? values, string format = "0.0") =>
        values is null ? " | " : $"{values.Median.ToString(format, CultureInfo.InvariantCulture)} | {values.Worst.ToString(format, CultureInfo.InvariantCulture)}";

    /// <summary>Names and how often, parted by commas.</summary>
    public static string List(IEnumerable<NamedCount> counts) => string.Join(", ", counts);

    /// <summary>Text within a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Code within a cell of a table.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{Cell(text)}`";
}
