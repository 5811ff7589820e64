using System.CommandLine.Parsing;
using System.Globalization;
using AesniCheck.Basics;

namespace AesniCheck.Cli.Options;

/// <summary>Converts the texts of options to values, with errors that name the option.</summary>
internal static class OptionText
{
    /// <summary>Parses the value of an option; a <see cref="FormatException"/> becomes an error of the command line.</summary>
    public static T? Parsed<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value);
        }
        catch (FormatException exception)
        {
            string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
            result.AddError($"{name}: {exception.Message}");
            return default;
        }
    }

    /// <summary>Parses a whole number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The largest allowed value; the smallest is 1.</param>
    /// <exception cref="FormatException">The text is not a number in this range.</exception>
    public static int Number(string text, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= maximum
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{Excerpt.Of(text)}' is not a number from 1 to {maximum}"));

    /// <summary>Parses a count that may be large: 1000000000, or 1e9.</summary>
    /// <exception cref="FormatException">The text is not a whole number from 1 to 10^18.</exception>
    public static long Count(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal count)
        && count is >= 1 and <= 1_000_000_000_000_000_000 && decimal.Truncate(count) == count
            ? (long)count
            : throw new FormatException($"'{Excerpt.Of(text)}' is not a whole number from 1 to 1e18");

    /// <summary>Parses a list of names.</summary>
    /// <param name="text">The names, separated by commas.</param>
    /// <param name="noun">What they name.</param>
    /// <param name="all">All valid names.</param>
    /// <param name="others">Further valid values, for the message.</param>
    /// <exception cref="FormatException">A name is not valid; the message lists the valid ones.</exception>
    public static IReadOnlyList<string> Names(string text, string noun, IEnumerable<string> all, string others = "")
    {
        string[] names = text.Split(',');
        string? unknown = names.FirstOrDefault(name => !all.Contains(name));
        return unknown is null
            ? names
            : throw new FormatException($"unknown {noun} '{Excerpt.Of(unknown)}'{Similar.Hint(unknown, all)}; the {noun}s are {string.Join(", ", all)}{others}");
    }
}
